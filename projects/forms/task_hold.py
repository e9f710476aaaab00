"""Forms for holding a task: stepping back, and the wish for when one cannot come back to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import words
from projects.models import TaskPlace


class HandBackForm(PlainForm):
    """Stepping back: all of it, for more time, or with company; and a note without a name."""

    ALL, TIME, COMPANY = "all", "time", "company"

    what = forms.ChoiceField(
        label=_("What would help?"),
        choices=[
            (ALL, Choice(_("Hand it all back"), _("It goes back on the list with no name on it"))),
            (TIME, Choice(_("I need more time"), _("We move the day by a week"))),
            (COMPANY, Choice(_("I want someone to do it with me"), _("You keep it. We look for company"))),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what would help"),
            "invalid_choice": _("Choose what would help"),
        },
    )
    note = words(
        _("A note for the next person"),
        most=500,
        hint=_("Where you got to. Only if you want to."),
        lines=True,
    )

    def __init__(self, *args: Any, has_day: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_day:
            chosen = self.fields["what"]
            chosen.choices = [each for each in chosen.choices if each[0] != self.TIME]  # type: ignore[attr-defined]


class CoverForm(PlainForm):
    """The wish for when somebody cannot come back to a task (seed 60)."""

    cover = forms.ChoiceField(
        label=_("If you can’t come back to it:"),
        choices=[
            (TaskPlace.Cover.OPEN, Choice(_("Open it to all"), _("Anybody can take it"))),
            (TaskPlace.Cover.HOLD, Choice(_("Keep it for me"), _("We ask you first"))),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one")},
    )
