"""When a person wants to hear nothing: quiet hours and pauses, in their own zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coproduce.lib.dates import instant


@dataclass(frozen=True)
class Quiet:
    """From when until when a person wants quiet, by the clock on their wall; the same time twice means never."""

    zone: str
    starts: time
    ends: time
    paused_until: date | None = None  # the first day on which they want to hear again


def is_quiet(quiet: Quiet, moment: datetime) -> bool:
    """Whether the moment lies in the person's quiet hours or pause."""
    local = moment.astimezone(ZoneInfo(quiet.zone))
    if quiet.paused_until is not None and local.date() < quiet.paused_until:
        return True
    at = local.time()
    if quiet.starts <= quiet.ends:
        return quiet.starts <= at < quiet.ends
    return at >= quiet.starts or at < quiet.ends


def next_allowed(quiet: Quiet, moment: datetime) -> datetime:
    """The moment itself, or the first one after it that is neither in quiet hours nor in a pause."""
    if not is_quiet(quiet, moment):
        return moment.astimezone(UTC)
    day = moment.astimezone(ZoneInfo(quiet.zone)).date()
    if quiet.paused_until is not None:
        day = max(day, quiet.paused_until)
    chances = [
        chance
        for ahead in range(3)
        for chance in _starts_of_hearing(quiet, day + timedelta(days=ahead))
        if chance >= moment and not is_quiet(quiet, chance)
    ]
    return min(chances)


def _starts_of_hearing(quiet: Quiet, day: date) -> list[datetime]:
    """Where quiet may end on this day: its first moment, the end of the quiet hours, and both again if clocks go back."""
    tz = ZoneInfo(quiet.zone)
    again = datetime.combine(day, quiet.ends, tzinfo=tz).replace(fold=1).astimezone(UTC)
    return [instant(day, time(0), quiet.zone), instant(day, quiet.ends, quiet.zone), again]
