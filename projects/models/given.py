"""Limits: what a project cannot change, or only with effort."""

from django.db import models

from coproduce.lib import dates


class Given(models.Model):
    """A limit that stands before the work starts: what, whose rule, why, movable or not, until when (seed 33)."""

    project = models.ForeignKey("projects.Project", on_delete=models.CASCADE, related_name="givens")
    what = models.CharField(max_length=200)
    whose_rule = models.CharField(max_length=100)
    why = models.CharField(max_length=300, blank=True)
    movable = models.BooleanField(default=False)
    until = models.DateField(null=True, blank=True)
    who_can_change = models.CharField(max_length=200, blank=True, db_default="")
    lifted_at = models.DateTimeField(
        null=True, blank=True
    )  # a host said that it does not stand any more; for a day that can be taken back
    version = models.PositiveIntegerField(default=1)
    added_at = models.DateTimeField(default=dates.now)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.what
