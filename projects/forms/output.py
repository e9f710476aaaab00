"""Forms for what the group makes: its words, who answers for it, reading it through."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import LARGEST, VersionField, choice, words

YES, NOT_YET = "yes", "not_yet"


class OutputForm(PlainForm):
    """What it is, and what is good enough (seeds 57, 63)."""

    title = words(
        _("What will you make?"),
        most=100,
        required=_("Say what you will make"),
        hint=_("Like a leaflet for your first day."),
    )
    what = words(_("Say a bit more"), most=500, hint=_("What is it for? Who will use it?"), lines=True)
    good_enough = words(
        _("What is good enough?"),
        most=300,
        hint=_("It need not be perfect. Like: short, true, and checked by 2 readers."),
        lines=True,
    )


class OutputEditForm(OutputForm):
    """Words that stand already; what is good enough stays out once it is a piece of the plan (`talked_about`)."""

    version = VersionField()

    def __init__(self, *args: Any, talked_about: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if talked_about:
            del self.fields["good_enough"]


def number_or_none(value: str) -> int | None:
    """A choice's key as the id that it stands for; None for the choice of nobody."""
    return int(value) if value else None


class AnswersForm(PlainForm):
    """Who answers for it: nobody, until the group names somebody (seed 73)."""

    version = VersionField()

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"] = forms.TypedChoiceField(
            label=_("Who answers for it?"),
            choices=[("", _("Nobody yet")), *((str(pk), name) for pk, name in people)],
            coerce=number_or_none,
            empty_value=None,
            required=False,
            help_text=_("Ask the person first. It is for people who want it, and who have the time."),
            error_messages={"invalid_choice": _("Choose a person on the list")},
        )


class ReadThroughForm(PlainForm):
    """It holds together, or what would help first (seed 59)."""

    seen = forms.IntegerField(
        min_value=0, max_value=LARGEST * LARGEST, widget=forms.HiddenInput, required=False
    )  # the newest version that stood there when the page was opened
    holds = choice(
        _("You have read it all. How is it?"),
        [
            (YES, Choice(_("It holds together"), _("The group can say that it is finished"))),
            (NOT_YET, Choice(_("Something would help first"), _("The group goes on making it"))),
        ],
        required=_("Choose how it is"),
    )
    words = words(
        _("What would help? What is good?"),
        most=1000,
        hint=_("Be kind and clear. Say what, and where."),
        lines=True,
    )

    def clean(self) -> dict[str, Any]:
        """Whoever asks for more says what would help."""
        given = super().clean() or {}
        if given.get("holds") == NOT_YET and not given.get("words"):
            self.add_error("words", _("Say what would help"))
        return given
