"""Forms for asking an organisation, and for saying how one works."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from members.models import Organisation
from projects.forms import fields
from projects.forms.fields import VersionField, choice


class OrganisationAskForm(PlainForm):
    """Which organisation to ask, of those that the page shows."""

    def __init__(self, *args: Any, organisations: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations = {str(each.pk): each for each in organisations}
        self.fields["organisation"] = choice(
            _("Which organisation?"),
            [(key, each.name) for key, each in self.organisations.items()],
            required=_("Choose an organisation"),
        )

    def organisation(self) -> Organisation:
        """The chosen one."""
        return self.organisations[self.cleaned_data["organisation"]]


class OrganisationCardForm(PlainForm):
    """How my organisation works (seed 96)."""

    version = VersionField()
    timescales = fields.words(
        _("How long do things take?"),
        most=500,
        hint=_("Like how long it takes to get a yes, a payment or a room."),
        lines=True,
    )
    rules = fields.words(
        _("Which rules do we have?"),
        most=500,
        hint=_("Like checks, forms, or what we may share."),
        lines=True,
    )
    words = fields.words(
        _("Which words do we use?"),
        most=500,
        hint=_("Say what your short names and odd words mean."),
        lines=True,
    )
    who_decides = fields.words(
        _("Who decides?"), most=500, hint=_("About money, staff, and what goes out to people."), lines=True
    )
