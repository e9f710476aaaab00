"""Days as people type them; days, minutes and names as people read them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
FULL_WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
COUNTS = ["a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
LONGEST_WAY = 1000  # days ahead that somebody may count

YEAR = r",?(?: (\d{4}))?"
ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
WORD_DAY = re.compile(rf"^(?:([a-z]+),? )?{ORDINAL} (?:of )?([a-z]{{3,9}})\.?{YEAR}$")
MONTH_FIRST = re.compile(rf"^(?:([a-z]+),? )?([a-z]{{3,9}})\.? {ORDINAL}{YEAR}$")
NUMBER_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?$")
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")
DAY_OF_MONTH = re.compile(r"^(?:the )?(\d{1,2})(?:st|nd|rd|th)$")
IN_A_WHILE = re.compile(r"^(?:in )?(\d{1,3}|[a-z]+) (day|week)s?(?: from now| time)?$")
SOON = {"today": 0, "tonight": 0, "tomorrow": 1, "day after tomorrow": 2, "next week": 7}


def read_day(text: str, today: date) -> date | None:
    """The day meant by "14 May", "May 14", "14/5", "2027-05-14", "tomorrow", "Friday", "the 22nd" or "in two weeks".

    Without a year the next such day is meant, today included; a weekday is never today. None when it cannot be told.
    """
    words = " ".join(text.lower().replace("\u2019", "'").split())
    for before in ("by ", "on ", "the "):
        words = words.removeprefix(before)
    if words in SOON:
        return today + timedelta(days=SOON[words])
    return _weekday(words, today) or _in_a_while(words, today) or _written_out(words, today)


def _weekday(words: str, today: date) -> date | None:
    """ "Friday", "next Fri", "this Friday": the first one after today. "Friday week": a week after that."""
    for before in ("next ", "this ", "on "):
        words = words.removeprefix(before)
    named, _space, week = words.partition(" ")
    if week not in ("", "week") or not _is_weekday(named):
        return None
    ahead = (WEEKDAYS.index(named[:3]) - today.weekday() - 1) % 7 + 1
    return today + timedelta(days=ahead + (7 if week else 0))


def _is_weekday(word: str) -> bool:
    """Whether the word names a day of the week, in full or in three letters or more: "Fri", "tues", "Thursday"."""
    return len(word) > 2 and any(full.startswith(word) for full in FULL_WEEKDAYS)


def _in_a_while(words: str, today: date) -> date | None:
    """ "in two weeks", "in 10 days", "a week"."""
    found = IN_A_WHILE.match(
        words.replace("weeks'", "weeks").replace("days'", "days").replace("week's", "week")
    )
    if not found:
        return None
    count = found[1].replace("one", "a")
    number = int(count) if count.isdigit() else COUNTS.index(count) + 1 if count in COUNTS else 0
    days = number * (7 if found[2] == "week" else 1)
    return today + timedelta(days=days) if 0 < days <= LONGEST_WAY else None


def _written_out(words: str, today: date) -> date | None:
    """ "14 May", "Fri 22nd of May 2027", "May 14", "14/5", "14.5.27", "2027-05-14", "22nd"."""
    if found := ISO_DAY.match(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBER_DAY.match(words):
        return _with_or_without_year(int(found[1]), int(found[2]), found[3], today)
    if found := DAY_OF_MONTH.match(words):
        return _next_of_that_number(int(found[1]), today)
    if found := WORD_DAY.match(words):
        return _in_month(found[1], int(found[2]), found[3], found[4], today)
    if found := MONTH_FIRST.match(words):
        return _in_month(found[1], int(found[3]), found[2], found[4], today)
    return None


def _in_month(weekday: str | None, day: int, month: str, year: str | None, today: date) -> date | None:
    """A day whose month stands in words. A weekday before it is taken as it is: the number is what counts."""
    if month[:3] not in MONTHS or (weekday and not _is_weekday(weekday)):
        return None
    return _with_or_without_year(day, MONTHS.index(month[:3]) + 1, year, today)


def _next_of_that_number(day: int, today: date) -> date | None:
    """The 22nd of this month, or of the next one that has such a day."""
    for ahead in range(3):
        year, month = divmod(today.month - 1 + ahead, 12)
        found = _day(today.year + year, month + 1, day)
        if found and found >= today:
            return found
    return None


def _with_or_without_year(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    this_year = _day(today.year, month, day)
    if this_year is None or this_year >= today:
        return this_year or _day(today.year + 1, month, day)
    return _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def day_in_words(day: date, today: date) -> str:
    """ "Friday 22 May", with the year only when it is another one."""
    return formats.date_format(day, "l j F" if day.year == today.year else "l j F Y")


def minutes_in_words(minutes: int | None) -> str:
    """ "About 10 minutes", "About 1 hour", "About 2 hours"; empty when nobody said."""
    if not minutes:
        return ""
    if minutes < 60:
        return _("About %(count)s minutes") % {"count": minutes}
    hours = minutes / 60
    if hours == 1:
        return _("About 1 hour")
    return _("About %(count)s hours") % {"count": f"{hours:.1f}".rstrip("0").rstrip(".")}


def in_a_row(names: Sequence[str]) -> str:
    """ "Amina", "Amina and Tom", "Amina, Jo and Tom"."""
    if len(names) < 2:
        return "".join(names)
    return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
