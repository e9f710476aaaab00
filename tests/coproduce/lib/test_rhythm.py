from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.lib.rhythm import Rhythm, falls_on, occurrences
from tests.coproduce.lib.test_dates import TIMES, ZONES


@settings(max_examples=150, deadline=None)
@given(
    first=st.dates(date(2026, 1, 1), date(2027, 6, 1)),
    every=st.sampled_from([1, 7, 14, 28]),
    at=TIMES,
    zone=st.sampled_from(ZONES),
    cuts=st.lists(st.integers(1, 400), min_size=1, max_size=6),
)
def test_R5_exactly_one_occurrence_for_each_local_day_however_the_time_is_cut(
    first: date, every: int, at: time, zone: str, cuts: list[int]
) -> None:
    """Planning in pieces, each after the one before, gives the same as planning at once: nothing twice, nothing missing."""
    rhythm = Rhythm(first, every, at, zone)
    start = datetime.combine(first, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(days=2)
    moment, in_pieces = start, []
    for hours in cuts:
        later = moment + timedelta(hours=hours)
        in_pieces += list(occurrences(rhythm, after=moment, until=later))
        moment = later
    at_once = list(occurrences(rhythm, after=start, until=moment))
    assert in_pieces == at_once
    days = [day for day, _moment in at_once]
    assert len(days) == len(set(days))
    last = moment.astimezone(ZoneInfo(zone)).date() - timedelta(days=2)
    wanted = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert [day for day in days if day <= last] == [day for day in wanted if falls_on(rhythm, day)]


def test_a_rhythm_keeps_its_time_on_the_wall_when_the_clocks_change() -> None:
    rhythm = Rhythm(date(2026, 3, 23), 7, time(10), "Europe/London")
    found = occurrences(
        rhythm, after=datetime(2026, 3, 1, tzinfo=UTC), until=datetime(2026, 4, 1, tzinfo=UTC)
    )
    assert [moment.hour for _day, moment in found] == [10, 9]


def test_nothing_falls_before_the_first_day() -> None:
    assert not falls_on(Rhythm(date(2026, 3, 23), 7, time(10), "Europe/London"), date(2026, 3, 16))
