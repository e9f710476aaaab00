"""What happens again and again: every so many days, at a time by the clock on a person's wall."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coproduce.lib.dates import instant


@dataclass(frozen=True)
class Rhythm:
    """From a first day on, every so many days, at a time in a zone."""

    first: date
    every_days: int
    at: time
    zone: str


def falls_on(rhythm: Rhythm, day: date) -> bool:
    """Whether this local day is one of the rhythm's."""
    return day >= rhythm.first and (day - rhythm.first).days % rhythm.every_days == 0


def occurrences(rhythm: Rhythm, *, after: datetime, until: datetime) -> Iterator[tuple[date, datetime]]:
    """The days and moments after one moment and up to another: exactly one for each local day of the rhythm."""
    tz = ZoneInfo(rhythm.zone)
    day = max(rhythm.first, after.astimezone(tz).date() - timedelta(days=1))
    day += timedelta(days=-(day - rhythm.first).days % rhythm.every_days)
    while (moment := instant(day, rhythm.at, rhythm.zone)) <= until:
        if moment > after:
            yield day, moment
        day += timedelta(days=rhythm.every_days)
