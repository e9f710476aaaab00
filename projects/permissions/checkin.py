"""Who may check in, read a check-in, and write one down?"""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from members.models import Member
from projects.models import CheckIn, Membership
from projects.permissions.project import can_take_part

ONLY_THEIRS = _("Only the person it was sent to can read this.")


def can_check_in(membership: Membership, to_id: int | None, options: Collection[int]) -> Answer:
    """A member may tell how they are to the person they chose, or choose one of those offered."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    if to_id is None or to_id == membership.member_id or to_id not in options:
        return no(_("Choose who should get this."))
    return YES


def can_read_check_in(member: Member, check_in: CheckIn) -> Answer:
    """Its writer, and the one person it was sent to: nobody else, hosts included (decision 20)."""
    return YES if member.pk in (check_in.to_id, check_in.membership.member_id) else no(ONLY_THEIRS)


def can_say_heard(member: Member, check_in: CheckIn) -> Answer:
    """The person it was sent to may say that they have been in touch."""
    return YES if member.pk == check_in.to_id else no(ONLY_THEIRS)


def can_write_down_check_in(member: Member, membership: Membership) -> Answer:
    """Only the support person may write down a check-in given by phone (decision 20)."""
    if not membership.is_active or membership.support_person_id != member.pk:
        return no(_("Only the person they chose can write this down."))
    return YES
