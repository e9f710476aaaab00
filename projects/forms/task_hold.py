"""Forms for holding a task: stepping back, and the wish for when one cannot come back to it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import words
from projects.lib.days import in_a_row
from projects.models import TaskPlace
from projects.queries.task_places import Part


class HandBackForm(PlainForm):
    """Stepping back: all of it, for more time, or with company; and a note without a name."""

    ALL, TIME, COMPANY = "all", "time", "company"

    what = forms.ChoiceField(
        label=_("What would help?"),
        choices=[
            (ALL, Choice(_("Hand it all back"), _("It goes back on the list with no name on it"))),
            (TIME, Choice(_("I need more time"), _("We move the day by a week"))),
            (COMPANY, Choice(_("I want someone to do it with me"), _("You keep it. We look for company"))),
        ],
        initial=ALL,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what would help"),
            "invalid_choice": _("Choose what would help"),
        },
    )
    note = words(
        _("A note for the next person"),
        most=500,
        hint=_("Where you got to. Only if you want to."),
        lines=True,
    )

    def __init__(self, *args: Any, has_day: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_day:
            chosen = self.fields["what"]
            chosen.choices = [each for each in chosen.choices if each[0] != self.TIME]  # type: ignore[attr-defined]


class PartForm(PlainForm):
    """Which part of a task somebody takes, where each takes a section (seed 34); the first is chosen already."""

    say_optional = False

    section = forms.ChoiceField(label=_("Which part?"), widget=forms.RadioSelect, required=False)

    def __init__(self, *args: Any, parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["section"].choices = [_of_part(part) for part in parts]  # type: ignore[attr-defined]
        self.initial.setdefault("section", parts[0].name)


def _of_part(part: Part) -> tuple[str, Choice]:
    """A part to choose, with the names of those who have a place of it."""
    with_whom = _("With %(names)s") % {"names": in_a_row(list(part.names))} if part.names else ""
    return part.name, Choice(part.name or _("All of it, where help is needed"), with_whom)


def _number_or_none(value: Any) -> int | None:
    return int(value) if value else None


class CoverForm(PlainForm):
    """The wish for when somebody cannot come back to a task (seed 60)."""

    say_optional = False

    cover = forms.ChoiceField(
        label=_("If you can’t come back to it:"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one"), "invalid_choice": _("Choose one")},
    )
    cover_to = forms.TypedChoiceField(
        label=_("To whom?"),
        coerce=_number_or_none,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose a person from the list")},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (TaskPlace.Cover.OPEN, Choice(_("Open it to all"), _("Anybody can take it"))),
            (TaskPlace.Cover.HOLD, Choice(_("Keep it for me"), _("While you rest, it stays yours"))),
        ]
        if people:
            passing = Choice(_("Pass it to one person"), _("We ask them first. They may say no"))
            choices.append((TaskPlace.Cover.PASS, passing))
            self.fields["cover_to"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]
        else:
            del self.fields["cover_to"]
        self.fields["cover"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A wish to pass it on names somebody."""
        given = super().clean() or self.cleaned_data
        passes = given.get("cover") == TaskPlace.Cover.PASS
        if passes and not given.get("cover_to") and "cover_to" not in self.errors:
            self.add_error("cover_to", _("Choose whom to ask"))
        given["cover_to"] = given.get("cover_to") if passes else None
        return given
