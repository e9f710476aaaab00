"""Words that several pages of projects share."""

from collections.abc import Sequence

from django import template

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
