from datetime import date

import pytest

from coproduce.lib.workdays import add_working_days, is_working_day, next_working_day

MONDAY = date(2026, 11, 23)


def test_is_working_day_is_monday_to_friday() -> None:
    week = [date(2026, 11, 23 + number) for number in range(7)]
    assert [is_working_day(day) for day in week] == [True] * 5 + [False] * 2


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (MONDAY, date(2026, 11, 24)),
        (date(2026, 11, 27), date(2026, 11, 30)),  # Friday
        (date(2026, 11, 28), date(2026, 11, 30)),  # Saturday
        (date(2026, 11, 29), date(2026, 11, 30)),  # Sunday
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_next_working_day_leaves_out_the_weekend(day: date, expected: date) -> None:
    assert next_working_day(day) == expected


def test_add_working_days_counts_only_working_days() -> None:
    assert add_working_days(MONDAY, 5) == date(2026, 11, 30)
    assert add_working_days(date(2026, 11, 28), 5) == date(2026, 12, 4)
