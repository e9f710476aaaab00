"""Forms for a limit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import DayField, VersionField, words


class LimitForm(PlainForm):
    """One limit: what, whose rule, why, whether it can be moved, who can move it, until when (seed 33)."""

    say_optional = True

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].zone = zone  # type: ignore[attr-defined]
        self.fields["until"].as_it_was = self.initial.get("until", "")  # type: ignore[attr-defined]

    what = words(
        _("What can we not change?"),
        most=200,
        required=_("Say what cannot be changed"),
        hint=_("Like the money there is, a logo, or a law."),
    )
    whose_rule = words(
        _("Whose rule is it?"), most=100, required=_("Say whose rule it is"), hint=_("A person or a group.")
    )
    why = words(_("Why?"), most=300, lines=True)
    movable = forms.TypedChoiceField(
        label=_("Could it be changed?"),
        choices=[
            ("no", Choice(_("No"), _("It stands for this project"))),
            ("yes", Choice(_("Maybe"), _("Somebody could ask for it"))),
        ],
        coerce=lambda value: value == "yes",
        initial="no",
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose No or Maybe"), "invalid_choice": _("Choose No or Maybe")},
    )
    who_can_change = words(
        _("Who can change it?"), most=200, hint=_("A name or a group, and how to ask them.")
    )
    until = DayField(label=_("Until when does it stand?"))


class LimitEditForm(LimitForm):
    """A limit that stands already."""

    version = VersionField()
