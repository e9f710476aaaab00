from datetime import date

import pytest

from projects.lib.past_days import read_past_day

TODAY = date(2027, 5, 20)  # a Thursday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14 May", date(2027, 5, 14)),
        ("14/5", date(2027, 5, 14)),
        ("20 May", TODAY),
        ("21 May", date(2026, 5, 21)),
        ("3 December", date(2026, 12, 3)),
        ("14/5/2019", date(2019, 5, 14)),
        ("2024-02-29", date(2024, 2, 29)),
        ("today", TODAY),
        (" Yesterday ", date(2027, 5, 19)),
        ("Monday", date(2027, 5, 17)),
        ("thursday", TODAY),
        ("last Thursday", date(2027, 5, 13)),
        ("last Friday", date(2027, 5, 14)),
        ("1/6/2027", date(2027, 6, 1)),
    ],
)
def test_read_past_day_means_the_last_such_day(typed: str, day: date) -> None:
    assert read_past_day(typed, TODAY) == day


@pytest.mark.parametrize(
    "typed", ["", "31 February", "tomorrow", "soon", "monday week", "in 2 weeks", "the 14th", "99/99"]
)
def test_read_past_day_says_when_it_cannot_tell(typed: str) -> None:
    assert read_past_day(typed, TODAY) is None


def test_read_past_day_on_the_day_that_comes_every_four_years() -> None:
    assert read_past_day("1 March", date(2028, 2, 29)) == date(2027, 3, 1)
