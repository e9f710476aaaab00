"""Forms for opening a project and changing what it says."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from members.models import Organisation
from projects.forms.fields import DayField, VersionField, words


class ProjectNameForm(PlainForm):
    """The name, and for people who open projects in several organisations, which one."""

    name = words(
        _("What is the project called?"),
        most=100,
        required=_("Say what the project is called"),
        hint=_("A few plain words. You can change them later."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        if len(organisations) > 1:
            self.fields["organisation"] = forms.ChoiceField(
                label=_("For which organisation?"),
                choices=[(key, each.name) for key, each in self.organisations.items()],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one")},
            )

    def organisation(self) -> Organisation:
        """The chosen organisation, or the only one."""
        chosen = self.cleaned_data.get("organisation")
        return self.organisations[chosen] if chosen else next(iter(self.organisations.values()))


def purpose_field() -> forms.CharField:
    """What the group wants to change."""
    return words(
        _("What do you want to change together?"),
        most=600,
        required=_("Say what you want to change, in one or two lines"),
        hint=_("One or two lines. It is a draft until people with lived experience agree."),
        lines=True,
    )


class PurposeForm(PlainForm):
    """What it is for, and what it makes."""

    version = VersionField()
    purpose = purpose_field()
    what_it_makes = words(_("What will you make?"), most=200, hint=_("Like a short guide, or a course."))


class ThanksForm(PlainForm):
    """What people get, how much time it takes, and how they can take part."""

    version = VersionField()
    what_people_get = words(
        _("What do people get?"),
        most=300,
        hint=_("Money, travel, a meal, a reference. Say when it is paid. If it is nothing, say so."),
        lines=True,
    )
    time_asked = words(
        _("How much time does it take?"), most=200, hint=_("Like about 2 hours every 2 weeks, until June.")
    )
    ways_to_take_part = words(
        _("How can people take part?"), most=200, hint=_("Like in the room, online, by phone, in writing.")
    )


class ProjectForm(PlainForm):
    """All the words of a project at once."""

    version = VersionField()
    name = words(_("Name"), most=100, required=_("Say what the project is called"))
    purpose = purpose_field()
    what_it_makes = words(_("What we make"), most=200)
    time_asked = words(_("How much time it takes"), most=200)
    what_people_get = words(_("What people get"), most=300, lines=True)
    ways_to_take_part = words(_("How to take part"), most=200)
    not_known = words(_("What we do not know yet"), most=1000, lines=True)


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


class SupportersForm(PlainForm):
    """Two people who support others in the project, with their hours (seed 48)."""

    PLACES = (1, 2)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Nobody yet")), *((str(pk), name) for pk, name in people)]
        for place in self.PLACES:
            self.fields[f"person_{place}"] = forms.ChoiceField(
                label=_("Who?"), choices=choices, required=False,
                error_messages={"invalid_choice": _("Choose a person on the list")},
            )  # fmt: skip
            self.fields[f"hours_{place}"] = words(
                _("When can people reach them?"), most=100, hint=_("Like Monday to Friday, 9 to 5.")
            )
            self.fields[f"phone_{place}"] = forms.CharField(
                label=_("On which number?"),
                max_length=30,
                required=False,
                widget=forms.TextInput(attrs={"type": "tel", "class": "short"}),
            )
        self.layout = Layout(
            Fieldset(_("First person"), "person_1", "hours_1", "phone_1"),
            Fieldset(_("Second person"), "person_2", "hours_2", "phone_2"),
        )

    def clean(self) -> dict[str, Any]:
        """Whoever is named says when they can be reached; nobody stands twice."""
        given = super().clean() or {}
        for place in self.PLACES:
            if given.get(f"person_{place}") and not given.get(f"hours_{place}"):
                self.add_error(f"hours_{place}", _("Say when people can reach them"))
        if given.get("person_1") and given.get("person_1") == given.get("person_2"):
            self.add_error("person_2", _("Choose two different people"))
        return given

    def chosen(self) -> list[tuple[int, str, str]]:
        """Person, hours and number of each one named."""
        given = self.cleaned_data
        return [
            (int(given[f"person_{place}"]), given[f"hours_{place}"], given[f"phone_{place}"])
            for place in self.PLACES
            if given.get(f"person_{place}")
        ]
