"""Forms for signing in, the name, and how pages look."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from coproduce.lib.text import one_line
from members.models import Member

CODE_LENGTH = 6


class SignInForm(PlainForm):
    """The address that a code goes to, and whether this phone is one's own."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address, like name@example.org"),
        },
    )
    own_phone = forms.BooleanField(
        label=_("This is my own phone or computer"),
        required=False,
        help_text=_(
            "Tick it, and we keep you signed in for 30 days. Leave it empty if other people use it too."
        ),
    )

    def clean_email(self) -> str:
        """As addresses are kept: in small letters."""
        return str(self.cleaned_data["email"]).lower()


class CodeForm(PlainForm):
    """Six numbers from an email. Spaces and dashes are fine, and so are the numbers of any script."""

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
        typed = self.cleaned_data["code"]
        digits = "".join(str(unicodedata.decimal(letter, "")) for letter in typed)
        between = [letter for letter in typed if unicodedata.decimal(letter, None) is None]
        if len(digits) != CODE_LENGTH or any(letter.isalpha() for letter in between):
            raise forms.ValidationError(_("The code is 6 numbers"))
        return digits


class NameForm(PlainForm):
    """What the member is called."""

    display_name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=60,
        help_text=_("Any name you like. The people in your projects see it."),
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={
            "required": _("Enter what we should call you"),
            "max_length": _("Use a name of 60 letters or fewer"),
        },
    )

    def clean_display_name(self) -> str:
        """On one line, with letters that can be seen."""
        name = one_line(self.cleaned_data["display_name"])
        if not name:
            raise forms.ValidationError(_("Enter what we should call you"))
        return name


class ReadingForm(PlainForm):
    """How pages look. Nothing here is ever missing: each question has a choice from the start."""

    text_size = forms.ChoiceField(
        label=_("How big are the letters?"), choices=Member.Size.choices, widget=forms.RadioSelect
    )
    colours = forms.ChoiceField(
        label=_("Which colours?"), choices=Member.Colours.choices, widget=forms.RadioSelect
    )
    letters = forms.ChoiceField(
        label=_("Which letters?"), choices=Member.Letters.choices, widget=forms.RadioSelect
    )
    fewer_things = forms.TypedChoiceField(
        label=_("How much is on a page?"),
        choices=[
            ("no", _("Everything")),
            ("yes", Choice(_("Fewer things"), _("We leave out pictures and extra words"))),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
