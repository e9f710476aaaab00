"""Words that several pages of projects share."""

from collections.abc import Sequence
from datetime import datetime, time

from django import template
from django.utils import timezone

from projects.lib.days import in_a_row, minutes_in_words

register = template.Library()


@register.filter
def how_long(minutes: int | None) -> str:
    """ "About 1 hour"; empty when nobody said."""
    return minutes_in_words(minutes)


@register.filter
def in_row(names: Sequence[str]) -> str:
    """ "Amina, Jo and Tom"."""
    return in_a_row(list(names))


@register.filter
def clock(moment: time | datetime) -> str:
    """ "2pm", "4:30pm"."""
    local = timezone.localtime(moment) if isinstance(moment, datetime) else moment
    half = "am" if local.hour < 12 else "pm"
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{local.hour % 12 or 12}{minutes}{half}"
