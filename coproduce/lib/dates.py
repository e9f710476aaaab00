"""The one clock, and the right instant for a wall-clock time in somebody's zone."""

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.db import connection
from django.utils import timezone

_seen: tuple[float, timedelta] = (0.0, timedelta())


def offset() -> timedelta:
    """How far the demo's clock stands from the real one. Always nothing on a real site."""
    global _seen
    if not settings.CLOCK_MAY_MOVE:
        return timedelta()
    read_at, value = _seen
    if clock.monotonic() - read_at > 1:
        with connection.cursor() as cursor:
            # Before the first migration there is no such table, and Django's own checks already ask for the time.
            cursor.execute("SELECT to_regclass('members_sitestate')")
            row = None
            if cursor.fetchone() != (None,):
                cursor.execute("SELECT clock_offset FROM members_sitestate WHERE id = 1")
                row = cursor.fetchone()
        value = row[0] if row else timedelta()
        _seen = (clock.monotonic(), value)
    return value


def forget_offset() -> None:
    """Read the offset afresh at the next look (after it was changed in this process)."""
    global _seen
    _seen = (0.0, timedelta())


def now() -> datetime:
    """This instant, aware, in UTC; moved by the offset in the demo and the tests."""
    return timezone.now() + offset()


def clock_of(zone: str) -> ZoneInfo:
    """The clock of a zone, or the site's own for a name that this machine does not know: machines forget old names, and
    one bad row never holds up others.
    """
    try:
        return ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo(settings.TIME_ZONE)


def today(zone: str) -> date:
    """The local date in the zone (a name such as "Europe/London")."""
    return now().astimezone(clock_of(zone)).date()


@lru_cache(maxsize=20_000)
def instant(day: date, at: time, zone: str) -> datetime:
    """The UTC instant of a wall-clock time in a zone.

    A time that the clocks skip goes to the first instant after the gap; a time that happens twice means the first.
    """
    tz = clock_of(zone)
    local = datetime.combine(day, at, tzinfo=tz)
    back = local.astimezone(UTC).astimezone(tz)
    if back.replace(tzinfo=None) == local.replace(tzinfo=None):
        return local.astimezone(UTC)
    # In a gap. Walk from the last valid minute before it; gaps are whole minutes and at most a day long.
    low = datetime.combine(day, at) - timedelta(days=1)
    before = low.replace(tzinfo=tz).astimezone(UTC)
    after = before + timedelta(days=2)
    naive = local.replace(tzinfo=None)
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        if middle.astimezone(tz).replace(tzinfo=None) < naive:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)
