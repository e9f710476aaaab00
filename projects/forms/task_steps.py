"""The part of a task's form that names its sign-off steps (seed 52)."""

from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from projects.actions.task_steps import MOST_STEPS, Step
from projects.forms.fields import DayField, words

COLUMNS = ("who", "who_words", "by_day", "grounds", "if_no")


def step_names(number: int) -> Iterator[str]:
    """The names of one step's fields."""
    return (f"step_{number}_{column}" for column in COLUMNS)


def _fields(number: int) -> dict[str, forms.Field]:
    who = forms.TypedChoiceField(
        label=_("Step %(number)s: who says yes or no?") % {"number": number},
        coerce=lambda value: int(value) if value else None,
        empty_value=None,
        required=False,
    )
    made: tuple[forms.Field, ...] = (
        who,
        words(
            _("Step %(number)s: somebody else, in words") % {"number": number},
            most=100,
            hint=_("Like: the council. The people who run the project write the answer down."),
        ),
        DayField(label=_("Step %(number)s: by which day?") % {"number": number}),
        words(
            _("Step %(number)s: what do they look at?") % {"number": number},
            most=300,
            hint=_("Like: are the names right? Without this there is no such step."),
        ),
        words(_("Step %(number)s: what if it is a no?") % {"number": number}, most=300),
    )
    return dict(zip(step_names(number), made, strict=True))


class StepFields(forms.Form):
    """Up to three steps, each with who, by which day, on what grounds and what if it is a no."""

    def _prepare_steps(self, people: list[tuple[int, Any]], zone: str, answered: Collection[int]) -> None:
        """Offer the steps that are not answered yet: an answered one stays as it is."""
        for number in range(1, MOST_STEPS + 1):
            if number in answered:
                continue
            self.fields.update(_fields(number))
            who, day = self.fields[f"step_{number}_who"], self.fields[f"step_{number}_by_day"]
            who.choices = [("", _("The people who run the project")), *people]  # type: ignore[attr-defined]
            day.zone, day.as_it_was = zone, self.initial.get(f"step_{number}_by_day", "")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A step says what is looked at, or it is none."""
        given = super().clean() or self.cleaned_data
        for number in range(1, MOST_STEPS + 1):
            *others, grounds, _if_no = step_names(number)
            said = any(given.get(name) for name in (*others, _if_no))
            if said and not given.get(grounds) and grounds not in self.errors:
                self.add_error(grounds, _now("Say what they look at"))
        return given

    def steps(self) -> list[Step]:
        """The steps as the action takes them: also those that were emptied."""
        given = self.cleaned_data
        return [
            Step(number, *(given[name] for name in step_names(number)))
            for number in range(1, MOST_STEPS + 1)
            if f"step_{number}_who" in self.fields
        ]
