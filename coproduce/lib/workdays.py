"""Working days: Monday to Friday. Bank holidays count as working days, and the pages that promise a day say so."""

from datetime import date, timedelta

SATURDAY = 5


def is_working_day(day: date) -> bool:
    """Whether the day is a Monday, Tuesday, Wednesday, Thursday or Friday."""
    return day.weekday() < SATURDAY


def next_working_day(day: date) -> date:
    """The first working day after this day."""
    return add_working_days(day, 1)


def add_working_days(day: date, number: int) -> date:
    """The day that many working days later; `number` is 1 or more."""
    for _each in range(number):
        day += timedelta(days=1)
        while not is_working_day(day):
            day += timedelta(days=1)
    return day
