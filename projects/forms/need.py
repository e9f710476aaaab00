"""What I need, and who may see it (screen S4)."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, Details, PlainForm
from members.models import Need
from projects.forms.fields import words
from projects.lib.days import in_a_row
from projects.models import NeedsAudience

Kind = Need.Kind
HINTS = {
    Kind.BREAKS: _("At least every 45 minutes"),
    Kind.PAPERS_BEFORE: _("So I have time to read"),
    Kind.CHAT: _("I may not want to speak"),
}
TICKS = [(kind.value, Choice(kind.label, HINTS.get(kind, ""))) for kind in Kind if kind != Kind.OWN_WORDS]
SAME = ""


class NeedsForm(PlainForm):
    """What helps me to take part. All of it may stay empty."""

    say_optional = True

    kinds = forms.MultipleChoiceField(
        label=_("Things that help me"),
        choices=TICKS,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the list")},
    )
    own_words = words(
        _("Anything else, in your own words"),
        most=300,
        hint=_("You do not have to tell us about your past or your health."),
        lines=True,
    )

    def needs(self) -> dict[str, str]:
        """The kinds of need with their words, as the action takes them."""
        said = dict.fromkeys(self.cleaned_data["kinds"], "")
        if self.cleaned_data["own_words"]:
            said[Kind.OWN_WORDS] = self.cleaned_data["own_words"]
        return said


class ProjectNeedsForm(NeedsForm):
    """The same, with who may see it in one project: one choice for all, and for each line another one if wanted."""

    def __init__(self, *args: Any, hosts: Sequence[str], lines: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        audiences = audience_choices(hosts)
        self.fields["audience"] = forms.ChoiceField(
            label=_("Who may see this?"),
            help_text=_("We never show it to anyone else."),
            choices=audiences,
            widget=forms.RadioSelect,
            error_messages={
                "required": _("Choose who may see this"),
                "invalid_choice": _("Choose who may see this"),
            },
        )
        same = (SAME, _("The same as above"))
        for kind in lines:
            self.fields[f"audience_{kind}"] = forms.ChoiceField(
                label=Kind(kind).label,
                choices=[same, *audiences],
                required=False,
                error_messages={"invalid_choice": _("Choose who may see this")},
            )
        each = [f"audience_{kind}" for kind in lines]
        self.layout = Layout("kinds", "own_words", "audience")
        if each:
            self.layout.append(Details(_("Choose for each line who may see it"), *each))

    def each(self) -> dict[str, str]:
        """The kinds that have an audience of their own."""
        return {
            name.removeprefix("audience_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("audience_") and value != SAME
        }


def audience_choices(hosts: Sequence[str]) -> list[tuple[str, Choice]]:
    """Who may see it, the narrowest first, with the names of those who run the project."""
    names = in_a_row(hosts)
    return [
        (NeedsAudience.ONLY_ME, Choice(NeedsAudience.ONLY_ME.label, _("Nobody can set it up for you then"))),
        (
            NeedsAudience.HOSTS,
            Choice(_("Only %(names)s") % {"names": names} if hosts else NeedsAudience.HOSTS.label,
                   _("They run the project")),
        ),
        (NeedsAudience.PROJECT, Choice(NeedsAudience.PROJECT.label)),
        (
            NeedsAudience.NO_NAME,
            Choice(NeedsAudience.NO_NAME.label, _("The people who run it see it. A small group may still guess")),
        ),
    ]  # fmt: skip
