"""May somebody add, take, share, hand back, finish or change a task? Members are equals here (seeds 20, 51)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import YES, Answer, no
from projects.models import Membership, Task, TaskPlace
from projects.models.task import MOST_PLACES
from projects.permissions.project import can_take_part

UNDO_FOR = timedelta(days=1)
NOT_OPEN = _("This task is done or not needed any more.")
WAITS = _("This task is done, and waits for a yes. You can change it after that.")
NOT_YOURS = _("You do not have this task now.")
TOO_LATE = _("It is more than a day ago. You can still change things on the page of the task.")


def can_add_task(membership: Membership) -> Answer:
    """Any member may add a task (seed 116)."""
    return can_take_part(membership, membership.project_id)


def _open_task(membership: Membership, task: Task) -> Answer:
    if not (answer := can_take_part(membership, task.project_id)):
        return answer
    if task.status == Task.Status.WAITING:
        return no(WAITS)
    return YES if task.is_open else no(NOT_OPEN)


def can_edit_task(membership: Membership, task: Task, *, holds: bool) -> Answer:
    """Who added it, who does it, and hosts may change what a task says."""
    if not (answer := _open_task(membership, task)):
        return answer
    if membership.is_host or holds or task.added_by_id == membership.member_id:
        return YES
    return no(_("The person who added this task, or who does it, can change it. You can ask them."))


def can_claim_task(membership: Membership, task: Task, *, holds: bool, asked_first: bool = False) -> Answer:
    """Any member may take a free place, one each. A place may ask one person first: `asked_first` (seed 60)."""
    if not (answer := _open_task(membership, task)):
        return answer
    if holds:
        return no(_("You have this task already."))
    if not task.free_places and asked_first:
        return no(_("One person is asked first. If they say no, it is open to all."))
    if not task.free_places:
        return no(_("Somebody has this task. You can share it with them, or pick another."))
    return YES


def can_share_task(membership: Membership, task: Task, *, holds: bool, places: int) -> Answer:
    """A place may be added: by a holder who wants company, or by somebody who joins in (seeds 34, 58)."""
    if not (answer := _open_task(membership, task)):
        return answer
    if places >= MOST_PLACES:
        return no(_("There are many people on this task. You can add a task like it."))
    return YES


def can_hand_back_task(membership: Membership, task: Task, *, holds: bool) -> Answer:
    """A holder may hand a task back at any time, without a reason (seed 51)."""
    if not (answer := _open_task(membership, task)):
        return answer
    return YES if holds else no(NOT_YOURS)


def can_move_task(membership: Membership, task: Task, *, holds: bool) -> Answer:
    """A holder may take more time, where the task has a day."""
    if not (answer := can_hand_back_task(membership, task, holds=holds)):
        return answer
    return YES if task.due_on else no(_("This task has no day. Take the time you need."))


def can_finish_task(membership: Membership, task: Task, *, holds: bool) -> Answer:
    """A task is done when one of its holders says so."""
    return can_hand_back_task(membership, task, holds=holds)


def can_call_off_task(membership: Membership, task: Task, *, holds: bool, others_hold: bool) -> Answer:
    """Who added a task, or a host, may say it is not needed; not while somebody else does it."""
    if not (answer := can_edit_task(membership, task, holds=holds)):
        return answer
    if others_hold:
        return no(_("Somebody else is doing this task. Talk with them first."))
    return YES


def can_undo_claim(membership: Membership, task: Task, place: TaskPlace | None, now: datetime) -> Answer:
    """For a day after taking a task its holder may take that back."""
    if not (answer := can_hand_back_task(membership, task, holds=place is not None)):
        return answer
    if place is None or place.claimed_at is None or now - place.claimed_at > UNDO_FOR:
        return no(TOO_LATE)
    return YES


def can_undo_done(membership: Membership, task: Task, *, holds: bool, now: datetime) -> Answer:
    """For a day after a task was done, and as long as it waits for a yes, one of its holders may open it again."""
    if not (answer := can_take_part(membership, task.project_id)):
        return answer
    if not holds:
        return no(NOT_YOURS)
    if task.status == Task.Status.WAITING:
        return YES
    if task.status != Task.Status.DONE:
        return no(_("This task is open."))
    if task.ended_at is None or now - task.ended_at > UNDO_FOR:
        return no(TOO_LATE)
    return YES
