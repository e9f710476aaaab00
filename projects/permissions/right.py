"""May somebody propose a decision right, say yes to it, or take that back? And does it stand?"""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import DecisionRight, DecisionRightUse, Membership, TaskRole
from projects.permissions.project import can_take_part

MOST_YEARS = 2
UNDO_FOR = timedelta(days=1)
RIGHT_ENDED = _("This has ended. You can propose it again.")


def right_stands(right: DecisionRight, today: date) -> bool:
    """Whether it was agreed and holds on this day, the last day included; it ends by itself (seed 61)."""
    return right.status == DecisionRight.Status.AGREED and right.ends_on >= today


def right_is_open(right: DecisionRight, today: date) -> bool:
    """Whether it was proposed, is not agreed yet, and its last day is still to come."""
    return right.status == DecisionRight.Status.PROPOSED and right.ends_on >= today


def last_day_possible(today: date) -> date:
    """A right lasts two years at most; then the group looks at it again."""
    try:
        return today.replace(year=today.year + MOST_YEARS)
    except ValueError:  # 29 February
        return today.replace(year=today.year + MOST_YEARS, day=28)


def can_end_on(day: date, today: date) -> Answer:
    """A right ends on a day from today on, within two years (seed 61)."""
    if day < today:
        return no(_("Choose a day from today on"))
    return YES if day <= last_day_possible(today) else no(_("Choose a day within 2 years"))


def can_propose_right(membership: Membership, role: TaskRole) -> Answer:
    """Any member may propose what a role may decide or stop; no host decides that alone (seeds 61, 65)."""
    return can_take_part(membership, role.project_id)


def can_say_yes(membership: Membership, right: DecisionRight, today: date) -> Answer:
    """Any member may say yes to a proposal, or to what stands, and say what it counts as (decision 9)."""
    if not (answer := can_take_part(membership, right.role.project_id)):
        return answer
    if right_is_open(right, today) or right_stands(right, today):
        return YES
    return no(RIGHT_ENDED)


def can_take_back_yes(membership: Membership, right: DecisionRight, today: date, *, said_yes: bool) -> Answer:
    """Whoever said yes may take it back, before and after it is agreed (seed 61)."""
    if not (answer := can_say_yes(membership, right, today)):
        return answer
    return YES if said_yes else no(_("You have not said yes to this."))


def can_take_back_proposal(membership: Membership, right: DecisionRight) -> Answer:
    """Whoever proposed it may take it back while it is not agreed."""
    if not (answer := can_take_part(membership, right.role.project_id)):
        return answer
    if right.status != DecisionRight.Status.PROPOSED:
        return no(_("This is agreed or has ended. It cannot be taken back now."))
    if right.proposed_by_id != membership.pk:
        return no(_("Only the person who proposed this can take it back."))
    return YES


def can_end_right(membership: Membership, right: DecisionRight, today: date, *, sides_left: bool) -> Answer:
    """Any member may end what stands, once no yes from one of the sides is left; `sides_left`: both are there still.

    It would end in the same way when one of those who said yes took it back.
    """
    if not (answer := can_take_part(membership, right.role.project_id)):
        return answer
    if not right_stands(right, today):
        return no(RIGHT_ENDED)
    return (
        no(_("People from both sides have agreed to this. Whoever agreed can take it back."))
        if sides_left
        else YES
    )


def can_use_right(membership: Membership, right: DecisionRight, today: date, *, holds: bool) -> Answer:
    """Whoever has the role writes down what they decided or stopped by what was agreed (seed 61)."""
    if not (answer := can_take_part(membership, right.role.project_id)):
        return answer
    if right_is_open(right, today):
        return no(_("This is not agreed yet. People from both sides say yes first."))
    if not right_stands(right, today):
        return no(RIGHT_ENDED)
    return YES if holds else no(_("The people who have this role can write here."))


def can_take_back_use(membership: Membership, use: DecisionRightUse, now: datetime) -> Answer:
    """Whoever wrote it takes it back, for a day. `use` comes with its right and role."""
    if not (answer := can_take_part(membership, use.right.role.project_id)):
        return answer
    if use.used_by_id != membership.pk:
        return no(_("Only the person who wrote this can take it back."))
    if now - use.used_at > UNDO_FOR:
        return no(_("It is more than a day ago, so it stays. You can talk about it with the group."))
    return YES
