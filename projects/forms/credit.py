"""How somebody wants to be named, for a credit and for a reader's check (seeds 26, 27, 84)."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import choice, words
from projects.models import ShownAs


class ShownForm(PlainForm):
    """With my name, another name, or none: nothing is chosen before. `taken` are names of others in the project."""

    shown_as = choice(
        _("How do you want to be named?"),
        [
            (ShownAs.NAME, Choice(_("With my name"), "")),
            (ShownAs.OTHER, Choice(_("With another name"), _("Write it below"))),
            (ShownAs.NONE, Choice(_("Without a name"), _("You are one of the others"))),
        ],
        required=_("Choose how you want to be named"),
    )
    other_name = words(_("The other name"), most=60)

    def __init__(self, *args: Any, my_name: str, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {name.casefold() for name in taken}
        choices = list(self.fields["shown_as"].choices)  # type: ignore[attr-defined]
        choices[0] = (ShownAs.NAME, Choice(_("With my name"), my_name))
        self.fields["shown_as"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Another name is given where it is wanted, kept only then, and is nobody else's here."""
        given = super().clean() or {}
        if given.get("shown_as") != ShownAs.OTHER:
            given["other_name"] = ""
        elif not given.get("other_name") and "other_name" not in self.errors:
            self.add_error("other_name", _("Write the other name"))
        elif given.get("other_name", "").casefold() in self.taken:
            self.add_error("other_name", _("Somebody here has this name. Choose another one"))
        return given


class ReaderCheckForm(ShownForm):
    """How a reader is named beside an easy-read version."""


class CreditForm(ShownForm):
    """What my part was, in my words."""

    field_order = ["part", "shown_as", "other_name"]
    part = words(
        _("What was your part?"),
        most=100,
        required=_("Say what your part was"),
        hint=_(
            "Like: wrote, drew, read, tested, held the thread, supported people, brought the tea."
            " Support counts as much as writing."
        ),
    )
