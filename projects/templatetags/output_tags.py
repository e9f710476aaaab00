"""Words about files."""

from collections.abc import Mapping
from typing import Any

from django import template

from projects.lib.files import size_in_words, what_it_is

register = template.Library()


@register.filter
def file_size(size: int) -> str:
    """ "2 MB"."""
    return size_in_words(size)


@register.filter
def sort_of_file(kind: str) -> str:
    """What people call a file of this MIME type: "picture"."""
    return what_it_is(kind)


@register.filter
def of(found: Mapping[int, Any], key: int) -> Any:
    """What stands under this id; nothing where there is nothing."""
    return found.get(key)
