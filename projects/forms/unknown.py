"""Forms for what we do not know yet, and what we found."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import DayField, VersionField, words


def _number_or_none(value: Any) -> int | None:
    return int(value) if value else None


class UnknownForm(PlainForm):
    """What we do not know yet, who finds out, and by which day (seed 86)."""

    def __init__(self, *args: Any, zone: str, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["by_day"].zone = zone  # type: ignore[attr-defined]
        self.fields["by_day"].as_it_was = self.initial.get("by_day", "")  # type: ignore[attr-defined]
        self.fields["finder"].choices = [("", _("Nobody yet")), *people]  # type: ignore[attr-defined]

    what = words(
        _("What do we not know yet?"),
        most=1000,
        required=_("Say what we do not know yet"),
        hint=_("Like: can we print in colour?"),
        lines=True,
    )
    finder = forms.TypedChoiceField(
        label=_("Who finds out?"),
        help_text=_("Ask people before you name them. They hear of it on the day."),
        coerce=_number_or_none,
        empty_value=None,
        required=False,
        error_messages={"invalid_choice": _("Choose a person on the list")},
    )
    by_day = DayField(label=_("By which day?"))

    def said(self) -> dict[str, Any]:
        """What was said, as the action takes it."""
        given = self.cleaned_data
        return {"what": given["what"], "finder_id": given["finder"], "by_day": given["by_day"]}


class UnknownEditForm(UnknownForm):
    """Something we do not know yet that is on the list already."""

    version = VersionField()


class FoundForm(PlainForm):
    """What we found."""

    version = VersionField()
    found = words(
        _("What did we find out?"),
        most=500,
        required=_("Write down what we found"),
        hint=_("You can also say that we do not need to know any more."),
        lines=True,
    )
