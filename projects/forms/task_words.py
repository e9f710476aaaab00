"""Forms for what people add to a task, and for what they like doing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import VersionField, choice, words
from projects.models import CallAnswer, Confidence, Skill


class CallAnswerForm(PlainForm):
    """ "I have experience of this": words if one likes, and who may see it (seeds 46, 54)."""

    words = words(
        _("Do you want to say more?"),
        most=300,
        hint=_("You do not have to. Say only what you are happy to share."),
    )
    audience = choice(
        _("Who may see this?"),
        CallAnswer.Audience.choices,
        required=_("Choose who may see this"),
    )
    asked = forms.CharField(
        max_length=200, required=False, widget=forms.HiddenInput
    )  # the call as they read it


class TryOutForm(PlainForm):
    """What confused somebody who tried it out (seed 88)."""

    BY_NAME, WITHOUT = "name", "without"

    confused = words(
        _("What confused you?"),
        most=500,
        required=_("Say what confused you"),
        hint=_("Big or small. It helps to know where it was."),
        lines=True,
    )
    shown = choice(
        _("With your name?"),
        [
            (BY_NAME, Choice(_("With my name"), _("You can take it back later"))),
            (
                WITHOUT,
                Choice(
                    _("Without my name"), _("A small group may still guess. Nobody can take it back later")
                ),
            ),
        ],
        required=_("Choose with your name or without"),
    )


class ChangedForm(PlainForm):
    """What was changed because of it (seed 88)."""

    changed = words(
        _("What did we change because of it?"),
        most=500,
        hint=_("If we left it as it is, say why. Leave it empty to take it back."),
        lines=True,
    )
    version = VersionField()


class ConfidenceForm(PlainForm):
    """One's own note before a task (seed 45). Its boxes stand beside others on the task's page: they have ids of their own."""

    level = choice(
        _("How ready do you feel?"),
        Confidence.Level.choices,
        required=_("Choose how ready you feel"),
    )
    words = words(_("A note to yourself"), most=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="ready_%s", **kwargs)


class SkillsForm(PlainForm):
    """What somebody likes doing (seed 36)."""

    skills = forms.MultipleChoiceField(
        label=_("What do you like doing?"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
