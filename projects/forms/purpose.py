"""Forms about the purpose: its words, and what somebody thinks of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import LARGEST, VersionField, choice, words
from projects.models import CountAs, PurposeAnswer

SAYS = [
    (PurposeAnswer.Says.AGREE, Choice(_("I agree"))),
    (PurposeAnswer.Says.ASIDE, Choice(_("I stand aside"), _("I am not sure, and I do not stop it"))),
    (PurposeAnswer.Says.CHANGE, Choice(_("I would change it"), _("Say what, so that we can talk about it"))),
]


class PurposeWordsForm(PlainForm):
    """New words for the purpose."""

    version = VersionField()
    words = words(
        _("What do you want to change together?"),
        most=600,
        required=_("Say what you want to change, in one or two lines"),
        hint=_("One or two lines."),
        lines=True,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].min_value = 0  # type: ignore[attr-defined]
        self.fields["version"].validators = []  # before there are words, their number is nought


class PurposeAnswerForm(PlainForm):
    """What one person thinks of the words, and how they ask to be counted (decision 9)."""

    number = forms.IntegerField(min_value=1, max_value=LARGEST, widget=forms.HiddenInput)
    says = choice(_("What do you think?"), SAYS, required=_("Say what you think of these words"))
    count_as = choice(
        _("Count this as:"),
        [
            (CountAs.LIVED, Choice(CountAs.LIVED.label, _("Your answer helps to settle the words"))),
            (CountAs.STAFF, Choice(CountAs.STAFF.label)),
            (CountAs.NOT, Choice(CountAs.NOT.label)),
        ],
        required=_("Choose how to count your answer"),
        hint=_("For this answer only. Everyone in the project sees it."),
    )
    words = words(_("What would you change, and why?"), most=300, lines=True)
