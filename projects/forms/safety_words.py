"""What an organisation says on "Talk to someone"."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from members.models import SupportContact
from projects.forms import fields
from projects.forms.fields import VersionField

HOURS = "hours_"


class SafetyWordsForm(PlainForm):
    """Words for an emergency, and when each person to talk to can be reached."""

    version = VersionField()
    emergency_text = fields.words(
        _("What should people do if they are not safe?"),
        most=1000,
        hint=_("Name a number that is open day and night. Leave it empty to show 999 and Samaritans."),
        lines=True,
    )

    def __init__(self, *args: Any, contacts: Sequence[SupportContact], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for contact in contacts:
            self.fields[f"{HOURS}{contact.pk}"] = fields.words(
                _("When can %(name)s be reached?") % {"name": contact.name},
                most=100,
                hint=_("Like: Monday to Friday, 9 to 5"),
            )

    def hours(self) -> dict[int, str]:
        """The hours of each contact, by id."""
        said = self.cleaned_data.items()
        return {int(name.removeprefix(HOURS)): words for name, words in said if name.startswith(HOURS)}
