"""May somebody add a line to the plan, change it, and say that it was reached?"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Milestone
from projects.permissions.project import can_take_part
from projects.permissions.task import UNDO_FOR


def can_add_milestone(membership: Membership) -> Answer:
    """Any member adds a milestone (decision 26, seed 20)."""
    return can_take_part(membership, membership.project_id)


def can_edit_milestone(membership: Membership, milestone: Milestone) -> Answer:
    """Any member changes its words and its day."""
    return can_take_part(membership, milestone.project_id)


def can_reach_milestone(membership: Membership, milestone: Milestone) -> Answer:
    """Any member says that the group reached it, once."""
    if not (answer := can_take_part(membership, milestone.project_id)):
        return answer
    return no(_("The group has reached this one already.")) if milestone.reached_at else YES


def can_undo_milestone(membership: Membership, milestone: Milestone, now: datetime) -> Answer:
    """For a day anybody may say that it was not reached after all."""
    if not (answer := can_take_part(membership, milestone.project_id)):
        return answer
    if milestone.reached_at is None:
        return no(_("This one is still ahead."))
    if now - milestone.reached_at > UNDO_FOR:
        return no(_("It is more than a day ago. You can add a new milestone."))
    return YES
