"""Fields that several forms share: words with a kind limit, days as people type them, the version of what is edited."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from coproduce.lib import dates
from coproduce.lib.text import one_line
from projects.lib.days import read_day

LARGEST = 2_147_483_647


class LineField(forms.CharField):
    """Words on one line, with letters that can be seen: nothing in them turns or breaks the text around them."""

    def to_python(self, value: Any) -> str:
        """The words as they are kept."""
        return one_line(str(super().to_python(value)))


def words(
    label: Any, *, most: int, required: Any = "", hint: Any = "", lines: bool = False, **attrs: str
) -> forms.CharField:
    """A box for words: one line, or several. `required` is what to say when it stays empty; without it, it may."""
    widget = forms.Textarea(attrs=attrs) if lines else forms.TextInput(attrs=attrs)
    box = forms.CharField if lines else LineField
    return box(
        label=label,
        max_length=most,
        required=bool(required),
        help_text=hint,
        widget=widget,
        error_messages={
            "required": required,
            "max_length": _("Use fewer words here. There is room for %(limit_value)d letters"),
        },
    )


def choice(label: Any, choices: Any, *, required: Any, hint: Any = "", **attrs: str) -> forms.ChoiceField:
    """One of a few choices, as rows to press. `required` is what to say when none was chosen."""
    return forms.ChoiceField(
        label=label,
        choices=choices,
        help_text=hint,
        widget=forms.RadioSelect(attrs=attrs),
        error_messages={"required": required, "invalid_choice": required},
    )


class DayField(forms.CharField):
    """A day, typed as people type it ("14 May", "14/5", "Friday"); from today on. `zone` says whose today.

    A day that stood in the box already (`as_it_was`) may stay, also when it is over.
    """

    as_it_was = ""

    def __init__(self, *, zone: str = settings.TIME_ZONE, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("Like 14 May, or 14/5. Leave it empty if there is no day."))
        super().__init__(
            max_length=40, required=False, widget=forms.TextInput(attrs={"class": "short"}), **kwargs
        )
        self.zone = zone

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        """The day; None for an empty box. Raises ValidationError for what is no day, or one that is over."""
        typed = super().clean(value)
        if not typed:
            return None
        today = dates.today(self.zone)
        day = read_day(typed, today)
        if day is None or day.year > today.year + 20:
            raise forms.ValidationError(_("Enter a day, like 14 May"))
        if day < today and typed != self.as_it_was:
            raise forms.ValidationError(_("This day is over. Choose a day from today on"))
        return day


class VersionField(forms.IntegerField):
    """Which version of the words the page was opened with (promise C2)."""

    def __init__(self) -> None:
        super().__init__(
            min_value=1, max_value=LARGEST, widget=forms.HiddenInput, error_messages={"required": ""}
        )


def day_to_type(day: date | None) -> str:
    """A day as it stands in a box to type in: "14/5/2027"."""
    return f"{day.day}/{day.month}/{day.year}" if day else ""
