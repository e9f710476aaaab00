"""Taking a task, alone or with others, and letting go of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db import OperationalError, connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import Answer, Refused, require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.actions.task import REMINDER, holds, locked_task, stays
from projects.actions.task_offer import accept_offer, take_offered
from projects.models import Membership, Task, TaskPlace
from projects.models.task import MOST_PLACES
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.task import can_claim_task, can_share_task, can_undo_claim
from projects.queries.task_places import Part, parts_of

MOST_ROUNDS = 10
WAIT = """
    SELECT 1 FROM projects_taskplace
    WHERE task_id = %(task)s AND holder_id IS NULL AND offered_to_id IS NULL
        AND (%(part)s::text IS NULL OR section = %(part)s)
    FOR SHARE
"""
FREE = {"holder__isnull": True, "offered_to__isnull": True}  # a place that asks somebody first is not free


PART_GONE = _("This part is not free any more. You can take another part.")


class PlaceGone(Refused):
    """Somebody else took the last place a moment before. `names` are those of the people who have the task.

    Where a part of it was wanted, `part` is its name and `names` are those who have it; `parts` are still free.
    """

    def __init__(self, names: Sequence[str], reason: str, part: str = "", parts: Sequence[Part] = ()) -> None:
        super().__init__(reason)
        self.names, self.part, self.parts = list(names), part, list(parts)


@transaction.atomic
def claim_task(
    *, by: Membership, pk: int, cover: str = TaskPlace.Cover.OPEN, section: str | None = None, now: datetime
) -> TaskPlace:
    """Take a place of a task: the one that asks this member first, else a free one; of the part that they chose.

    `section` counts only where each takes a section (seed 34); None is the first that is free.
    Of many people at the same moment exactly as many get one as there are places. Raises PlaceGone with the names of
    those who have it, and Refused.
    """
    _keep_here(by)
    task = Task.objects.get(pk=pk, project=by.project_id)
    if is_asked(by=by, task=task):
        return _take_what_was_asked(by, pk, cover, section, now)
    require(_can_claim_a_place(by, task))
    section = _part(task, section)
    place = _free_place(task, section)
    if place is None:
        raise _gone(task, by, section)
    task = locked_task(by=by, pk=pk)
    require(_can_claim_a_place(by, task))
    return _take(place, task, by, cover, now)


def _part(task: Task, section: str | None) -> str | None:
    """The part that was chosen, where the task is shared by sections."""
    return section if task.mode == Task.Mode.SECTIONS else None


def _free_places(task: Task, section: str | None = None) -> QuerySet[TaskPlace]:
    """The free places of a task, or of one part of it, in their order."""
    free = task.places.filter(**FREE).order_by("number")
    return free if section is None else free.filter(section=section)


def _take_what_was_asked(
    by: Membership, pk: int, cover: str, section: str | None, now: datetime
) -> TaskPlace:
    """The place that asks this member; or, when that ended a moment ago, another one that nobody is just taking."""
    if offered := accept_offer(by=by, pk=pk, now=now):
        return offered
    task = locked_task(by=by, pk=pk)
    require(_can_claim_a_place(by, task))
    section = _part(task, section)
    place = _free_places(task, section).select_for_update(skip_locked=True).first()
    if place is None:
        raise _gone(task, by, section)
    return _take(place, task, by, cover, now)


def is_asked(*, by: Membership, task: Task) -> bool:
    """Whether a place of the task asks this member first."""
    return task.places.filter(offered_to=by).exists()


def _gone(task: Task, by: Membership, section: str | None = None) -> PlaceGone:
    parts = parts_of(task) if section is not None else []
    if free := [part for part in parts if part.is_free]:
        names = next((part.names for part in parts if part.name == section), ())
        return PlaceGone(names, str(PART_GONE), section or "", free)
    task.free_places = 0
    asked_first = task.places.filter(offered_to__isnull=False).exists()
    reason = can_claim_task(by, task, holds=False, asked_first=asked_first).reason
    return PlaceGone(_names_on(task), reason, section or "")


@transaction.atomic
def take_again(*, by: Membership, pk: int, place_pk: int | None, now: datetime) -> TaskPlace:
    """Undo a hand-back: the same place, if nobody has taken it since; else any that is free.

    `place_pk` is the place that this member handed back within a day; it may be asking somebody else first by now.
    Raises PlaceGone and Refused.
    """
    _keep_here(by)
    asking = TaskPlace.objects.filter(task__project=by.project_id, task=pk, offered_to__isnull=False)
    if place_pk is None or not asking.filter(pk=place_pk).exists():
        return claim_task(by=by, pk=pk, now=now)
    task = locked_task(by=by, pk=pk)
    require(_can_claim_a_place(by, task))
    place = task.places.filter(pk=place_pk, offered_to__isnull=False).select_for_update().first()
    if place is None:  # answered a moment ago
        raise _gone(task, by)
    return take_offered(place=place, task=task, by=by, now=now)


def _keep_here(by: Membership) -> None:
    """Raises Refused for somebody who left a moment ago, so that nobody who left gets a place."""
    if not stays(pk=by.pk):
        raise Refused(str(NOT_IN_THIS_PROJECT))


def _can_claim_a_place(by: Membership, task: Task) -> Answer:
    """The rule, but for whether a place is free: that is asked of the places themselves."""
    task.free_places = max(task.free_places, 1)
    return can_claim_task(by, task, holds=holds(by=by, task=task))


def _free_place(task: Task, section: str | None) -> TaskPlace | None:
    """A free place (of one part), held for us until the transaction ends; None when there is none.

    Places are locked before their task, and nobody queues for a lock: two hundred people at the same moment wait side
    by side for those who are taking a place, and not one after the other (promise C1). Whoever holds the task's lock
    and wants a free place skips those that are being taken.
    """
    free = _free_places(task, section)
    for _round in range(MOST_ROUNDS):
        place = free.select_for_update(skip_locked=True).first()
        if place is not None or not free.exists():
            return place
        if not _wait_for_those_who_are_taking(task, section):
            return None
    return None


def _wait_for_those_who_are_taking(task: Task, section: str | None) -> bool:
    """Wait until they have decided, without keeping a lock. False when it took too long to go on waiting."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WAIT, {"task": task.pk, "part": section})
            transaction.set_rollback(True)  # gives the shared lock back at once
    except OperationalError:  # the lock timeout
        return False
    return True


