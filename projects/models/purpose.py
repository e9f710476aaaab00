"""The purpose of a project: its words over time, who agreed, and the moments at which it is looked at again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from projects.models.count_as import CountAs


class PurposeVersion(models.Model):
    """The words of the purpose from one day on (seed 6). The newest one is copied to `Project.purpose`.

    `asking` grows when the group looks at the same words again, like at a milestone (seed 14): answers count per asking.
    """

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="purposes")
    number = models.PositiveSmallIntegerField()
    words = models.TextField(max_length=600)
    written_by = models.ForeignKey(
        "projects.Membership", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    written_at = models.DateTimeField(default=dates.now)
    agreed_at = models.DateTimeField(null=True, blank=True)  # the first time these words were agreed
    asking = models.PositiveSmallIntegerField(default=1)
    asked_again_for = models.CharField(max_length=120, blank=True)  # the milestone, in words

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="purpose_number_once")]

    def __str__(self) -> str:
        return f"purpose {self.number} of project {self.project_id}"


class PurposeAnswer(models.Model):
    """What one person says to the words of the purpose: by name, counted as they ask (decisions 9 and 10)."""

    class Says(models.TextChoices):
        AGREE = "agree", _("I agree")
        ASIDE = "aside", _("I stand aside")
        CHANGE = "change", _("I would change it")

    version = models.ForeignKey(PurposeVersion, on_delete=models.CASCADE, related_name="answers")
    membership = models.ForeignKey(
        "projects.Membership", on_delete=models.CASCADE, related_name="purpose_answers"
    )
    asking = models.PositiveSmallIntegerField(default=1)
    says = models.CharField(max_length=6, choices=Says)
    count_as = models.CharField(max_length=5, choices=CountAs)
    words = models.CharField(max_length=300, blank=True)
    said_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["said_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["version", "membership", "asking"], name="purpose_answered_once")
        ]

    def __str__(self) -> str:
        return f"answer to purpose version {self.version_id}"


class Milestone(models.Model):
    """A dated line of the plan (decision 26). When it is reached, the group looks at its purpose again (seed 14)."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="milestones")
    what = models.CharField(max_length=120)
    on = models.DateField(null=True, blank=True)  # a day in the project's zone
    reached_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField(default=dates.now)
    version = models.PositiveIntegerField(default=1)  # grows with each edit (promise C2)

    class Meta:
        ordering = [models.F("on").asc(nulls_last=True), "id"]

    def __str__(self) -> str:
        return self.what
