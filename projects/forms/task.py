"""Forms about what a task says."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, Details, PlainForm
from coproduce.lib.text import one_line
from projects.actions.task_steps import Step
from projects.forms.fields import DayField, VersionField, words
from projects.forms.task_steps import StepFields, step_names
from projects.models import Skill, Task
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
Mode = Task.Mode
MODES = [
    (Mode.ONE, Choice(_("One person holds it"))),
    (Mode.PAIR, Choice(_("Two people together"))),
    (Mode.SECTIONS, Choice(_("Each takes a section"), _("Name the sections below"))),
    (Mode.TOGETHER, Choice(_("All together"))),
]
LONGEST_SECTION = 100
Options = list[tuple[int, Any]]


def number_or_none(value: Any) -> int | None:
    """What an empty choice, or one with a number, means."""
    return int(value) if value else None


@dataclass(frozen=True)
class TaskChoices:
    """What a task of this project can name: people, roles, limits, what it belongs to; and the project's own words."""

    zone: str
    purpose: str = ""
    people: Options = field(default_factory=list)
    roles: Options = field(default_factory=list)
    givens: Options = field(default_factory=list)
    pieces: Options = field(default_factory=list)
    outputs: Options = field(default_factory=list)
    part_of: Options = field(default_factory=list)


def choice_of_row(label: Any) -> forms.TypedChoiceField:
    """A list to choose one row from, or none."""
    return forms.TypedChoiceField(label=label, coerce=number_or_none, empty_value=None, required=False)


