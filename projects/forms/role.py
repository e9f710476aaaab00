"""Forms about task roles, and about offering one."""

from collections.abc import Iterable, Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import VersionField, choice, words
from projects.library.roles import RoleCard
from projects.models import TaskRole

FIELDS = ("name", "involves", "say", "may_decide", "time", "support", "pay", "ending")


class RoleForm(PlainForm):
    """A part to play: what it involves, its say, its own choices, time, support, pay, ending (seeds 58, 69)."""

    layout: Layout | None = Layout(*FIELDS)

    name = words(
        _("What is the role called?"),
        most=60,
        required=_("Say what the role is called"),
        hint=_("Like reader, writer, note-taker."),
    )
    involves = words(_("What does it involve?"), most=300, required=_("Say what it involves"), lines=True)
    say = choice(
        _("What say does it have?"),
        [
            (TaskRole.Say.HEARD, Choice(_("It is heard"), _("The group asks before it decides"))),
            (TaskRole.Say.INFORMED, Choice(_("It is told"), _("The group says what it decided"))),
        ],
        required=_("Choose what say the role has"),
        hint=_(
            "More say than this comes only when the group agrees it. You can ask for that on the role’s page."
        ),
    )
    may_decide = words(_("What may this role choose in its own work?"), most=200)
    time = words(_("How much time does it take?"), most=100)
    support = words(_("Who supports them?"), most=200)
    pay = words(_("What do they get?"), most=100)
    ending = words(_("When does it end?"), most=100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["say"].initial = TaskRole.Say.HEARD


class RoleEditForm(RoleForm):
    """A role that is there already."""

    layout: Layout | None = Layout("version", *FIELDS)

    version = VersionField()


class RoleLibraryForm(PlainForm):
    """Cards of the library to pick."""

    cards = forms.MultipleChoiceField(
        label=_("Which roles would help?"),
        help_text=_("You can change the words of each one later."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose one role or more"),
            "invalid_choice": _("Choose roles on this list"),
        },
    )

    def __init__(self, *args: Any, cards: Iterable[RoleCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cards"].choices = [  # type: ignore[attr-defined]
            (card.key, Choice(card.name, card.involves)) for card in cards
        ]


class OfferForm(PlainForm):
    """Offering something to one person, with a few words."""

    to = forms.TypedChoiceField(
        label=_("Who would you like to ask?"),
        coerce=int,
        error_messages={"required": _("Choose a person"), "invalid_choice": _("Choose a person on the list")},
    )
    words = words(_("A few words for them"), most=300, hint=_("Like why you thought of them."), lines=True)

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class RoleOfferForm(OfferForm):
    """Offering a role; whoever has it can hand it on."""

    hands_on = forms.BooleanField(label=_("I give it up when they take it"), required=False)

    def __init__(self, *args: Any, holds: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not holds:
            del self.fields["hands_on"]


class HostingOfferForm(OfferForm):
    """Asking somebody to run the project with me, or instead of me."""

    WITH, INSTEAD = "with", "instead"

    how = choice(
        _("How would it be?"),
        [
            (WITH, Choice(_("We run it together"), _("You go on too"))),
            (INSTEAD, Choice(_("They take over from me"), _("You stop when they say yes, and stay in the project"))),
        ],
        required=_("Choose how it would be"),
    )  # fmt: skip
