"""Tasks and their places."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class Task(models.Model):
    """A piece of work with one or more places, open to any member, held lightly (seeds 34, 51)."""

    class Kind(models.TextChoices):
        MAKING = "making", _("Making")
        TESTING = "testing", _("Trying out")
        TELLING = "telling", _("Telling")
        DECIDING = "deciding", _("Deciding")
        TEACHING = "teaching", _("Teaching")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        DONE = "done", _("Done")
        CALLED_OFF = "called_off", _("Not needed any more")

    TRANSITIONS = {
        Status.OPEN: {Status.DONE, Status.CALLED_OFF},
        Status.DONE: {Status.OPEN},
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
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
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
                condition=models.Q(status="open", ended_at__isnull=True)
                | (~models.Q(status="open") & models.Q(ended_at__isnull=False)),
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
        OPEN = "open", _("Open to all")

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    holder = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="places"
    )
    claimed_at = models.DateTimeField(null=True, blank=True)
    cover = models.CharField(max_length=4, choices=Cover, default=Cover.OPEN)  # the holder's wish (seed 60)

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
