"""The pulse: a short round about how the work feels, with answers that carry no person."""

import uuid
from datetime import datetime, time, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from principles.models.principle import About


class PulseRound(models.Model):
    """One round in one project: opens, closes on a day, is frozen. k and the items are fixed when it opens."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("Planned")
        OPEN = "open", _("Open")
        CLOSED = "closed", _("Closed")
        CALLED_OFF = "called_off", _("Called off")

    TRANSITIONS = {
        Status.PLANNED: {
            Status.OPEN,
            Status.CALLED_OFF,
        },  # called off by a host, or too few to ask on the day
        Status.OPEN: {Status.CLOSED},
        Status.CLOSED: set(),
        Status.CALLED_OFF: set(),
    }

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="pulse_rounds")
    about = models.CharField(max_length=5, choices=About, default=About.PULSE, db_default="pulse")
    number = models.PositiveIntegerField()
    status = models.CharField(max_length=10, choices=Status, default=Status.PLANNED)
    opens_on = models.DateField()
    closes_on = models.DateField()  # open through this day, in the project's zone
    k = models.PositiveSmallIntegerField()
    invited = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(
        null=True, blank=True
    )  # kept at close, and only when it is 0 or >= k

    class Meta:
        ordering = ["project", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="pulse_round_number_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=models.Q(status__in=["planned", "open"]),
                name="pulse_round_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_on__gte=models.F("opens_on")),
                name="pulse_round_closes_after_it_opens",
            ),
            models.CheckConstraint(condition=models.Q(k__gte=3), name="pulse_round_k_is_at_least_three"),
            models.CheckConstraint(
                condition=models.Q(answered__isnull=True)
                | models.Q(status="closed", answered=0)
                | models.Q(status="closed", answered__gte=models.F("k")),
                name="pulse_round_answered_is_told_at_close_and_never_few",
            ),
        ]

    def __str__(self) -> str:
        return f"round {self.number} of project {self.project_id}"

    def ends_at(self, zone: str) -> datetime:
        """The moment the round is over: the end of its last day in the project's zone."""
        return dates.instant(self.closes_on + timedelta(days=1), time(0), zone)


class RoundItem(models.Model):
    """A question as it stands in one round, its version frozen."""

    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="round_items")
    item = models.ForeignKey("principles.PulseItem", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "item"], name="round_item_once")]

    def __str__(self) -> str:
        return f"item {self.item_id} in round {self.round_id}"


class PulseTicket(models.Model):
    """Says that one person may answer, and whether the ticket was used: nothing else. Deleted at close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="tickets")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="pulse_tickets")
    used = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "member"], name="pulse_ticket_once")]

    def __str__(self) -> str:
        return "ticket"


class Side(models.TextChoices):
    """How a person asks their answers to be counted, said for this act only (decision 9)."""

    LIVED = "lived", _("With people with lived experience")
    STAFF = "staff", _("With staff")
    NEITHER = "", _("Do not split mine")


class Choice(models.TextChoices):
    """What a person may say to one question. Skipping stores nothing; "does not fit" is an answer (seed 90).

    The first four are for the pulse, the next three for a statement.
    """

    ALWAYS = "always", _("Always")
    MOSTLY = "mostly", _("Mostly")
    SOMETIMES = "sometimes", _("Sometimes")
    NO = "no", _("No")
    AGREE = "agree", _("I agree")
    UNSURE = "unsure", _("I am not sure")
    DIFFERS = "differs", _("I see it differently")
    DOES_NOT_FIT = "does_not_fit", _("This question does not fit")


CHOICES = {
    About.PULSE: (Choice.ALWAYS, Choice.MOSTLY, Choice.SOMETIMES, Choice.NO, Choice.DOES_NOT_FIT),
    About.NOT: (Choice.AGREE, Choice.UNSURE, Choice.DIFFERS, Choice.DOES_NOT_FIT),
}


class PulseStage(models.Model):
    """An answer waiting for the close, under the hash of a receipt that only its writer has. Emptied at close."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="stage")
    sheet = models.CharField(
        max_length=64
    )  # SHA-256 of the receipt shown once; lets its writer change or withdraw
    item = models.ForeignKey("principles.PulseItem", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=12, choices=Choice)
    side = models.CharField(max_length=5, choices=Side, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "sheet", "item"], name="pulse_stage_once")]

    def __str__(self) -> str:
        return "staged answer"


class PulseAnswer(models.Model):
    """One answer to one question in a closed round. No person, no time, no order, no link to other answers."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="answers")
    item = models.ForeignKey("principles.PulseItem", on_delete=models.PROTECT, related_name="+")
    choice = models.CharField(max_length=12, choices=Choice)
    side = models.CharField(max_length=5, choices=Side, blank=True)  # erased at close when a side is below k

    class Meta:
        indexes = [models.Index(fields=["round", "item"])]

    def __str__(self) -> str:
        return "answer"