@transaction.atomic
def join_task(*, by: Membership, pk: int, section: str | None = None, now: datetime) -> TaskPlace:
    """Do a task, or one part of it, with those who have it: a free place, or one more (seeds 34, 58). Raises Refused."""
    _keep_here(by)
    if offered := accept_offer(by=by, pk=pk, now=now):
        return offered
    task = locked_task(by=by, pk=pk)
    section = _part(task, section)
    if section is not None and not task.places.filter(section=section).exists():
        raise _gone(task, by, section)
    free = _free_places(task, section).select_for_update(skip_locked=True).first()
    free = free or add_place(by=by, task=task, section=section or "")
    require(_can_claim_a_place(by, task))
    return _take(free, task, by, TaskPlace.Cover.OPEN, now)


def add_place(*, by: Membership, task: Task, section: str = "") -> TaskPlace:
    """One more place on a locked task, or on a part of it. Raises Refused when there are as many as it may have."""
    taken = set(task.places.values_list("number", flat=True))
    require(can_share_task(by, task, holds=holds(by=by, task=task), places=len(taken)))
    last = max(taken, default=0) + 1
    number = last if last <= MOST_PLACES else min(set(range(1, MOST_PLACES)) - taken)
    task.free_places += 1
    Task.objects.filter(pk=task.pk).update(free_places=F("free_places") + 1)
    return TaskPlace.objects.create(task=task, number=number, section=section)


def _take(place: TaskPlace, task: Task, by: Membership, cover: str, now: datetime) -> TaskPlace:
    place.holder, place.claimed_at, place.cover = by, now, cover
    place.save(update_fields=["holder", "claimed_at", "cover"])
    Task.objects.filter(pk=task.pk).update(free_places=F("free_places") - 1)
    note_change(project_id=task.project_id)
    return place


@transaction.atomic
def undo_claim(*, by: Membership, pk: int, now: datetime) -> Task:
    """Within a day, as if the task had not been taken. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    place = task.places.filter(holder=by).first()
    require(can_undo_claim(by, task, place, now))
    let_go(by=by, task=task)
    return task


def let_go(*, by: Membership, task: Task) -> None:
    """Empty the membership's place on a locked task; who held it is not kept anywhere (decision 40)."""
    task.places.filter(holder=by).update(
        holder=None, claimed_at=None, cover=TaskPlace.Cover.OPEN, cover_to=None
    )
    Task.objects.filter(pk=task.pk).update(free_places=F("free_places") + 1)
    withdraw_messages(kind=REMINDER, subject_id=task.pk, recipient=by.member)
    note_change(project_id=task.project_id)


def _names_on(task: Task) -> list[str]:
    held = task.places.filter(holder__isnull=False).order_by("holder__member__display_name")
    return list(held.values_list("holder__member__display_name", flat=True))
