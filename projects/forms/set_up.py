"""Forms for opening a project in six short pages (screen S16)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from coproduce.lib.forms import Choice, Details, PlainForm
from members.models import Organisation
from projects.forms.fields import VersionField, choice, words
from projects.lib.past_days import read_past_day
from projects.library.templates import TEMPLATES
from projects.models import Project

BRIEF = ("brief_set_on", "brief_set_by")
BRIEF_QUESTION = _("Was there a brief before?")
MEET_BEFORE_HINT = _(
    "Much hangs on it for people. So they get to know each other first. Like a meal, or a walk."
)


class PastDayField(forms.CharField):
    """A day up to today, typed as people type it ("14 May", "14/5/2025", "yesterday"). `zone` says whose today."""

    def __init__(self, *, zone: str = settings.TIME_ZONE, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Like 14 May, or 14/5/2025. Leave it empty if there is no day."))
        widget = forms.TextInput(attrs={"class": "short"})
        super().__init__(max_length=40, required=False, widget=widget, **kwargs)
        self.zone = zone

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        """The day; None for an empty box. Raises ValidationError for what is no day, or one that is still to come."""
        typed = super().clean(value)
        if not typed:
            return None
        today = dates.today(self.zone)
        day = read_past_day(typed, today)
        if day is None or day.year < 1900:
            raise forms.ValidationError(_("Enter a day, like 14 May"))
        if day > today:
            raise forms.ValidationError(_("Choose a day up to today"))
        return day


class ProjectNameForm(PlainForm):
    """The name and the kind; for people who open projects in several organisations, also which one."""

    name = words(
        _("What is the project called?"),
        most=100,
        required=_("Say what the project is called"),
        hint=_("A few plain words. You can change them later."),
    )
    template = choice(
        _("What kind of project is it?"),
        [(key, Choice(each.name, each.line)) for key, each in TEMPLATES.items()],
        required=_("Choose one"),
        hint=_("You get first tasks and roles that fit. You can change them all."),
    )

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].initial = Project.Template.BLANK
        self.organisations = {str(each.pk): each for each in organisations}
        if len(organisations) > 1:
            self.fields["organisation"] = choice(
                _("For which organisation?"),
                [(key, each.name) for key, each in self.organisations.items()],
                required=_("Choose one"),
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
    """What it is for, what it makes, and, closed, when and by whom a brief was set (seed 37).

    `for_later`: whoever comes back later may leave the purpose empty.
    """

    version = VersionField()
    purpose = purpose_field()
    what_it_makes = words(_("What will you make?"), most=200, hint=_("Like a short guide, or a course."))
    brief_set_on = PastDayField(label=_("When was it set?"))
    brief_set_by = words(_("Who set it?"), most=100, hint=_("Like the council, or a funder."))

    def __init__(self, *args: Any, zone: str, for_later: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["brief_set_on"].zone = zone  # type: ignore[attr-defined]
        self.fields["purpose"].required = not for_later
        self.layout = Layout("version", "purpose", "what_it_makes", Details(BRIEF_QUESTION, *BRIEF))


class ThanksForm(PlainForm):
    """What people get, how much time it takes, and how they can take part; how they meet before, where much hangs on it."""

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
    meet_before = words(_("How will people meet before?"), most=300, hint=MEET_BEFORE_HINT, lines=True)

    def __init__(self, *args: Any, with_meeting_before: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_meeting_before:
            del self.fields["meet_before"]


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
