"""The form for a thought."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import words


class ThoughtForm(PlainForm):
    """A few words, without a name unless one ticks it: least exposure first (seeds 11, 125)."""

    words = words(_("What do you think?"), most=1000, required=_("Write what you think"), lines=True)
    by_name = forms.BooleanField(label=_("Show my name beside it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # It stands on pages beside other forms that have words too.
        super().__init__(*args, **{"auto_id": "thought_%s", **kwargs})
