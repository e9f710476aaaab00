"""Promise R5 at its root: the right instant through every clock change and zone, 2026 to 2028."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.lib.dates import instant

ZONES = sorted(available_timezones() - {"localtime", "Factory"})
FIRST, LAST, DAY = datetime(2026, 1, 1, tzinfo=UTC), datetime(2029, 1, 1, tzinfo=UTC), timedelta(days=1)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
TIMES = st.times().map(lambda at: at.replace(microsecond=0))


def on_the_wall(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def changes(zone: str) -> list[datetime]:
    """The moments, to the second, at which the clocks of the zone change in these years."""
    tz, found = ZoneInfo(zone), []
    moment, offset = FIRST, FIRST.astimezone(tz).utcoffset()
    while moment < LAST:
        later = moment + DAY
        offset_later = later.astimezone(tz).utcoffset()
        if offset != offset_later:
            low, high = moment, later
            while high - low > timedelta(seconds=1):
                middle = low + (high - low) / 2
                same = middle.astimezone(tz).utcoffset() == offset
                low, high = (middle, high) if same else (low, middle)
            found.append(high.replace(microsecond=0))
        moment, offset = later, offset_later
    return found


@settings(max_examples=400, deadline=None)
@given(day=DAYS, at=TIMES, zone=st.sampled_from(ZONES))
def test_R5_instant_shows_the_wanted_time_on_the_wall_or_the_first_after_a_gap(
    day: date, at: time, zone: str
) -> None:
    wanted = datetime.combine(day, at)
    moment = instant(day, at, zone)
    shown = on_the_wall(moment, zone)
    assert moment.tzinfo is UTC
    assert shown >= wanted
    if shown != wanted:  # in a gap: a second before it the wall showed less
        assert on_the_wall(moment - timedelta(seconds=1), zone) < wanted
    else:  # of two such times the first: the clock does not show it at any earlier moment
        earlier = wanted.replace(tzinfo=ZoneInfo(zone), fold=0).astimezone(UTC)
        assert moment == earlier


def test_R5_every_change_of_every_zone_has_one_instant_for_each_minute_around_it() -> None:
    """All gaps and folds of all zones in three years, by the second before, at and after them."""
    wrong = []
    looked_at = 0
    for zone in ZONES:
        tz = ZoneInfo(zone)
        for change in changes(zone):
            looked_at += 1
            before, after = on_the_wall(change - timedelta(seconds=1), zone), on_the_wall(change, zone)
            if after > before + timedelta(seconds=1):  # a gap: all of it goes to its end
                inside = before + (after - before) / 2
                for local in (before + timedelta(seconds=1), inside.replace(microsecond=0)):
                    if instant(local.date(), local.time(), zone) != change:
                        wrong.append((zone, local))
            else:  # a fold: the first of the two
                local = after + (before - after) / 2
                first = local.replace(tzinfo=tz, fold=0).astimezone(UTC)
                if instant(local.date(), local.time(), zone) != first or first >= change:
                    wrong.append((zone, local))
    assert wrong == []
    assert looked_at > 1000


@pytest.mark.parametrize(
    ("day", "at", "zone", "moment"),
    [
        (date(2026, 3, 29), time(1, 30), "Europe/London", datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),  # a gap
        (
            date(2026, 10, 25),
            time(1, 30),
            "Europe/London",
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # a fold
        (
            date(2026, 10, 4),
            time(2, 15),
            "Australia/Lord_Howe",
            datetime(2026, 10, 3, 15, 30, tzinfo=UTC),
        ),  # half an hour
        (date(2026, 6, 1), time(10, 0), "Asia/Kathmandu", datetime(2026, 6, 1, 4, 15, tzinfo=UTC)),
        (
            date(2026, 9, 6),
            time(0, 0),
            "America/Santiago",
            datetime(2026, 9, 6, 4, 0, tzinfo=UTC),
        ),  # a gap at midnight
    ],
)
def test_R5_instant_in_known_cases(day: date, at: time, zone: str, moment: datetime) -> None:
    assert instant(day, at, zone) == moment
