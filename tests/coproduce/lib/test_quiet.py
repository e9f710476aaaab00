from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coproduce.lib.quiet import Quiet, is_quiet, next_allowed
from tests.coproduce.lib.test_dates import ZONES

NIGHT = Quiet("Europe/London", time(21), time(8))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 12, 31)).map(
    lambda moment: moment.replace(tzinfo=UTC)
)
HOURS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@settings(max_examples=400, deadline=None)
@given(
    moment=MOMENTS,
    starts=HOURS,
    ends=HOURS,
    zone=st.sampled_from(ZONES),
    pause=st.none() | st.integers(-3, 20),
)
def test_R5_next_allowed_is_never_quiet_never_early_and_never_later_than_it_has_to_be(
    moment: datetime, starts: time, ends: time, zone: str, pause: int | None
) -> None:
    today = moment.astimezone(ZoneInfo(zone)).date()
    quiet = Quiet(zone, starts, ends, None if pause is None else today + timedelta(days=pause))
    allowed = next_allowed(quiet, moment)
    assert allowed >= moment
    assert not is_quiet(quiet, allowed)
    if allowed > moment:
        steps = int(min((allowed - moment).total_seconds() // 60, 2000))
        assert all(is_quiet(quiet, allowed - timedelta(seconds=1 + 60 * step)) for step in range(0, steps, 7))


@pytest.mark.parametrize(
    ("local", "quiet"),
    [
        (datetime(2026, 5, 4, 20, 59), False),
        (datetime(2026, 5, 4, 21, 0), True),
        (datetime(2026, 5, 5, 7, 59), True),
        (datetime(2026, 5, 5, 8, 0), False),
    ],
)
def test_is_quiet_over_midnight(local: datetime, quiet: bool) -> None:
    assert is_quiet(NIGHT, local.replace(tzinfo=ZoneInfo("Europe/London"))) is quiet


def test_the_same_time_twice_means_no_quiet_hours() -> None:
    noon = datetime(2026, 5, 4, 12, tzinfo=UTC)
    assert next_allowed(Quiet("Europe/London", time(12), time(12)), noon) == noon


def test_a_pause_ends_on_its_day_after_the_quiet_hours() -> None:
    paused = Quiet("Europe/London", time(21), time(8), date(2026, 5, 10))
    assert next_allowed(paused, datetime(2026, 5, 4, 12, tzinfo=UTC)) == datetime(
        2026, 5, 10, 7, 0, tzinfo=UTC
    )


def test_quiet_hours_that_end_in_the_hour_that_comes_twice_end_the_second_time_too() -> None:
    quiet = Quiet("Europe/London", time(21), time(1, 30))
    second_quarter_past_one = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert next_allowed(quiet, second_quarter_past_one) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
