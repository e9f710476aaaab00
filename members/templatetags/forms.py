"""Tags for forms."""

import uuid

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def form_key() -> SafeString:
    """A hidden field that makes this filled-in page count once, however often it is sent."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4())
