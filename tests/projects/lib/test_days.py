from datetime import date

import pytest

from projects.lib.days import day_in_words, in_a_row, minutes_in_words, read_day

TODAY = date(2026, 5, 20)  # a Wednesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", date(2026, 5, 20)),
        ("Tomorrow", date(2026, 5, 21)),
        ("22 May", date(2026, 5, 22)),
        ("22nd of May", date(2026, 5, 22)),
        ("Friday 22 May", date(2026, 5, 22)),
        ("22 may 2027", date(2027, 5, 22)),
        ("14 May", date(2027, 5, 14)),  # this year's is over
        ("22/5", date(2026, 5, 22)),
        ("22.5.27", date(2027, 5, 22)),
        ("2026-05-22", date(2026, 5, 22)),
        ("friday", date(2026, 5, 22)),
        ("next Friday", date(2026, 5, 22)),
        ("wednesday", date(2026, 5, 27)),  # never today
        ("this Friday", date(2026, 5, 22)),
        ("on fri", date(2026, 5, 22)),
        ("Thurs", date(2026, 5, 21)),
        ("Friday week", date(2026, 5, 29)),
        ("Fri 22 May", date(2026, 5, 22)),
        ("Fri, 22nd of May", date(2026, 5, 22)),
        ("May 22", date(2026, 5, 22)),
        ("Friday May 22nd, 2026", date(2026, 5, 22)),
        ("by the 22nd of May", date(2026, 5, 22)),
        ("the 22nd", date(2026, 5, 22)),
        ("3rd", date(2026, 6, 3)),  # this month's is over
        ("the 31st", date(2026, 5, 31)),
        ("in two weeks", date(2026, 6, 3)),
        ("in 10 days", date(2026, 5, 30)),
        ("in a week", date(2026, 5, 27)),
        ("one week", date(2026, 5, 27)),
        ("two weeks’ time", date(2026, 6, 3)),
        ("next week", date(2026, 5, 27)),
        ("the day after tomorrow", date(2026, 5, 22)),
        ("15/3/2026", date(2026, 3, 15)),  # over: the form says so
        ("the 32nd", None),
        ("0th", None),
        ("monster", None),
        ("sung", None),
        ("in 999 weeks", None),
        ("in 0 days", None),
        ("in some weeks", None),
        ("May", None),
        ("next", None),
        ("22 Mayo of", None),
        ("oh 22 May", None),
        ("29 February", None),
        ("31/4", None),
        ("soon", None),
        ("32", None),
        ("", None),
        ("99999999999 May", None),
    ],
)
def test_read_day_takes_days_as_people_type_them(typed: str, day: date | None) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("day", "words"), [(date(2026, 5, 22), "Friday 22 May"), (date(2027, 5, 22), "Saturday 22 May 2027")]
)
def test_day_in_words_names_the_year_only_when_it_is_another(day: date, words: str) -> None:
    assert day_in_words(day, TODAY) == words


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (None, ""),
        (10, "About 10 minutes"),
        (60, "About 1 hour"),
        (90, "About 1.5 hours"),
        (240, "About 4 hours"),
    ],
)
def test_minutes_in_words(minutes: int | None, words: str) -> None:
    assert minutes_in_words(minutes) == words


@pytest.mark.parametrize(
    ("names", "words"),
    [
        ([], ""),
        (["Amina"], "Amina"),
        (["Amina", "Tom"], "Amina and Tom"),
        (["Amina", "Jo", "Tom"], "Amina, Jo and Tom"),
    ],
)
def test_in_a_row(names: list[str], words: str) -> None:
    assert in_a_row(names) == words
