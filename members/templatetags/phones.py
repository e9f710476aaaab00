"""Phone numbers that can be pressed."""

import re

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# A number that people dial: 3 digits or more, with single spaces between; "to 85258" is one that they text.
NUMBER = re.compile(r"(?P<text>\bto )?(?<![\w+&#/-])(?P<number>\+?\d(?: ?\d){2,14})(?![\w-])")


@register.filter
def dialled(number: str) -> str:
    """The number as a phone takes it: digits, and a plus in front if there is one."""
    return re.sub(r"(?!^\+)\D", "", str(number))


@register.filter
def phone_links(words: str) -> SafeString:
    """Plain words, each phone number in them a link that calls it."""
    escaped = str(conditional_escape(words))
    return mark_safe(NUMBER.sub(_link, escaped))  # noqa: S308 (escaped above; the links are our own)


def _link(found: re.Match[str]) -> str:
    before, number = found["text"] or "", found["number"]
    return before + format_html(
        '<a href="{}:{}"><b>{}</b></a>', "sms" if before else "tel", dialled(number), number
    )
