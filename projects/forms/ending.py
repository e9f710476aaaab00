"""Forms for pausing and ending a project."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import DayField, words


class PauseForm(PlainForm):
    """Why the project pauses, and when it hopes to go on."""

    words = words(_("Why is there a pause?"), most=300, hint=_("A few words are enough."), lines=True)
    back_on = DayField(
        label=_("When do you hope to go on?"),
        help_text=_("Like 14 May, or 14/5. Leave it empty if you cannot tell."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["back_on"].zone = zone  # type: ignore[attr-defined]


class EndForm(PlainForm):
    """Thanks, what became of it, who keeps what; and a yes, because it is a big step (seed 80)."""

    thanks = words(_("What would you like to thank people for?"), most=1000, lines=True)
    what_became = words(
        _("What became of it?"), most=1000, hint=_("What is there now, and what changes."), lines=True
    )
    who_keeps_what = words(
        _("Who keeps what?"),
        most=1000,
        hint=_("Like who has the files, and whom to ask in a year."),
        lines=True,
    )
    sure = forms.BooleanField(
        label=_("Yes, we have talked about it. The project ends now."),
        error_messages={"required": _("Tick the box if the project ends now")},
    )
