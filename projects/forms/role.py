"""Forms about task roles."""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.forms import PlainForm
from projects.forms.fields import words


class RoleForm(PlainForm):
    """A part to play: what it involves, what it may decide, time, support, pay, ending (seed 58)."""

    name = words(
        _("What is the role called?"),
        most=60,
        required=_("Say what the role is called"),
        hint=_("Like reader, writer, note-taker."),
    )
    involves = words(_("What does it involve?"), most=300, required=_("Say what it involves"), lines=True)
    may_decide = words(_("What may this person decide?"), most=200)
    time = words(_("How much time does it take?"), most=100)
    support = words(_("Who supports them?"), most=200)
    pay = words(_("What do they get?"), most=100)
    ending = words(_("When does it end?"), most=100)
