"""Days as people type them; days, minutes and names as people read them."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.utils import formats
from django.utils.translation import gettext as _

MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WORD_DAY = re.compile(r"^(?:[a-z]+,? )?(\d{1,2})(?:st|nd|rd|th)? (?:of )?([a-z]{3,9})\.?,?(?: (\d{4}))?$")
NUMBER_DAY = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?$")
ISO_DAY = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})$")


def read_day(text: str, today: date) -> date | None:
    """The day meant by "14 May", "14/5", "2027-05-14", "tomorrow" or "Friday"; None when it cannot be told.

    Without a year the next such day is meant, today included.
    """
    words = " ".join(text.lower().split())
    if words in ("today", "tomorrow"):
        return today + timedelta(days=words == "tomorrow")
    weekday = words.removeprefix("next ")[:3]
    if weekday in WEEKDAYS and words.removeprefix("next ").isalpha():
        return today + timedelta(days=(WEEKDAYS.index(weekday) - today.weekday() - 1) % 7 + 1)
    if found := ISO_DAY.match(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBER_DAY.match(words):
        return _with_or_without_year(int(found[1]), int(found[2]), found[3], today)
    if (found := WORD_DAY.match(words)) and found[2][:3] in MONTHS:
        return _with_or_without_year(int(found[1]), MONTHS.index(found[2][:3]) + 1, found[3], today)
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
