"""Words that several pages of projects share."""

from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from projects.lib.days import in_a_row, minutes_in_words
from projects.models import Project
from projects.permissions import project as permissions

register = template.Library()

FEW_WORDS = 20
ANY_ADDRESS, ANY_TASK = "ADDRESS", 987654321  # no address has capitals


@register.filter
def how_long(minutes: int | None) -> str:
    """ "About 1 hour"; empty when nobody said. For rows too."""
    return _how_long(minutes, get_language() or "")


@lru_cache(maxsize=200)
def _how_long(minutes: int | None, language: str) -> str:
    return minutes_in_words(minutes)


@register.filter
def in_row(names: Sequence[str]) -> str:
    """ "Amina, Jo and Tom"."""
    return in_a_row(list(names))


@register.filter
def why_closed(status: str) -> str:
    """Why nothing can be changed in a project that is paused or has ended; empty while it goes on."""
    return "" if status == Project.Status.OPEN else permissions.why_closed(status)


@register.filter
def stop(words: str) -> str:
    """The words with a full stop at their end, where they have none."""
    return words if words.endswith((".", "?", "!", "…")) else f"{words}."


@register.filter
def first_words(words: str) -> str:
    """The first twenty words. For rows: Django's own filter takes ten times as long."""
    found = words.split()
    return " ".join(found[:FEW_WORDS]) + (" …" if len(found) > FEW_WORDS else "")


@register.filter
def clock(moment: time | datetime) -> str:
    """ "2pm", "4:30pm"."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    half = "am" if local.hour < 12 else "pm"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{half}"


@register.filter
def by_day(day: date) -> str:
    """ "By Friday 22 May." For rows: a list has fifty of them."""
    return _by_day(day, get_language() or "")


@lru_cache(maxsize=2000)
def _by_day(day: date, language: str) -> str:
    return _("By %(day)s.") % {"day": date_format(day, "l j F")}


@register.filter
def project_page(address: str) -> str:
    """The path of a project's page. For rows: looking it up afresh costs more than the rest of a row."""
    return _path("projects:detail", ANY_ADDRESS).replace(ANY_ADDRESS, address)


@register.filter
def task_page(pk: int, address: str) -> str:
    """The path of a task's page, for rows."""
    path = _path("projects:task-detail", ANY_ADDRESS, ANY_TASK)
    return path.replace(str(ANY_TASK), str(pk)).replace(ANY_ADDRESS, address)


@lru_cache(maxsize=16)
def _path(name: str, *stand_ins: str | int) -> str:
    return reverse(name, args=stand_ins)
