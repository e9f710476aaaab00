"""Days that are over, as people type them."""

import re
from datetime import date, timedelta

from projects.lib.days import MONTHS, read_day

WRITTEN_OUT = re.compile(rf"\d[/.\-]\d|{'|'.join(MONTHS)}")
WEEKDAY = re.compile(r"^(?:last )?(?P<day>mon|tue|wed|thu|fri|sat|sun)[a-z]*$")


def read_past_day(text: str, today: date) -> date | None:
    """The day meant by "14 May", "14/5/2024", "yesterday" or "last Friday"; None when it cannot be told.

    Without a year the last such day is meant, today included.
    """
    words = " ".join(text.lower().split())
    if words in ("today", "yesterday"):
        return today - timedelta(days=words == "yesterday")
    if weekday := WEEKDAY.match(words):
        return read_day(weekday["day"], today - timedelta(days=8 if words.startswith("last ") else 7))
    if not WRITTEN_OUT.search(words):
        return None  # "in two weeks" is no day that is over
    return read_day(words, _a_year_before(today) + timedelta(days=1))


def _a_year_before(today: date) -> date:
    try:
        return today.replace(year=today.year - 1)
    except ValueError:  # 29 February
        return today.replace(year=today.year - 1, day=28)
