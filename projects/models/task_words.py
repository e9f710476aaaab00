"""What people add to a task: an answer to a call, what confused a tester, a note to oneself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates


class CallAnswer(models.Model):
    """ "I have experience of this", said by oneself to an open call, to the audience one chooses (seeds 46, 54)."""

    class Audience(models.TextChoices):
        HOSTS = "hosts", _("Only the people who run the project")
        PROJECT = "project", _("Everyone in this project")

    task = models.ForeignKey("projects.Task", on_delete=models.CASCADE, related_name="call_answers")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="call_answers"
    )
    words = models.CharField(max_length=300, blank=True)
    asked = models.CharField(
        max_length=200, blank=True, db_default=""
    )  # the call as it stood: when its words change, the answer is shown to its owner only
    audience = models.CharField(max_length=7, choices=Audience, default=Audience.HOSTS)
    said_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["task", "membership"], name="call_answered_once")]

    def __str__(self) -> str:
        return f"answer to the call of task {self.task_id}"


class TryOut(models.Model):
    """What confused somebody who tried a thing out, and what was changed because of it (seed 88)."""

    task = models.ForeignKey("projects.Task", on_delete=models.CASCADE, related_name="try_outs")
    tester = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="try_outs"
    )  # empty: told without a name
    confused = models.CharField(max_length=500)
    changed = models.CharField(max_length=500, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    told_on = models.DateField()
    version = models.PositiveIntegerField(
        default=1, db_default=1
    )  # grows with each edit of `changed` (promise C2)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(changed="", changed_at__isnull=True)
                | (~models.Q(changed="") & models.Q(changed_at__isnull=False)),
                name="try_out_changed_has_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"try-out of task {self.task_id}"


class Confidence(models.Model):
    """How sure somebody feels before a task: their own note, read by nobody else (seed 45)."""

    class Level(models.TextChoices):
        SURE = "sure", _("I feel ready")
        PARTLY = "partly", _("Some of it is new to me")
        UNSURE = "unsure", _("I am not sure yet")

    task = models.ForeignKey("projects.Task", on_delete=models.CASCADE, related_name="confidences")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="confidences"
    )
    level = models.CharField(max_length=6, choices=Level)
    words = models.CharField(max_length=300, blank=True)
    noted_at = models.DateTimeField(default=dates.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "membership"], name="confidence_once")]

    def __str__(self) -> str:
        return f"note on task {self.task_id}"