class TaskForm(StepFields, PlainForm):
    """What a task is, how long, by when, where; behind it how it is shared, why, for whom, and who says yes to it."""

    SHORT = ("title", "what", "minutes", "due_on", "where", "at_home", "with_someone", "places", "thank_you")
    GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("How we share it"), ("mode", "sections")),
        (_("Help with it"), ("helper", "help", "role")),
        (_("What it is for"), ("why", "kind", "good_enough", "piece", "output", "part_of")),
        (_("Whom it would suit"), ("open_call", "skills", "content_notice")),
        (_("Limits that apply to it"), ("givens",)),
        (_("Does somebody say yes at the end?"), tuple(step_names(1))),
        (_("Do more people say yes?"), (*step_names(2), *step_names(3))),
    )

    title = words(_("What is the task called?"), most=100, required=_("Say what the task is called"))
    what = words(_("What is there to do?"), most=2000, required=_("Say what there is to do"), lines=True)
    minutes = forms.TypedChoiceField(
        label=_("How long may it take?"),
        choices=MINUTES,
        coerce=number_or_none,
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
        required=False,
        widget=forms.NumberInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={
            "invalid": _("Enter a number, like 2"),
            "min_value": _("It needs one person at least"),
            "max_value": _("It can have 20 people at most"),
        },
    )
    thank_you = words(_("What do people get for it?"), most=100, hint=_("Like £10, or lunch."))

    mode = forms.ChoiceField(
        label=_("How do we share it?"),
        choices=MODES,
        required=False,
        initial=Mode.ONE,
        widget=forms.RadioSelect,
        help_text=_("You can change this later. Who has a place keeps it."),
    )
    sections = forms.CharField(
        label=_("Which sections are there?"),
        help_text=_("One on each line. Each is one place."),
        required=False,
        max_length=MOST_PLACES * (LONGEST_SECTION + 2),
        widget=forms.Textarea,
        error_messages={"max_length": _("Use fewer words here. There is room for %(limit_value)d letters")},
    )
    helper = choice_of_row(_("Who can help?"))
    help = words(_("What help is there?"), most=200)
    role = choice_of_row(_("Is it part of a role?"))
    why = words(_("Why does it help our purpose?"), most=300)
    kind = forms.ChoiceField(
        label=_("What kind of task is it?"),
        choices=Task.Kind.choices,
        required=False,
        initial=Task.Kind.MAKING,
    )
    good_enough = words(
        _("When is it good enough?"), most=300, hint=_("Say when to stop. It need not be perfect.")
    )
    piece = choice_of_row(_("Is it about a piece of our plan?"))
    output = choice_of_row(_("Is it for something we make?"))
    part_of = choice_of_row(_("Is it a part of a bigger task?"))
    open_call = words(
        _("Which experience would help?"),
        most=200,
        hint=_("Like: somebody who has waited in this room. People tell you only if they want to."),
    )
    skills = forms.MultipleChoiceField(
        label=_("What does it suit?"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("We show it first to people who like this. Anyone can take it."),
    )
    content_notice = words(
        _("Could something in it be hard to read or see?"),
        most=200,
        hint=_("Say what. People can open this note before they take the task."),
    )
    givens = forms.TypedMultipleChoiceField(
        label=_("Which of our limits apply?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, choices: TaskChoices, answered: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.everybody = len(choices.people)
        self.fields["due_on"].zone = choices.zone  # type: ignore[attr-defined]
        self.fields["due_on"].as_it_was = self.initial.get("due_on", "")  # type: ignore[attr-defined]
        if choices.purpose:
            self.fields["why"].help_text = format_html(_now("Our purpose: {}"), choices.purpose)
        hosts = _("The people who run the project")
        self._offer("helper", choices.people, nothing=hosts)
        for name, rows in (("role", choices.roles), ("piece", choices.pieces), ("output", choices.outputs)):
            self._offer(name, rows)
        self._offer("part_of", choices.part_of)
        self.fields["givens"].choices = choices.givens  # type: ignore[attr-defined]
        self._prepare_steps(choices.people, choices.zone, answered)
        for name in ("role", "piece", "output", "part_of", "givens"):
            if not self._offers(name) and not self.data.get(name):
                del self.fields[name]
        self.layout = self._layout()

    def _offer(self, name: str, rows: Options, nothing: Any = None) -> None:
        self.fields[name].choices = [("", nothing or _("No")), *rows]  # type: ignore[attr-defined]

    def _offers(self, name: str) -> bool:
        return any(value for value, _label in self.fields[name].choices)  # type: ignore[attr-defined]

    def _layout(self) -> Layout:
        """What everybody sees first, then groups to open; a field that has nothing to choose from is left out."""
        groups = [(words, [name for name in names if name in self.fields]) for words, names in self.GROUPS]
        return Layout(*self.SHORT, *(Details(words, *names) for words, names in groups if names))

    def clean_skills(self) -> list[str]:
        """In the order in which they are offered."""
        return [skill for skill in Skill.values if skill in self.cleaned_data["skills"]]

    def clean_givens(self) -> list[int]:
        """The limits by their number."""
        return sorted(self.cleaned_data["givens"])

    def clean_sections(self) -> str:
        """One name on each line, as they are kept."""
        lines = [one_line(line) for line in self.cleaned_data["sections"].splitlines()]
        names = [line for line in lines if line]
        if len(names) > MOST_PLACES:
            raise forms.ValidationError(_("It can have 20 sections at most"))
        if any(len(name) > LONGEST_SECTION for name in names):
            raise forms.ValidationError(_("Use fewer words for each section. There is room for 100 letters"))
        return "\n".join(names)

    def clean(self) -> dict[str, Any]:
        """How it is shared and for how many go together; whichever of the two was changed leads."""
        given = super().clean() or self.cleaned_data
        before, had = self.initial.get("mode", Mode.ONE), self.initial.get("places", 1)
        mode, places = given.get("mode") or before, given.get("places") or had
        if mode == Mode.SECTIONS:
            places = len((given.get("sections") or "").splitlines())
            if not places and "sections" not in self.errors:
                self.add_error("sections", _("Name each section on its own line"))
        elif mode != before:
            everybody = min(max(self.everybody, 2), MOST_PLACES)
            suits = {Mode.ONE: 1, Mode.PAIR: 2, Mode.TOGETHER: places if places > 1 else everybody}
            places = suits[Mode(mode)]
        elif places != had:
            mode = _suiting(mode, places)
        given["mode"], given["places"] = Mode(mode), places
        return given

    def words(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if not name.startswith("step_")}
        for name in ("helper", "role", "piece", "output", "part_of"):
            given[f"{name}_id"] = given.pop(name, None)
        given["kind"] = given["kind"] or Task.Kind.MAKING
        given["section_names"] = given["sections"]
        for other in ("places", "sections", "givens", "version"):
            given.pop(other, None)
        return given

    def parts(self) -> dict[str, Any]:
        """Places, sections, limits and steps, as the action takes them."""
        given = self.cleaned_data
        by_section = given["mode"] == Mode.SECTIONS
        steps: list[Step] = self.steps()
        return {
            "places": given["places"],
            "sections": given["sections"].splitlines() if by_section else [],
            "givens": given.get("givens", []),
            "steps": steps,
        }


def _suiting(mode: str, places: int) -> Mode:
    """The way of sharing that suits a number of people, as close to what it was as can be."""
    if places == 1:
        return Mode.ONE
    if mode == Mode.TOGETHER or places > 2:
        return Mode.TOGETHER
    return Mode.PAIR


class TaskEditForm(TaskForm):
    """A task that is there already."""

    version = VersionField()

    def _layout(self) -> Layout:
        return Layout("version", *super()._layout().fields)


def initial_of_new(got: Any, choices: TaskChoices) -> dict[str, Any]:
    """What the address says that a new task belongs to: "?piece=3", where the project has such a piece."""
    offered = {
        "piece": choices.pieces,
        "output": choices.outputs,
        "part_of": choices.part_of,
        "role": choices.roles,
    }
    return {
        name: int(got[name])
        for name, rows in offered.items()
        if got.get(name, "").isascii() and got.get(name, "").isdigit() and int(got[name]) in dict(rows)
    }
