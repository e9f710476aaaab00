"""Asking for a chat."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from coproduce.lib.text import one_line
from members.models import SupportRequest
from members.queries.support import SupportOption

NEEDS_A_NUMBER = {SupportRequest.How.CALL, SupportRequest.How.TEXT}


def words_about(option: SupportOption) -> Choice:
    """The person's name, with what they do and when, or that they are away."""
    parts = [option.what, option.hours]
    if option.away_until is not None and option.is_away:
        parts.append(gettext("Away until %(day)s") % {"day": date_format(option.away_until, "j F")})
    return Choice(option.name, capfirst(". ".join(str(part) for part in parts if part)))


class SupportForm(PlainForm):
    """Who, how, when, and anything to say now. Somebody signed out also says a name and how to reach them."""

    say_optional = False

    name = forms.CharField(
        label=_("What shall we call you?"),
        max_length=60,
        error_messages={"required": _("Enter what we should call you")},
    )
    who = forms.ChoiceField(
        label=_("Who would you like to talk to?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose who you would like to talk to"),
            "invalid_choice": _("Choose one of these people"),
        },
    )
    how = forms.ChoiceField(
        label=_("How?"),
        choices=SupportRequest.How.choices,
        widget=forms.RadioSelect(attrs={"class": "two-up"}),
        error_messages={"required": _("Choose how we should contact you")},
    )
    reach_at = forms.CharField(
        label=_("Number or email to reach you at"),
        max_length=100,
        error_messages={"required": _("Enter a number or an email address")},
    )
    when = forms.ChoiceField(
        label=_("When?"),
        choices=SupportRequest.When.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose when suits you")},
    )
    words = forms.CharField(
        label=_("Anything to say now (optional)"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self,
        *args: Any,
        options: Sequence[SupportOption],
        signed_in: bool,
        email: str = "",
        **kwargs: Any,
    ) -> None:
        self.options = {option.key: option for option in options if option.can_be_asked}
        here = [key for key, option in self.options.items() if not option.is_away]
        kwargs.setdefault("initial", {"who": here[0] if here else None, "reach_at": email})
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["who"]).choices = [
            (key, words_about(option)) for key, option in self.options.items()
        ]
        if signed_in:
            del self.fields["name"]
            self.fields["reach_at"].required = False
            # Their own address stands there already: without it nobody could answer somebody they do not know.
            self.fields["reach_at"].label = _("Number or email to reach you at (optional)")
            self.fields["reach_at"].help_text = _(
                "Change it, or leave it empty if they know how to reach you."
            )

    def clean_name(self) -> str:
        """On one line, with letters that can be seen."""
        name = one_line(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(_("Enter what we should call you"))
        return name

    def clean_reach_at(self) -> str:
        """On one line."""
        return one_line(self.cleaned_data["reach_at"])

    def chosen(self) -> SupportOption:
        """The person who was chosen."""
        return self.options[self.cleaned_data["who"]]
