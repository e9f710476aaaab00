"""Forms about one's own place in a project."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from members.queries.support import SupportOption
from projects.models import Experience, Membership

Way, Rhythm, Audience = Membership.Way, Membership.Rhythm, Membership.ExperienceAudience
HOURS = [(f"{hour:02}:00", f"{hour % 12 or 12}{'am' if hour < 12 else 'pm'}") for hour in range(8, 21)]
CHOOSE = {"required": _("Choose one"), "invalid_choice": _("Choose one")}


class WayForm(PlainForm):
    """How somebody is there."""

    way = forms.ChoiceField(
        label=_("How are you here just now?"),
        choices=[
            (Way.TAKING_PART, Choice(_("Taking part"), _("You hear what is next"))),
            (Way.KEEP_ME_POSTED, Choice(_("Keep me posted"), _("You read along. Nothing is asked of you"))),
            (Way.RESTING, Choice(_("Resting"), _("We write nothing about this project until you are back"))),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )


class CheckInRhythmForm(PlainForm):
    """How often, at what time, and who reads it."""

    rhythm = forms.ChoiceField(
        label=_("How often shall we ask how it is going?"),
        choices=Rhythm.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    at = forms.ChoiceField(label=_("At what time?"), choices=HOURS, error_messages=CHOOSE)
    person = forms.ChoiceField(
        label=_("Who reads your answers?"),
        help_text=_("Only this person sees them. You can change who it is at any time."),
        required=False,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def __init__(self, *args: Any, options: Sequence[SupportOption], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people_choices(options, nobody=_("Nobody yet"))  # type: ignore[attr-defined]

    def clean_at(self) -> time:
        """The time of day."""
        return time.fromisoformat(self.cleaned_data["at"])

    def clean_person(self) -> int | None:
        """The member, or nobody."""
        return int(self.cleaned_data["person"]) if self.cleaned_data["person"] else None


def people_choices(options: Sequence[SupportOption], *, nobody: Any = None) -> list[tuple[str, Any]]:
    """People with an account, as rows to press; with a line for nobody if there are words for it."""
    first = [("", Choice(nobody))] if nobody else []
    return first + [
        (str(option.member_id), Choice(option.name, option.what)) for option in options if option.member_id
    ]


class ExperienceForm(PlainForm):
    """The kind of experience somebody brings, in their own choice, and who may know."""

    kinds = forms.MultipleChoiceField(
        label=_("What do you bring to this project?"),
        help_text=_("Both at once is normal. You can leave this empty, and change it at any time."),
        choices=Experience.Kind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=CHOOSE,
    )
    audience = forms.ChoiceField(
        label=_("Who may see it with your name?"),
        choices=[
            (Audience.TOTALS, Choice(_("Nobody"), _("It is only counted with others, never alone"))),
            (Audience.HOSTS, Choice(_("The people who run the project"))),
            (Audience.PROJECT, Choice(_("Everyone in this project"))),
        ],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )

    def clean_kinds(self) -> list[str]:
        """ "I would rather not say" stands alone."""
        kinds = self.cleaned_data["kinds"]
        if Experience.Kind.RATHER_NOT in kinds and len(kinds) > 1:
            raise forms.ValidationError(_("Choose what you bring, or that you would rather not say"))
        return list(kinds)
