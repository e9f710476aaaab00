"""Decision rights: proposing, agreeing by a yes from both kinds of experience, taking a yes back, ending (seeds 61, 65, 73)."""

from datetime import date, datetime

from django.db import transaction

from coproduce.lib.answers import require
from coproduce.lib.dates import clock_of
from projects.actions.records import note_change
from projects.actions.role import keep_here
from projects.lib.sides import both_said_yes
from projects.models import DecisionRight, DecisionRightYes, Membership, TaskRole
from projects.permissions.right import (
    can_end_on,
    can_end_right,
    can_propose_right,
    can_say_yes,
    can_take_back_proposal,
    can_take_back_yes,
)

Status = DecisionRight.Status


@transaction.atomic
def propose_right(
    *,
    by: Membership,
    pk: int,
    power: str,
    scope: str,
    reason: str,
    ends_on: date,
    count_as: str,
    now: datetime,
) -> DecisionRight:
    """Any member proposes what a role may decide or stop, why, and until when; it is their own yes too. Raises Refused."""
    keep_here(by=by)
    role = TaskRole.objects.get(pk=pk, project=by.project_id)
    require(can_propose_right(by, role))
    require(can_end_on(ends_on, today_of(by=by, now=now)))
    right = DecisionRight.objects.create(
        role=role, power=power, scope=scope, reason=reason, ends_on=ends_on, proposed_by=by, proposed_at=now
    )
    DecisionRightYes.objects.create(right=right, membership=by, count_as=count_as, said_at=now)
    note_change(project_id=by.project_id)
    return right


@transaction.atomic
def say_yes_to_right(*, by: Membership, pk: int, count_as: str, now: datetime) -> DecisionRight:
    """A member says yes, by name, counted as they ask; with one from each side it is agreed (decision 9).

    Saying it again changes what it counts as. Raises Refused.
    """
    keep_here(by=by)
    right = locked_right(by=by, pk=pk)
    require(can_say_yes(by, right, today_of(by=by, now=now)))
    _yes, is_new = DecisionRightYes.objects.update_or_create(
        right=right, membership=by, defaults={"count_as": count_as}, create_defaults={"count_as": count_as, "said_at": now}
    )  # fmt: skip
    _settle(right, now, may_end=not is_new)
    note_change(project_id=by.project_id)
    return right


@transaction.atomic
def take_back_yes(*, by: Membership, pk: int, now: datetime) -> DecisionRight:
    """A member takes their yes back. What was agreed ends when one side has no yes left. Raises Refused."""
    right = locked_right(by=by, pk=pk)
    mine = right.yeses.filter(membership=by)
    require(can_take_back_yes(by, right, today_of(by=by, now=now), said_yes=mine.exists()))
    mine.delete()
    _settle(right, now, may_end=True)
    note_change(project_id=by.project_id)
    return right


@transaction.atomic
def take_back_proposal(*, by: Membership, pk: int) -> TaskRole:
    """Whoever proposed it takes it back before it is agreed; the row goes. Raises Refused."""
    right = locked_right(by=by, pk=pk)
    require(can_take_back_proposal(by, right))
    right.delete()
    note_change(project_id=by.project_id)
    return right.role


@transaction.atomic
def end_right(*, by: Membership, pk: int, now: datetime) -> DecisionRight:
    """Somebody who agreed has left, and one side has no yes any more: a member ends it, to ask again. Raises Refused."""
    right = locked_right(by=by, pk=pk)
    sides_left = both_said_yes(right.yeses.values_list("count_as", flat=True))
    require(can_end_right(by, right, today_of(by=by, now=now), sides_left=sides_left))
    right.status, right.ended_at = Status.ENDED, now
    right.save(update_fields=["status", "ended_at"])
    note_change(project_id=by.project_id)
    return right


def _settle(right: DecisionRight, now: datetime, *, may_end: bool) -> None:
    """A proposal with both sides is agreed; what was agreed ends when taking back a yes leaves a side without one.

    Only people who are here now make it agreed. That somebody who said yes left later does not end it.
    """
    here = right.yeses.filter(membership__status=Membership.Status.ACTIVE)
    ever = right.yeses.values_list("count_as", flat=True)
    if right.status == Status.PROPOSED and both_said_yes(here.values_list("count_as", flat=True)):
        right.status, right.agreed_at = Status.AGREED, now
    elif may_end and right.status == Status.AGREED and not both_said_yes(ever):
        right.status, right.ended_at = Status.ENDED, now
    else:
        return
    right.save(update_fields=["status", "agreed_at", "ended_at"])


def locked_right(*, by: Membership, pk: int) -> DecisionRight:
    """A right of the member's project with its role, held until the transaction ends. Raises DecisionRight.DoesNotExist."""
    rights = DecisionRight.objects.select_for_update(of=("self",)).select_related("role")
    return rights.get(pk=pk, role__project=by.project_id)


def today_of(*, by: Membership, now: datetime) -> date:
    """Which day it is in the member's project."""
    return now.astimezone(clock_of(by.project.zone)).date()
