"""May somebody change what the group wrote for itself, and say that they go along with it?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Agreement, Membership
from projects.permissions.project import can_take_part


def can_change_agreement(membership: Membership) -> Answer:
    """Any member writes and changes the words: they are everybody's (seeds 7, 12, 20)."""
    return can_take_part(membership, membership.project_id)


def can_confirm_agreement(membership: Membership, agreement: Agreement | None, *, confirmed: bool) -> Answer:
    """Any member may say that they go along with the words as they stand, once."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    if agreement is None or agreement.project_id != membership.project_id or not agreement.words:
        return no(_("Nobody has written these words yet. You can be the first."))
    if confirmed:
        return no(_("You go along with this."))
    return YES


def can_take_back_confirmation(membership: Membership, agreement: Agreement) -> Answer:
    """Whoever went along with the words may change their mind at any time."""
    return can_take_part(membership, agreement.project_id)
