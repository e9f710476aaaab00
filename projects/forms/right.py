"""Forms about decision rights."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import DayField, choice, words
from projects.models import CountAs, DecisionRight
from projects.permissions.right import can_end_on

COUNT_AS = [
    (CountAs.LIVED, _("Lived experience")),
    (CountAs.STAFF, _("Staff")),
    (CountAs.NOT, Choice(_("Do not count it"), _("Your name still stands there"))),
]


def count_as_field() -> forms.ChoiceField:
    """How a person's yes counts, for this act only (decision 9)."""
    return choice(
        _("Count my yes as"),
        COUNT_AS,
        required=_("Choose what your yes counts as"),
        hint=_("It takes a yes from both. Everyone in the project sees what you choose here."),
    )


class RightForm(PlainForm):
    """What a role may decide or stop, why, and until when (seeds 61, 65)."""

    power = choice(
        _("What may the role do?"),
        [
            (DecisionRight.Power.DECIDES, Choice(_("Decide it"), _("The group goes with what they say"))),
            (DecisionRight.Power.CAN_STOP, Choice(_("Stop it"), _("It does not go on until they agree"))),
        ],
        required=_("Choose what the role may do"),
    )
    scope = words(
        _("About what?"),
        most=200,
        required=_("Say what it is about"),
        hint=_("One clear thing, like which photos go in."),
    )
    reason = words(_("Why is it good?"), most=300, required=_("Say why it is good"), lines=True)
    ends_on = DayField(
        label=_("Until which day?"),
        help_text=_("Like 14 May, or 14/5. It ends then by itself. 2 years at most."),
    )
    count_as = count_as_field()

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        self.fields["ends_on"].zone = zone  # type: ignore[attr-defined]
        self.fields["ends_on"].required = True
        self.fields["ends_on"].error_messages["required"] = _("Say until which day")

    def clean_ends_on(self) -> date:
        """The last day, within two years."""
        day: date = self.cleaned_data["ends_on"]
        if not (answer := can_end_on(day, dates.today(self.zone))):
            raise forms.ValidationError(answer.reason)
        return day


class YesForm(PlainForm):
    """A yes, counted as the person asks."""

    count_as = count_as_field()


class UseForm(PlainForm):
    """What was decided or stopped, and why (seed 61)."""

    what = words(
        _("What did you decide or stop?"),
        most=300,
        required=_("Say what you decided or stopped"),
        hint=_("Say it without the names of others."),
        lines=True,
    )
    why = words(
        _("Why?"),
        most=300,
        required=_("Say why"),
        hint=_("So that people can talk with you about it."),
        lines=True,
    )
