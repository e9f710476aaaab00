"""What a host says to open a round, and what a person answers."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice as ChoiceWords
from coproduce.lib.forms import PlainForm
from principles.models import PulseItem
from principles.models.principle import About
from principles.models.round import CHOICES, Side
from projects.lib.days import read_day

LENGTHS = [("7", _("A week")), ("14", _("Two weeks")), ("28", _("Four weeks"))]
SIDES = [
    (Side.LIVED, ChoiceWords(Side.LIVED.label)),
    (Side.STAFF, ChoiceWords(Side.STAFF.label)),
    ("neither", ChoiceWords(Side.NEITHER.label, _("Choose this if you are both, or would rather not say"))),
]


class RoundForm(PlainForm):
    """When the questions open, and for how long. `today` is the day in the project's zone."""

    opens = forms.CharField(
        label=_("Which day do they open?"),
        max_length=40,
        initial=_("Today"),
        help_text=_("Today, or a day like 14 May."),
        error_messages={"required": _("Enter a day, like today or 14 May")},
    )
    length = forms.ChoiceField(
        label=_("How long are they open?"),
        choices=LENGTHS,
        initial="7",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how long they are open")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_opens(self) -> date:
        """The day in numbers. Raises ValidationError for words that are no day, or a day that is gone."""
        day = read_day(self.cleaned_data["opens"], self.today)
        if day is None:
            raise forms.ValidationError(_("Enter a day, like today or 14 May"))
        if not self.today <= day <= self.today + timedelta(days=366):
            raise forms.ValidationError(_("Choose today or a later day, up to a year from now"))
        return day

    @property
    def closes_on(self) -> date:
        """The last day. A week from a Monday ends on the Monday after: everyone has seven whole days."""
        opens: date = self.cleaned_data["opens"]
        return opens + timedelta(days=int(self.cleaned_data["length"]))


class AnswerForm(PlainForm):
    """All questions of a round on one page. Each may be left; at least one is answered."""

    side = forms.ChoiceField(
        label=_("Count my answers"),
        help_text=_(
            "You choose this just for these answers. Both sides are shown only when each has enough people."
        ),
        choices=SIDES,
        initial="neither",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, items: Sequence[PulseItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"item-{item.pk}"] = forms.ChoiceField(
                label=item.words,
                choices=[(each.value, each.label) for each in CHOICES[About(item.about)]],
                required=False,
                widget=forms.RadioSelect(attrs={"class": "two-up"}),
            )
        self.order_fields([*(name for name in self.fields if name != "side"), "side"])

    @property
    def choices(self) -> dict[int, str]:
        """What was answered, by question; a question that was left is not in it."""
        answers = ((name, value) for name, value in self.cleaned_data.items() if name.startswith("item-"))
        return {int(name.removeprefix("item-")): value for name, value in answers if value}

    @property
    def chosen_side(self) -> str:
        """The side to count with; nothing for "do not split mine"."""
        side = self.cleaned_data.get("side") or "neither"
        return "" if side == "neither" else side

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError when nothing was answered: an empty sheet would only use up the ticket."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not self.choices:
            raise forms.ValidationError(_("Answer one question or more. You can leave the others."))
        return cleaned


class ReceiptForm(PlainForm):
    """The code that was shown after sending."""

    receipt = forms.CharField(
        label=_("Your code"),
        max_length=40,
        help_text=_("16 letters and numbers. Capitals, spaces and dashes do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Enter the code we showed you when you sent your answers")},
    )
