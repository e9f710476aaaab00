"""The account of one person."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class MemberManager(BaseUserManager["Member"]):
    """Makes accounts; a password is only for operators, members sign in by code or passkey."""

    def create_user(
        self, email: str | None = None, password: str | None = None, **fields: object
    ) -> "Member":
        """A new account. `email` may be left out: a display name is all that a person needs."""
        member: Member = self.model(email=email.strip().lower() if email else None, **fields)
        member.set_password(password)
        member.save(using=self._db)
        return member

    def create_superuser(
        self, handle: str | None = None, password: str | None = None, **fields: object
    ) -> "Member":
        """An operator, who may open the admin."""
        if handle:
            fields["handle"] = handle
        return self.create_user(None, password, **{"is_staff": True, "is_superuser": True, **fields})


class Member(AbstractBaseUser, PermissionsMixin):
    """A person with an account: a name of their choosing and one way to sign in are all it takes."""

    class Size(models.TextChoices):
        MEDIUM = "m", _("Normal")
        LARGE = "l", _("Large")
        EXTRA = "xl", _("Very large")

    class Colours(models.TextChoices):
        AUTO = "auto", _("Like my phone or computer")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Letters(models.TextChoices):
        SYSTEM = "system", _("Usual letters")
        CLEAR = "clear", _("Letters that are easier to tell apart")

    handle = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    display_name = models.CharField(_("name"), max_length=60)
    email = models.EmailField(_("email"), null=True, blank=True, max_length=254)
    language = models.CharField(max_length=10, default="en-gb")
    time_zone = models.CharField(max_length=40, default="Europe/London")
    text_size = models.CharField(max_length=2, choices=Size, default=Size.MEDIUM)
    colours = models.CharField(max_length=5, choices=Colours, default=Colours.AUTO)
    letters = models.CharField(max_length=6, choices=Letters, default=Letters.SYSTEM)
    fewer_things = models.BooleanField(default=False)
    email_bounced_at = models.DateTimeField(
        null=True, blank=True
    )  # shown to the member: mail to them came back
    is_staff = models.BooleanField(default=False)  # may open the admin (an operator)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=dates.now)
    erased_at = models.DateTimeField(null=True, blank=True)  # an emptied tombstone: "someone who left"

    objects = MemberManager()

    USERNAME_FIELD = "handle"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="member_email_unique_whatever_its_case"),
            models.CheckConstraint(
                condition=~models.Q(email=""), name="member_email_is_null_when_there_is_none"
            ),
            models.CheckConstraint(
                condition=models.Q(erased_at__isnull=True) | models.Q(email__isnull=True, is_active=False),
                name="member_erased_has_no_email_and_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        """The name the person chose."""
        return self.display_name

    def get_short_name(self) -> str:
        """The name the person chose."""
        return self.display_name
