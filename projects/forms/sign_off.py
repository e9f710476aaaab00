"""Forms for signing off: the version that was asked, a respectful no, and a reply to it (seed 68)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import VersionField, words


class YesForm(PlainForm):
    """A yes to what was asked when the page was opened."""

    version = VersionField()


class NoForm(PlainForm):
    """What somebody reads who put work into it: what was heard, why, whose rule, what is possible, whom to talk to."""

    version = VersionField()
    heard = words(
        _("What did you see and hear?"),
        most=500,
        required=_("Say what you saw in their work"),
        hint=_("Begin with what is good in it."),
        lines=True,
    )
    why = words(
        _("Why is it not right like this?"), most=500, required=_("Say why it is not right yet"), lines=True
    )
    whose_rule = words(
        _("Whose rule is it?"),
        most=100,
        hint=_("Like the council, or the law. Leave it empty if there is none."),
    )
    possible = words(_("What is possible?"), most=500, required=_("Say what is possible"), lines=True)
    talk_to = forms.TypedChoiceField(
        label=_("Who can they talk to about it?"),
        coerce=int,
        error_messages={
            "required": _("Choose who they can talk to"),
            "invalid_choice": _("Choose who they can talk to"),
        },
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["talk_to"].choices = people  # type: ignore[attr-defined]


class ReplyForm(PlainForm):
    """The words of those who did the task, once."""

    words = words(_("Your reply"), most=500, required=_("Write your reply"), lines=True)
