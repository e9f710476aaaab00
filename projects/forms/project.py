"""Forms for changing what a project says, and its limits."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, Details, PlainForm
from projects.forms.fields import DayField, VersionField, words
from projects.forms.set_up import BRIEF, BRIEF_QUESTION, MEET_BEFORE_HINT, PastDayField, purpose_field


class ProjectForm(PlainForm):
    """All the words of a project at once, its pace and its format (seed 8), and its brief, closed (seed 37)."""

    version = VersionField()
    name = words(_("Name"), most=100, required=_("Say what the project is called"))
    purpose = purpose_field()
    what_it_makes = words(_("What we make"), most=200)
    time_asked = words(_("How much time it takes"), most=200)
    what_people_get = words(_("What people get"), most=300, lines=True)
    ways_to_take_part = words(_("How to take part"), most=200)
    meet_before = words(_("How people meet before"), most=300, hint=MEET_BEFORE_HINT, lines=True)
    not_known = words(_("What we do not know yet"), most=1000, lines=True)
    brief_set_on = PastDayField(label=_("When was the brief set?"))
    brief_set_by = words(_("Who set it?"), most=100)

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brief_set_on"].zone = zone  # type: ignore[attr-defined]
        open_names = [name for name in self.fields if name not in BRIEF]
        self.layout = Layout(*open_names, Details(BRIEF_QUESTION, *BRIEF))


class NotKnownForm(PlainForm):
    """What nobody knows yet (seed 86)."""

    version = VersionField()
    not_known = words(
        _("What do we not know yet?"),
        most=1000,
        hint=_("It helps to say so. Who will find out, and by when?"),
        lines=True,
    )


class LimitForm(PlainForm):
    """One limit: what, whose rule, why, whether it can be moved, until when (seed 33)."""

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
    until = DayField(label=_("Until when does it stand?"))


class LimitEditForm(LimitForm):
    """A limit that stands already."""

    version = VersionField()
