"""May somebody put a thought beside something, and take it back?"""

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership
from projects.permissions.project import NOT_IN_THIS_PROJECT, can_take_part


def can_add_thought(membership: Membership, project_id: int) -> Answer:
    """Any member may say what they think, by name or without (seed 11)."""
    return can_take_part(membership, project_id)


def can_take_back_thought(membership: Membership, project_id: int, *, wrote: bool) -> Answer:
    """Who wrote a thought may take it back as long as they are in the project, also when it is paused or has ended."""
    if membership.project_id != project_id or not membership.is_active:
        return no(NOT_IN_THIS_PROJECT)
    return YES if wrote else no(_("Only the person who wrote a thought can take it back."))
