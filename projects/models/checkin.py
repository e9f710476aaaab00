"""How somebody is, told to the one person they chose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class CheckIn(models.Model):
    """A personal "how is it going", read only by the person its writer chose; kept 90 days, never counted anywhere."""

    class Feeling(models.TextChoices):
        GOOD = "good", _("Good")
        OK = "ok", _("OK")
        NOT_GREAT = "not_great", _("Not great")
        NOT_OK = "not_ok", _("Not OK")

    membership = models.ForeignKey("projects.Membership", on_delete=models.CASCADE, related_name="check_ins")
    to = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="check_ins_to_read")
    prompted_for = models.DateField(null=True, blank=True)  # the day of the prompt it answers
    feeling = models.CharField(max_length=9, choices=Feeling, blank=True)
    wants_chat = models.BooleanField(default=False)
    wants_break = models.BooleanField(default=False)
    wants_help = models.BooleanField(default=False)
    words = models.TextField(max_length=2000, blank=True)  # private
    from_message = models.BooleanField(default=False)  # answered through a link in a message, not signed in
    written_down_by = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # given by phone: only the support person may write it down
    sent_at = models.DateTimeField(default=dates.now)
    changed_at = models.DateTimeField(null=True, blank=True)
    heard_at = models.DateTimeField(null=True, blank=True)  # the person chosen said they have been in touch

    class Meta:
        ordering = ["-sent_at", "-id"]
        indexes = [models.Index(fields=["to", "sent_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["membership", "prompted_for"],
                condition=models.Q(prompted_for__isnull=False),
                name="check_in_one_answer_to_a_prompt",
            )
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk}"
