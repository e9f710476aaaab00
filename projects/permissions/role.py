"""May somebody add, take, or give up a task role?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, TaskRole
from projects.permissions.project import can_take_part


def can_add_role(membership: Membership) -> Answer:
    """Any member may describe a part to play (seed 58)."""
    return can_take_part(membership, membership.project_id)


def can_take_role(membership: Membership, role: TaskRole, *, holds: bool) -> Answer:
    """Any member may take a role, also when others have it (seed 65)."""
    if not (answer := can_take_part(membership, role.project_id)):
        return answer
    return no(_("You have this role already.")) if holds else YES


def can_give_up_role(membership: Membership, role: TaskRole, *, holds: bool) -> Answer:
    """Whoever has a role may give it up at any time (seed 60)."""
    if not (answer := can_take_part(membership, role.project_id)):
        return answer
    return YES if holds else no(_("You do not have this role now."))
