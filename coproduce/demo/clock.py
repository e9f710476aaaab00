"""The demo's clock: it may be moved forward, so that what would take days can be seen now."""

from datetime import datetime, timedelta

from django.db.models import F

from coproduce.lib import dates
from members.models import SiteState

STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)}
FURTHEST = timedelta(days=3650)


def move_clock(*, step: str) -> datetime:
    """Move the clock of every process forward by a step; returns the new time. Raises KeyError for an unknown step."""
    by = STEPS[step]
    SiteState.objects.filter(pk=1, clock_offset__lt=FURTHEST).update(clock_offset=F("clock_offset") + by)
    dates.forget_offset()
    return dates.now()
