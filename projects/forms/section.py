"""The form for a section's name."""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import VersionField, words


class SectionForm(PlainForm):
    """What a part of it is called."""

    title = words(
        _("What is the section called?"),
        most=100,
        required=_("Say what the section is called"),
        hint=_("Like: what happens first."),
    )


class SectionEditForm(SectionForm):
    """A section that stands already."""

    version = VersionField()
