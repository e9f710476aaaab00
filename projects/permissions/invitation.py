"""May somebody invite, end an invitation, and join with one?"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Invitation, Membership, Project
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part

NOT_WORKING = _("This invitation does not work.")
HOSTS_INVITE = _(
    "The people who run this project send invitations. Tell one of them whom you would like to ask."
)


def can_invite(membership: Membership) -> Answer:
    """Hosts invite; another member can ask one of them."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    return YES if membership.is_host else no(HOSTS_INVITE)


def can_end_invitation(membership: Membership, invitation: Invitation) -> Answer:
    """A host may end an invitation of their project while it is open, also when the project is paused or has ended."""
    if membership.project_id != invitation.project_id:
        return no(NOT_WORKING)
    if not membership.is_active:
        return no(NOT_IN_THIS_PROJECT)
    if not membership.is_host:
        return no(HOSTS_INVITE)
    if invitation.status != Invitation.Status.OPEN:
        return no(_("This invitation has ended already."))
    return YES


def can_use_invitation(invitation: Invitation, today: date) -> Answer:
    """An open invitation to a project that goes on, until its day. One answer whatever the reason (promise S4)."""
    works = (
        invitation.status == Invitation.Status.OPEN
        and invitation.token_hash is not None
        and invitation.valid_until >= today
        and invitation.project.status == Project.Status.OPEN
    )
    return YES if works else no(NOT_WORKING)


def can_join_with(invitation: Invitation, email: str | None) -> Answer:
    """A personal invitation is for one address; a link to share is for anybody (promise S4)."""
    if (
        invitation.kind == Invitation.Kind.PERSONAL
        and (email or "").lower() != (invitation.email or "").lower()
    ):
        return no(
            _(
                "This invitation was sent to another address. Sign out and open it again, or ask for one of your own."
            )
        )
    return YES
