"""Steps between "I have done it" and "it is done": who says yes, on what grounds, and what if not."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SignOff(models.Model):
    """One sign-off step of a task, told before anybody starts (seed 52); a no says what was heard and what can be (seed 68)."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("Not answered yet")
        YES = "yes", _("Yes")
        NO = "no", _("Not like this")

    TRANSITIONS = {
        Status.WAITING: {Status.YES, Status.NO},
        Status.NO: {Status.WAITING},
        Status.YES: {Status.WAITING},
    }

    task = models.ForeignKey("projects.Task", on_delete=models.CASCADE, related_name="sign_offs")
    number = models.PositiveSmallIntegerField()
    who = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="sign_offs"
    )  # empty: the people who run the project write the answer down
    who_words = models.CharField(max_length=100, blank=True)  # somebody outside, in words
    by_day = models.DateField(null=True, blank=True)
    grounds = models.CharField(max_length=300)
    if_no = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=7, choices=Status, default=Status.WAITING)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    heard = models.CharField(max_length=500, blank=True)  # what we heard
    why = models.CharField(max_length=500, blank=True)
    whose_rule = models.CharField(max_length=100, blank=True)
    possible = models.CharField(max_length=500, blank=True)  # what is possible
    talk_to = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    reply = models.CharField(max_length=500, blank=True)  # of those who did the task: their right to answer
    replied_at = models.DateTimeField(null=True, blank=True)
    task_then = models.CharField(
        max_length=40, blank=True, default="", db_default=""
    )  # how the task was when it was answered: an answer can be taken back only while the task is still like that
    version = models.PositiveIntegerField(default=1)  # grows with each asking: old links and reminders end

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["task", "number"], name="sign_off_number_once"),
            models.CheckConstraint(
                condition=models.Q(status="waiting", answered_at__isnull=True)
                | (~models.Q(status="waiting") & models.Q(answered_at__isnull=False)),
                name="sign_off_answered_has_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="no")
                | (~models.Q(why="") & ~models.Q(heard="") & ~models.Q(possible="")),
                name="sign_off_a_no_explains_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"sign-off {self.number} of task {self.task_id}"
