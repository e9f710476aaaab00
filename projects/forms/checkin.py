"""How is it going? (screen S11)"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from members.models import SupportRequest
from members.queries.support import SupportOption
from projects.actions.checkin import HowItGoes
from projects.forms.fields import choice, words
from projects.forms.membership import people_choices
from projects.models import CheckIn

WISHES = [
    ("chat", Choice(_("A chat with someone"))),
    ("break", Choice(_("A break from the project"))),
    ("help", Choice(_("Help with a task"))),
]


class CheckInForm(PlainForm):
    """Two short questions and a box. All of it may stay empty; who gets it is asked only where nobody is chosen yet."""

    to = choice(_("Who should get this?"), [], required=_("Choose who should get this"))
    feeling = forms.ChoiceField(
        label=_("How do you feel about the project just now?"),
        choices=CheckIn.Feeling.choices,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "two-up"}),
        error_messages={"invalid_choice": _("Choose one, or leave it empty")},
    )
    wishes = forms.MultipleChoiceField(
        label=_("Do you want anything?"),
        choices=WISHES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    words = words(_("Anything else?"), most=2000, lines=True)

    def __init__(self, *args: Any, options: Sequence[SupportOption] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if options is None:
            del self.fields["to"]
        else:
            self.fields["to"].choices = people_choices(options)  # type: ignore[attr-defined]

    def says(self) -> HowItGoes:
        """What was said, as the action takes it."""
        wishes = self.cleaned_data["wishes"]
        return HowItGoes(
            feeling=self.cleaned_data["feeling"],
            wants_chat="chat" in wishes,
            wants_break="break" in wishes,
            wants_help="help" in wishes,
            words=self.cleaned_data["words"],
        )


class ChatForm(PlainForm):
    """How and when somebody would like the chat they asked for."""

    how = choice(
        _("How would you like to talk?"),
        SupportRequest.How.choices,
        required=_("Choose how we should contact you"),
        **{"class": "two-up"},
    )
    when = choice(_("When?"), SupportRequest.When.choices, required=_("Choose when"), **{"class": "two-up"})
