"""Forms about what a task says."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Details, PlainForm
from projects.forms.fields import DayField, VersionField, words
from projects.models import Task
from projects.models.task import MOST_PLACES

MINUTES = [
    ("", _("We cannot tell yet")),
    (10, _("About 10 minutes")),
    (30, _("About half an hour")),
    (60, _("About 1 hour")),
    (120, _("About 2 hours")),
    (240, _("About half a day")),
    (480, _("About a day")),
    (960, _("More than a day")),
]


def _number_or_none(value: Any) -> int | None:
    return int(value) if value else None


FIELDS = (
    "title",
    "what",
    "minutes",
    "due_on",
    "where",
    "at_home",
    "with_someone",
    "places",
    "helper",
    "thank_you",
    Details(_("Say more about it"), "why", "kind", "role", "help", "content_notice"),
)


class TaskForm(PlainForm):
    """What a task is, why, how long, by when, where, with whom, and what there is for it."""

    layout: Layout | None = Layout(*FIELDS)

    title = words(_("What is the task called?"), most=100, required=_("Say what the task is called"))
    what = words(_("What is there to do?"), most=2000, required=_("Say what there is to do"), lines=True)
    why = words(_("Why does it help our purpose?"), most=300)
    kind = forms.ChoiceField(
        label=_("What kind of task is it?"),
        choices=Task.Kind.choices,
        required=False,
        initial=Task.Kind.MAKING,
    )
    minutes = forms.TypedChoiceField(
        label=_("How long may it take?"),
        choices=MINUTES,
        coerce=_number_or_none,
        empty_value=None,
        required=False,
    )
    due_on = DayField(label=_("By which day?"))
    where = words(_("Where?"), most=100, hint=_("Like at home, or at the drop-in."))
    at_home = forms.BooleanField(label=_("It can be done at home"), required=False)
    with_someone = forms.BooleanField(label=_("It is good to do with someone"), required=False)
    places = forms.IntegerField(
        label=_("For how many people?"),
        min_value=1,
        max_value=MOST_PLACES,
        initial=1,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "required": _("Say for how many people it is"),
            "invalid": _("Enter a number, like 2"),
            "min_value": _("It needs one person at least"),
            "max_value": _("It can have 20 people at most"),
        },
    )
    thank_you = words(_("What do people get for it?"), most=100, hint=_("Like £10, or lunch."))
    help = words(_("What help is there?"), most=200)
    helper = forms.TypedChoiceField(
        label=_("Who can help?"), coerce=_number_or_none, empty_value=None, required=False
    )
    role = forms.TypedChoiceField(
        label=_("Is it part of a role?"), coerce=_number_or_none, empty_value=None, required=False
    )
    content_notice = words(
        _("Could something in it be hard to read or see?"),
        most=200,
        hint=_("Say what. People read this before they take the task."),
    )

    def __init__(
        self,
        *args: Any,
        zone: str,
        people: Sequence[tuple[int, str]],
        roles: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].zone = zone  # type: ignore[attr-defined]
        self.fields["due_on"].as_it_was = self.initial.get("due_on", "")  # type: ignore[attr-defined]
        self.fields["helper"].choices = [("", _("The people who run the project")), *people]  # type: ignore[attr-defined]
        self.fields["role"].choices = [("", _("No")), *roles]  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        given = dict(self.cleaned_data)
        given["helper_id"], given["role_id"] = given.pop("helper"), given.pop("role")
        given["kind"] = given["kind"] or Task.Kind.MAKING
        for other in ("places", "version"):
            given.pop(other, None)
        return given


class TaskEditForm(TaskForm):
    """A task that is there already."""

    layout: Layout | None = Layout("version", *FIELDS)

    version = VersionField()
