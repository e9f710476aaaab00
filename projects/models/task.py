"""Tasks and their places."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from projects.models.membership import Skill


class Task(models.Model):
    """A piece of work with one or more places, open to any member, held lightly (seeds 34, 51)."""

    class Kind(models.TextChoices):
        MAKING = "making", _("Making")
        TESTING = "testing", _("Trying out")
        TELLING = "telling", _("Telling")
        DECIDING = "deciding", _("Deciding")
        TEACHING = "teaching", _("Teaching")

    class Mode(models.TextChoices):
        """How the work is shared; it can be switched at any time (seed 34)."""

        ONE = "one", _("One person holds it")
        PAIR = "pair", _("Two people together")
        SECTIONS = "sections", _("Each takes a section")
        TOGETHER = "together", _("All together")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        WAITING = "waiting", _("Waiting for a yes")
        DONE = "done", _("Done")
        CALLED_OFF = "called_off", _("Not needed any more")

    TRANSITIONS = {
        Status.OPEN: {Status.WAITING, Status.DONE, Status.CALLED_OFF},
        Status.WAITING: {Status.DONE, Status.OPEN, Status.CALLED_OFF},
        Status.DONE: {Status.OPEN, Status.WAITING},
        Status.CALLED_OFF: {Status.OPEN},
    }

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(max_length=100)
    what = models.TextField(max_length=2000)
    why = models.CharField(max_length=300, blank=True)  # how it serves the purpose
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.MAKING)
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)  # how long it may take
    due_on = models.DateField(null=True, blank=True)  # a day in the project's zone
    where = models.CharField(max_length=100, blank=True)
    at_home = models.BooleanField(default=False)
    with_someone = models.BooleanField(default=False)
    thank_you = models.CharField(max_length=100, blank=True)
    help = models.CharField(max_length=200, blank=True)
    helper = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="helps_with"
    )
    role = models.ForeignKey(
        "projects.TaskRole", null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    content_notice = models.CharField(max_length=200, blank=True)
    mode = models.CharField(max_length=8, choices=Mode, default=Mode.ONE, db_default="one")
    section_names = models.TextField(
        blank=True, db_default="", default=""
    )  # one on each line, as last written: kept while it is shared in another way
    good_enough = models.CharField(max_length=300, blank=True, db_default="")  # for this piece (seed 63)
    open_call = models.CharField(
        max_length=200, blank=True, db_default=""
    )  # experience that would help (seed 54)
    skills = ArrayField(
        models.CharField(max_length=10, choices=Skill), default=list, blank=True, db_default=Value("{}")
    )
    givens = models.ManyToManyField("projects.Given", blank=True, related_name="tasks")
    part_of = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="parts"
    )  # the big question that it is a small part of (seed 130)
    piece = models.ForeignKey(
        "projects.Piece", null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    output = models.ForeignKey(
        "projects.Output", null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks"
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN, db_default="open")
    added_by = models.ForeignKey("members.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(default=dates.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    free_places = models.PositiveSmallIntegerField(default=1)  # kept by the actions that change places
    version = models.PositiveIntegerField(default=1)  # grows with each edit of its words (promise C2)
    date_version = models.PositiveIntegerField(
        default=1
    )  # grows when its day moves: old reminders are withdrawn

    class Meta:
        indexes = [
            models.Index(fields=["project", "status", "due_on", "id"]),
            models.Index(
                fields=["due_on"],
                condition=models.Q(status="open", due_on__isnull=False),
                name="task_open_by_day",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["open", "waiting"], ended_at__isnull=True)
                | (~models.Q(status__in=["open", "waiting"]) & models.Q(ended_at__isnull=False)),
                name="task_ended_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether somebody can still take a place or finish it."""
        return self.status == self.Status.OPEN


MOST_PLACES = 20


class TaskPlace(models.Model):
    """One place of a task. Empty, or held by one membership; who held it before is not kept (decision 40)."""

    class Cover(models.TextChoices):
        HOLD = "hold", _("Keep it for me")
        PASS = "pass", _("Pass it to one person")
        OPEN = "open", _("Open to all")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    cover = models.CharField(
        max_length=4, choices=Cover, default=Cover.OPEN, db_default="open"
    )  # the holder's wish (seed 60)
    cover_to = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # with the wish to pass it on: to whom
    offered_to = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="places_offered"
    )  # the place is free and asks this person first, who may say no
    offered_until = models.DateField(null=True, blank=True)  # after this day it is open to all
    section = models.CharField(
        max_length=100, blank=True, db_default=""
    )  # which part, where each takes a section

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="task_place_number_once"),
            models.CheckConstraint(
                condition=models.Q(number__gte=1, number__lte=MOST_PLACES), name="task_place_number_in_bounds"
            ),
            models.UniqueConstraint(
                fields=["holder", "task"],
                condition=models.Q(holder__isnull=False),
                name="task_place_one_per_member",
            ),
            models.CheckConstraint(
                condition=models.Q(holder__isnull=True) | models.Q(claimed_at__isnull=False),
                name="task_place_held_has_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_to__isnull=True)
                | models.Q(holder__isnull=True, offered_until__isnull=False),
                name="task_place_offered_is_not_held",
            ),
        ]

    def __str__(self) -> str:
        return f"place {self.number} of task {self.task_id}"


class HandBackNote(models.Model):
    """A note for whoever does the task next; who wrote it and when is not kept, only the order."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="hand_back_notes")
    words = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"note for task {self.task_id}"
