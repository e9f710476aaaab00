"""Forms for inviting people, and for joining (screens S1-S3)."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from members.models import ContactPreference
from projects.forms.fields import DayField, words

EMAIL_WORDS = {
    "required": _("Enter an email address"),
    "invalid": _("Enter an email address, like name@example.org"),
    "max_length": _("Enter an email address, like name@example.org"),
}


class InviteForm(PlainForm):
    """Whom to invite, until when, and whether to run the project too."""

    email = forms.EmailField(label=_("Their email address"), max_length=254, error_messages=EMAIL_WORDS)
    name = words(_("Their name"), most=60, hint=_("It is filled in for them. They can change it."))
    valid_until = DayField(
        label=_("Until which day can they join?"),
        help_text=_("Like 14 May. Leave it empty for 60 days."),
    )
    as_host = forms.BooleanField(
        label=_("They run the project too"),
        required=False,
        help_text=_("They can invite people, write the project’s pages, and set up what people need."),
    )

    def __init__(self, *args: Any, zone: str, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].zone = zone  # type: ignore[attr-defined]
        self.latest = latest

    def clean_email(self) -> str:
        """As addresses are kept: in small letters."""
        return str(self.cleaned_data["email"]).lower()

    def clean_valid_until(self) -> date | None:
        """A day within a year."""
        day: date | None = self.cleaned_data["valid_until"]
        if day and day > self.latest:
            raise forms.ValidationError(_("Choose a day within a year"))
        return day


class SharedLinkForm(PlainForm):
    """Until when a link to share works."""

    valid_until = DayField(
        label=_("Until which day does the link work?"),
        help_text=_("Like 14 May. Leave it empty for 60 days."),
    )

    def __init__(self, *args: Any, zone: str, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_until"].zone = zone  # type: ignore[attr-defined]
        self.latest = latest

    clean_valid_until = InviteForm.clean_valid_until


class JoinEmailForm(PlainForm):
    """The address that the code goes to."""

    email = forms.EmailField(
        label=_("What is your email address?"),
        max_length=254,
        help_text=_("We send a code to it. Nobody in the project sees it."),
        error_messages={**EMAIL_WORDS, "required": _("Enter your email address")},
    )

    def clean_email(self) -> str:
        """As addresses are kept: in small letters."""
        return str(self.cleaned_data["email"]).lower()


class JoinCodeForm(PlainForm):
    """Six numbers from an email; spaces and dashes are fine."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=30,
        help_text=_("You can paste it. Spaces are fine."),
        widget=forms.TextInput(
            attrs={"class": "code", "inputmode": "numeric", "autocomplete": "one-time-code"}
        ),
        error_messages={
            "required": _("Enter the code from your email"),
            "max_length": _("The code is 6 numbers"),
        },
    )

    def clean_code(self) -> str:
        """The six numbers, without what stands between them."""
        digits = "".join(letter for letter in self.cleaned_data["code"] if letter not in " -–\u00a0")
        if len(digits) != 6 or not digits.isascii() or not digits.isdigit():
            raise forms.ValidationError(_("The code is 6 numbers"))
        return digits


class JoinNameForm(PlainForm):
    """What to be called, how to be reached, and whether this phone is one's own."""

    heading_field = "name"

    name = words(
        _("What should we call you?"),
        most=60,
        required=_("Enter what we should call you"),
        hint=_("Any name you like. You can change it later."),
        autocomplete="given-name",
    )
    channel = forms.ChoiceField(
        label=_("How shall we contact you?"),
        choices=ContactPreference.Channel.choices,
        initial=ContactPreference.Channel.EMAIL,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose how we should contact you"),
            "invalid_choice": _("Choose how we should contact you"),
        },
    )
    own_phone = forms.BooleanField(
        label=_("This is my own phone"),
        required=False,
        help_text=_("We keep you signed in for 30 days. Leave it empty if other people use it too."),
    )
