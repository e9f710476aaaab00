"""Who may see what somebody needs, and who may say how far it is?"""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, NeedsAudience
from projects.permissions.membership import can_take_back
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


# Who may see it, narrowest first: without the name it is less than with it.
SEEN_BY = tuple(
    each.value
    for each in (NeedsAudience.ONLY_ME, NeedsAudience.NO_NAME, NeedsAudience.HOSTS, NeedsAudience.PROJECT)
)


def shows_less(changes: Iterable[tuple[str, str]]) -> bool:
    """Whether nobody new may see anything. `changes` are pairs of audiences, before and after."""
    return all(SEEN_BY.index(after) <= SEEN_BY.index(before) for before, after in changes)


def can_share_needs(membership: Membership, *, is_less: bool) -> Answer:
    """Any member says who may see what they need. Showing less is possible at any time: consent can be taken back."""
    return can_take_back(membership) if is_less else can_take_part(membership, membership.project_id)


def can_set_adaptation(membership: Membership, owner: Membership, audience: str) -> Answer:
    """A host may say how far the setting up of a need is, if it is shared with hosts at all (seed 109)."""
    if membership.project_id != owner.project_id:
        return no(NOT_SHARED)
    if not (answer := can_take_part(membership, owner.project_id)):
        return answer
    if not membership.is_host:
        return no(_("The people who run this project set things up. You can ask one of them."))
    return no(NOT_SHARED) if audience == NeedsAudience.ONLY_ME or not owner.is_active else YES
