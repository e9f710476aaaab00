"""Forms about the pieces of the jigsaw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import LARGEST, DayField, VersionField, choice, words
from projects.models import CountAs

SAY_HOW = _("Choose how your yes counts")


class SaidForm(PlainForm):
    """What the group said so far, and a day to look at it again."""

    version = VersionField()
    said = words(
        _("What did we say so far?"),
        most=2000,
        hint=_("A few lines are fine. New words need a new yes from people."),
        lines=True,
    )
    review_on = DayField(
        label=_("On which day do we look at it again?"),
        help_text=_("Like 14 May, or 14/5. We remind those who said yes."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].zone = zone  # type: ignore[attr-defined]
        self.fields["review_on"].as_it_was = self.initial.get("review_on", "")  # type: ignore[attr-defined]


class YesForm(PlainForm):
    """A yes to the words as they were read, counted as the person asks for this act (decision 9)."""

    said_version = forms.IntegerField(
        min_value=1, max_value=LARGEST, widget=forms.HiddenInput, error_messages={"required": ""}
    )
    count_as = choice(
        _("Count my yes as"),
        [
            (CountAs.LIVED, CountAs.LIVED.label),
            (CountAs.STAFF, CountAs.STAFF.label),
            (CountAs.NOT, Choice(CountAs.NOT.label, _("Your yes stands there, for neither side"))),
        ],
        required=SAY_HOW,
        hint=_("For this piece only. If you are both, pick one."),
    )


class AsideForm(PlainForm):
    """Why a piece is not needed here (seed 5)."""

    why = words(
        _("Why is it not needed here?"),
        most=300,
        required=_("Say why it is not needed here"),
        hint=_("Like: we have no drawings, so there is no one to draw."),
        lines=True,
    )


class QuestionForm(PlainForm):
    """A question of the group's own (seed 64)."""

    question = words(
        _("What is the question?"), most=200, required=_("Write the question"), hint=_("One short line.")
    )
    why = words(_("Why does it matter?"), most=300, lines=True)
    example = words(_("What could a group say to it?"), most=300, lines=True)


class QuestionEditForm(QuestionForm):
    """A question that is there already."""

    version = VersionField()
