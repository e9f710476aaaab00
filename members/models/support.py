"""People to talk to, and what is asked of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class SupportContact(models.Model):
    """Somebody an organisation offers to talk to, with hours and perhaps a phone.

    With an account they can be asked for a chat here; without one they can only be called.
    """

    organisation = models.ForeignKey(
        "members.Organisation", on_delete=models.CASCADE, related_name="support_contacts"
    )
    member = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="support_offered"
    )
    name = models.CharField(max_length=60)
    what = models.CharField(max_length=100, blank=True)  # "peer supporter", "outside the project"
    phone = models.CharField(max_length=30, blank=True)
    hours = models.CharField(max_length=100, blank=True)
    away_until = models.DateField(null=True, blank=True)
    appointed_by = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # empty when an operator did it by command
    appointed_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "member"], name="support_contact_member_once_per_organisation"
            )
        ]

    def __str__(self) -> str:
        return self.name


class SupportRequest(models.Model):
    """ "I could do with a hand" (seed 50), put to one chosen person and readable by them and the asker only."""

    class How(models.TextChoices):
        CALL = "call", _("Call me")
        TEXT = "text", _("Text me")
        MEET = "meet", _("Meet me")
        EMAIL = "email", _("Email me")

    class When(models.TextChoices):
        TODAY = "today", _("Today, if you can")
        THIS_WEEK = "this_week", _("This week")
        NEXT_WEEK = "next_week", _("Next week")

    class Status(models.TextChoices):
        ASKED = "asked", _("Asked")
        ANSWERED = "answered", _("Talked")
        CALLED_OFF = "called_off", _("Not needed any more")

    TRANSITIONS = {
        Status.ASKED: {Status.ANSWERED, Status.CALLED_OFF},
        Status.ANSWERED: set(),
        Status.CALLED_OFF: set(),
    }

    asker = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="support_asked"
    )  # empty when asked signed out: then asker_name and reach_at say who
    asker_name = models.CharField(max_length=60, blank=True)
    reach_at = models.CharField(max_length=100, blank=True)
    to = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="support_to_give"
    )
    to_contact = models.ForeignKey(
        SupportContact, null=True, blank=True, on_delete=models.SET_NULL, related_name="requests"
    )
    organisation = models.ForeignKey(
        "members.Organisation",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="support_requests",
    )  # whose other support contacts are told, never the words, when nobody was in touch by `answer_by`
    how = models.CharField(max_length=5, choices=How)
    when = models.CharField(max_length=9, choices=When)
    words = models.TextField(max_length=2000, blank=True)  # private: only the asker and the person chosen
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    asked_at = models.DateTimeField(default=dates.now)
    answer_by = models.DateField()  # the next working day
    answered_at = models.DateTimeField(null=True, blank=True)
    passed_on_at = models.DateTimeField(
        null=True, blank=True
    )  # told, without the words, that nobody had answered

    class Meta:
        ordering = ["-asked_at", "-id"]
        indexes = [
            models.Index(fields=["to", "status", "asked_at"]),
            models.Index(
                fields=["answer_by"],
                condition=models.Q(status="asked", passed_on_at__isnull=True),
                name="support_request_waits",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(asker__isnull=False) | ~(models.Q(asker_name="") | models.Q(reach_at="")),
                name="support_request_says_who_asks",
            ),
            models.CheckConstraint(
                condition=models.Q(status="asked", answered_at__isnull=True)
                | (~models.Q(status="asked") & models.Q(answered_at__isnull=False)),
                name="support_request_answered_has_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"support request {self.pk}"
