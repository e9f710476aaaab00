"""Who may see what somebody needs, and who may say how far it is?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, NeedsAudience
from projects.permissions.project import can_take_part

NOT_SHARED = _("This is not shared with you.")


def can_see_need(reader: Membership, owner: Membership, audience: str) -> Answer:
    """Whether a member may see another's need with the name on it (decision 22, seed 44)."""
    if reader.project_id != owner.project_id or not reader.is_active:
        return no(NOT_SHARED)
    if reader.pk == owner.pk:
        return YES
    if not owner.is_active:
        return no(NOT_SHARED)
    seen = audience == NeedsAudience.PROJECT or (audience == NeedsAudience.HOSTS and reader.is_host)
    return YES if seen else no(NOT_SHARED)


def can_see_need_without_name(reader: Membership, owner: Membership, audience: str) -> Answer:
    """Whether a host may know that somebody needs this, not who."""
    if reader.project_id != owner.project_id or not reader.is_active or not owner.is_active:
        return no(NOT_SHARED)
    return YES if reader.is_host and audience == NeedsAudience.NO_NAME else no(NOT_SHARED)


def can_set_adaptation(membership: Membership, owner: Membership, audience: str) -> Answer:
    """A host may say how far the setting up of a need is, if it is shared with hosts at all (seed 109)."""
    if membership.project_id != owner.project_id:
        return no(NOT_SHARED)
    if not (answer := can_take_part(membership, owner.project_id)):
        return answer
    if not membership.is_host:
        return no(_("The people who run this project set things up. You can ask one of them."))
    return no(NOT_SHARED) if audience == NeedsAudience.ONLY_ME or not owner.is_active else YES
