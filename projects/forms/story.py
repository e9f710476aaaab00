"""Forms about the story."""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import Choice, PlainForm
from projects.forms.fields import VersionField, choice, words
from projects.models import ShownAs


class StoryForm(PlainForm):
    """How it was done, and what changed."""

    version = VersionField()
    how = words(
        _("How did you do it?"),
        most=3000,
        hint=_("What helped, what was hard, what you would do again."),
        lines=True,
    )
    what_changed = words(
        _("What changed?"),
        most=3000,
        hint=_("For people who use the service, for those who work there, and for you."),
        lines=True,
    )


class StoryNameForm(PlainForm):
    """How one person wants to be named."""

    shown_as = choice(
        _("How shall the story name you?"),
        [
            (ShownAs.NAME, Choice(ShownAs.NAME.label, _("The one people see here"))),
            (ShownAs.OTHER, Choice(ShownAs.OTHER.label)),
            (ShownAs.NONE, Choice(ShownAs.NONE.label, _("Nothing says that you had a part"))),
        ],
        required=_("Choose how the story names you"),
    )
    other_name = words(_("Which other name?"), most=60)

    def __init__(self, *args: Any, taken: Collection[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken = {name.casefold() for name in taken}  # names of others in the project

    def clean(self) -> dict[str, Any]:
        """Another name needs to be said."""
        given = super().clean() or {}
        if given.get("shown_as") == ShownAs.OTHER and not given.get("other_name"):
            if "other_name" not in self.errors:
                self.add_error("other_name", _("Say which name to use"))
        if (
            given.get("shown_as") == ShownAs.OTHER
            and str(given.get("other_name", "")).casefold() in self.taken
        ):
            self.add_error("other_name", _("Somebody here has this name. Choose another one"))
        return given
