"""The few facts about the whole site that every process must agree on."""

from datetime import timedelta

from django.db import models


class SiteState(models.Model):
    """One row: whether sending is held (after a restore), when the last tick ran, and the demo's clock offset."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sending_held = models.BooleanField(default=False)
    last_tick_at = models.DateTimeField(null=True, blank=True)  # by the real clock
    clock_offset = models.DurationField(default=timedelta)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="site_state_is_one_row")]

    def __str__(self) -> str:
        return "site state"
