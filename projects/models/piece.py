"""The jigsaw: questions to talk through, what the group said, who thinks what, and who said yes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from projects.models.count_as import CountAs


class Piece(models.Model):
    """A planning question of one project (seeds 42, 82). Its words are a copy of the library's, so a group may change them.

    The loose piece stays open for good: what we do not know yet (seed 86).
    """

    class Group(models.TextChoices):
        BASE = "base", _("What it rests on")
        PEOPLE = "people", _("People")
        WORK = "work", _("Sharing the work")
        LIMITS = "limits", _("Limits")
        HARD = "hard", _("When things are hard")
        OURS = "ours", _("Our own questions")

    class Status(models.TextChoices):
        NOT_STARTED = "not_started", _("Not started")
        TALKING = "talking", _("Talking about it")
        AGREED = "agreed", _("Agreed")
        NOT_NEEDED = "not_needed", _("Not needed here")

    TRANSITIONS = {
        Status.NOT_STARTED: {Status.TALKING, Status.AGREED, Status.NOT_NEEDED},
        Status.TALKING: {Status.NOT_STARTED, Status.AGREED, Status.NOT_NEEDED},
        Status.AGREED: {Status.TALKING, Status.NOT_NEEDED},
        Status.NOT_NEEDED: {Status.NOT_STARTED, Status.TALKING},
    }

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="pieces")
    key = models.CharField(max_length=40, blank=True)  # of the library's question; empty for a group's own
    group = models.CharField(max_length=6, choices=Group, default=Group.OURS)
    question = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    example = models.CharField(max_length=300, blank=True)
    position = models.PositiveSmallIntegerField()
    is_loose = models.BooleanField(default=False)
    status = models.CharField(max_length=11, choices=Status, default=Status.NOT_STARTED)
    said = models.TextField(max_length=2000, blank=True)  # what we said so far
    said_version = models.PositiveIntegerField(
        default=1
    )  # grows when the words change: each yes is to one version
    not_needed_why = models.CharField(max_length=300, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)
    review_on = models.DateField(null=True, blank=True)
    added_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=dates.now)
    version = models.PositiveIntegerField(default=1)  # grows with each edit of its words (promise C2)

    class Meta:
        ordering = ["position", "id"]
        indexes = [
            models.Index(
                fields=["review_on"], condition=models.Q(review_on__isnull=False), name="piece_by_review_day"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"], condition=~models.Q(key=""), name="piece_of_library_once"
            ),
            models.UniqueConstraint(
                fields=["project"], condition=models.Q(is_loose=True), name="piece_one_loose"
            ),
            models.CheckConstraint(
                condition=models.Q(status="agreed", agreed_at__isnull=False)
                | (~models.Q(status="agreed") & models.Q(agreed_at__isnull=True)),
                name="piece_agreed_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="not_needed") | ~models.Q(not_needed_why=""),
                name="piece_not_needed_has_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(is_loose=False) | models.Q(status__in=["not_started", "talking"]),
                name="piece_loose_never_closes",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class PieceYes(models.Model):
    """One person's yes to what the group said about a piece, by name, counted as they ask (decision 9)."""

    piece = models.ForeignKey(Piece, on_delete=models.CASCADE, related_name="yeses")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="piece_yeses"
    )
    said_version = models.PositiveIntegerField()
    count_as = models.CharField(max_length=5, choices=CountAs)
    said_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["piece", "membership", "said_version"], name="piece_yes_once")
        ]

    def __str__(self) -> str:
        return f"yes to piece {self.piece_id}"


class SharedQuestion(models.Model):
    """A question that a group shared with every project (seed 64). Nothing says which group it was."""

    question = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    example = models.CharField(max_length=300, blank=True)
    shared_by = models.ForeignKey(
        "members.Member", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shared_on = models.DateField()

    class Meta:
        ordering = ["question", "id"]
        constraints = [
            models.UniqueConstraint(models.functions.Lower("question"), name="shared_question_once")
        ]

    def __str__(self) -> str:
        return self.question
