"""Who read whose private things, without saying what they were (promise S10)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class AuditKey(models.Model):
    """The random key that stands for one person in the record of readings; it dies with the account."""

    member = models.OneToOneField("members.Member", on_delete=models.CASCADE, related_name="audit_key")
    key = models.UUIDField(default=uuid.uuid4, unique=True)

    def __str__(self) -> str:
        return str(self.key)


class PrivateReading(models.Model):
    """One reading of somebody's private things by another person. Append-only, in monthly partitions."""

    class What(models.TextChoices):
        NEEDS = "needs", _("What you need")
        SUPPORT = "support", _("What you wrote when you asked for a chat")
        CHECK_IN = "check_in", _("A check-in")
        EXPORT = "export", _("A file about you")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    read_at = models.DateTimeField(default=dates.now)
    reader = models.UUIDField()  # AuditKey.key of who read
    about = models.UUIDField()  # AuditKey.key of whose it was
    what = models.CharField(max_length=10, choices=What)

    class Meta:
        managed = False  # partitioned, and closed to UPDATE and DELETE: made by hand in the first migration
        db_table = "members_privatereading"

    def __str__(self) -> str:
        return f"{self.what} read at {self.read_at:%Y-%m-%d}"
