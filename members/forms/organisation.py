"""Who does what for an organisation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from coproduce.lib.text import one_line

NAME_ERRORS = {"required": _("Enter their name")}
EMAIL_ERRORS = {
    "required": _("Enter their email address"),
    "invalid": _("Enter an email address, like name@example.org"),
}


class NamedForm(PlainForm):
    """A form with somebody's name, which stays on one line."""

    def clean_name(self) -> str:
        """On one line, with letters that can be seen."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(NAME_ERRORS["required"])
        return name


class FacilitatorForm(NamedForm):
    """Somebody who may open projects."""

    name = forms.CharField(label=_("Their name"), max_length=60, error_messages=NAME_ERRORS)
    email = forms.EmailField(label=_("Their email address"), max_length=254, error_messages=EMAIL_ERRORS)


class SupportContactForm(NamedForm):
    """Somebody to talk to."""

    name = forms.CharField(label=_("Their name"), max_length=60, error_messages=NAME_ERRORS)
    email = forms.EmailField(
        label=_("Their email address"),
        max_length=254,
        required=False,
        help_text=_("With it, people can ask them for a chat here. Without it, people can only call."),
        error_messages=EMAIL_ERRORS,
    )
    what = forms.CharField(
        label=_("Who they are"), max_length=100, required=False, help_text=_("Like: peer supporter")
    )
    phone = forms.CharField(label=_("Their phone number"), max_length=30, required=False)
    hours = forms.CharField(
        label=_("When they can be reached"),
        max_length=100,
        required=False,
        help_text=_("Like: Monday to Friday, 9 to 5"),
    )
