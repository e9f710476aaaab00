"""Adding, changing, taking and finishing tasks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import OperationalError, connection, transaction
from django.db.models import F, Max

from coproduce.lib.answers import Answer, Clash, Refused, require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.models import Membership, Task, TaskPlace
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.task import (
    can_add_task,
    can_call_off_task,
    can_claim_task,
    can_edit_task,
    can_finish_task,
    can_share_task,
    can_undo_claim,
    can_undo_done,
)

REMINDER = "task-due"
MOST_ROUNDS = 10
WAIT = "SELECT 1 FROM projects_taskplace WHERE task_id = %s AND holder_id IS NULL FOR SHARE"
WORDS = (
    "title",
    "what",
    "why",
    "kind",
    "minutes",
    "due_on",
    "where",
    "at_home",
    "with_someone",
    "thank_you",
    "help",
    "helper_id",
    "role_id",
    "content_notice",
)


class PlaceGone(Refused):
    """Somebody else took the last place a moment before. `names` are those of the people who have the task."""

    def __init__(self, names: list[str], reason: str) -> None:
        super().__init__(reason)
        self.names = names


@transaction.atomic
def add_task(*, by: Membership, places: int = 1, words: Mapping[str, object], now: datetime) -> Task:
    """Any member adds a task to their project. Raises Refused."""
    require(can_add_task(by))
    task = Task.objects.create(
        project_id=by.project_id,
        added_by_id=by.member_id,
        added_at=now,
        free_places=places,
        **{name: words[name] for name in WORDS if name in words},
    )
    TaskPlace.objects.bulk_create(TaskPlace(task=task, number=number + 1) for number in range(places))
    note_change(project_id=by.project_id, open_tasks=1)
    return task


@transaction.atomic
def edit_task(
    *, by: Membership, pk: int, version: int, places: int | None = None, words: Mapping[str, object]
) -> Task:
    """Change what a task says, its day and its places; a place that somebody holds stays.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    helper = words.get("helper_id")
    helper_is_here = helper is None or _stays(helper)
    task = locked_task(by=by, pk=pk)
    require(can_edit_task(by, task, holds=holds(by=by, task=task)))
    if task.version != version:
        raise Clash({name: getattr(task, name) for name in WORDS} | {"version": task.version})
    before = task.due_on
    for name in WORDS:
        if name in words:
            setattr(task, name, words[name])
    if not helper_is_here:
        task.helper_id = None
    task.version += 1
    task.date_version += task.due_on != before
    if places is not None:
        _set_places(task, places)
    task.save()
    if task.due_on != before:
        withdraw_messages(kind=REMINDER, subject_id=task.pk, except_version=str(task.date_version))
    note_change(project_id=by.project_id)
    return task


@transaction.atomic
def claim_task(*, by: Membership, pk: int, cover: str = TaskPlace.Cover.OPEN, now: datetime) -> TaskPlace:
    """Take a free place of a task. Of many people at the same moment exactly as many get one as there are places.

    Raises PlaceGone with the names of those who have it, and Refused.
    """
    _keep_here(by)
    task = Task.objects.get(pk=pk, project=by.project_id)
    require(_can_claim_a_place(by, task))
    place = _free_place(task)
    if place is None:
        task.free_places = 0
        raise PlaceGone(_names_on(task), can_claim_task(by, task, holds=False).reason)
    task = locked_task(by=by, pk=pk)
    require(_can_claim_a_place(by, task))
    return _take(place, task, by, cover, now)


def _keep_here(by: Membership) -> None:
    """Raises Refused for somebody who left a moment ago, so that nobody who left gets a place."""
    if not _stays(by.pk):
        raise Refused(str(NOT_IN_THIS_PROJECT))


def _stays(membership: Any) -> bool:
    """Whether this membership is active, and stays so until the transaction ends.

    Asked before the task is locked: whoever leaves takes their membership first and their tasks after it.
    """
    here = Membership.objects.filter(pk=membership, status=Membership.Status.ACTIVE)
    return bool(here.select_for_update(no_key=True).values_list("pk"))


def _can_claim_a_place(by: Membership, task: Task) -> Answer:
    """The rule, but for whether a place is free: that is asked of the places themselves."""
    task.free_places = max(task.free_places, 1)
    return can_claim_task(by, task, holds=holds(by=by, task=task))


def _free_place(task: Task) -> TaskPlace | None:
    """A free place, held for us until the transaction ends; None when there is none.

    Places are locked before their task, and nobody queues for a lock: two hundred people at the same moment wait side
    by side for those who are taking a place, and not one after the other (promise C1). Whoever holds the task's lock
    and wants a free place skips those that are being taken.
    """
    free = task.places.filter(holder__isnull=True).order_by("number")
    for _round in range(MOST_ROUNDS):
        place = free.select_for_update(skip_locked=True).first()
        if place is not None or not free.exists():
            return place
        if not _wait_for_those_who_are_taking(task):
            return None
    return None


def _wait_for_those_who_are_taking(task: Task) -> bool:
    """Wait until they have decided, without keeping a lock. False when it took too long to go on waiting."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(WAIT, [task.pk])
            transaction.set_rollback(True)  # gives the shared lock back at once
    except OperationalError:  # the lock timeout
        return False
    return True


@transaction.atomic
def join_task(*, by: Membership, pk: int, now: datetime) -> TaskPlace:
    """Do a task together with those who have it: a free place, or one more place (seeds 34, 58). Raises Refused."""
    _keep_here(by)
    task = locked_task(by=by, pk=pk)
    not_taken = task.places.filter(holder__isnull=True).order_by("number")
    free = not_taken.select_for_update(skip_locked=True).first() or add_place(by=by, task=task)
    require(_can_claim_a_place(by, task))
    return _take(free, task, by, TaskPlace.Cover.OPEN, now)


def add_place(*, by: Membership, task: Task) -> TaskPlace:
    """One more place on a locked task. Raises Refused when there are as many as a task may have."""
    numbers = task.places.aggregate(last=Max("number"))["last"] or 0
    require(can_share_task(by, task, holds=holds(by=by, task=task), places=numbers))
    task.free_places += 1
    Task.objects.filter(pk=task.pk).update(free_places=F("free_places") + 1)
    return TaskPlace.objects.create(task=task, number=numbers + 1)


def _take(place: TaskPlace, task: Task, by: Membership, cover: str, now: datetime) -> TaskPlace:
    place.holder, place.claimed_at, place.cover = by, now, cover
    place.save(update_fields=["holder", "claimed_at", "cover"])
    Task.objects.filter(pk=task.pk).update(free_places=F("free_places") - 1)
    note_change(project_id=task.project_id)
    return place


@transaction.atomic
def choose_cover(*, by: Membership, pk: int, cover: str) -> None:
    """The holder's wish for when they cannot come back to a task (seed 60). Raises Refused."""
    task = locked_task(by=by, pk=pk)
    require(can_finish_task(by, task, holds=holds(by=by, task=task)))
    task.places.filter(holder=by).update(cover=cover)


@transaction.atomic
def undo_claim(*, by: Membership, pk: int, now: datetime) -> Task:
    """Within a day, as if the task had not been taken. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    place = task.places.filter(holder=by).first()
    require(can_undo_claim(by, task, place, now))
    let_go(by=by, task=task)
    return task


@transaction.atomic
def finish_task(*, by: Membership, pk: int, now: datetime) -> Task:
    """A holder says that the task is done, for all its places. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    require(can_finish_task(by, task, holds=holds(by=by, task=task)))
    task.status, task.ended_at = Task.Status.DONE, now
    task.save(update_fields=["status", "ended_at"])
    withdraw_messages(kind=REMINDER, subject_id=task.pk)
    note_change(project_id=task.project_id, open_tasks=-1, done_tasks=1)
    return task


@transaction.atomic
def undo_done(*, by: Membership, pk: int, now: datetime) -> Task:
    """Within a day, the task is open again with those of its people who are still here. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    require(can_undo_done(by, task, holds=holds(by=by, task=task), now=now))
    left = task.places.filter(holder__status=Membership.Status.LEFT)
    task.free_places += left.update(holder=None, claimed_at=None, cover=TaskPlace.Cover.OPEN)
    task.status, task.ended_at = Task.Status.OPEN, None
    task.save(update_fields=["status", "ended_at", "free_places"])
    note_change(project_id=task.project_id, open_tasks=1, done_tasks=-1)
    return task


@transaction.atomic
def call_off_task(*, by: Membership, pk: int, now: datetime) -> Task:
    """The task is not needed any more; nobody else is on it. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    mine = holds(by=by, task=task)
    others = task.places.filter(holder__isnull=False).exclude(holder=by).exists()
    require(can_call_off_task(by, task, holds=mine, others_hold=others))
    task.status, task.ended_at = Task.Status.CALLED_OFF, now
    task.save(update_fields=["status", "ended_at"])
    withdraw_messages(kind=REMINDER, subject_id=task.pk)
    note_change(project_id=task.project_id, open_tasks=-1)
    return task


def let_go(*, by: Membership, task: Task) -> None:
    """Empty the membership's place on a locked task; who held it is not kept anywhere (decision 40)."""
    task.places.filter(holder=by).update(holder=None, claimed_at=None, cover=TaskPlace.Cover.OPEN)
    Task.objects.filter(pk=task.pk).update(free_places=F("free_places") + 1)
    withdraw_messages(kind=REMINDER, subject_id=task.pk, recipient=by.member)
    note_change(project_id=task.project_id)


def locked_task(*, by: Membership, pk: int) -> Task:
    """The task of the membership's own project, held until the transaction ends. Raises Task.DoesNotExist."""
    return Task.objects.select_for_update().get(pk=pk, project=by.project_id)


def holds(*, by: Membership, task: Task) -> bool:
    """Whether the membership has a place on the task now."""
    return task.places.filter(holder=by).exists()


def _names_on(task: Task) -> list[str]:
    held = task.places.filter(holder__isnull=False).order_by("holder__member__display_name")
    return list(held.values_list("holder__member__display_name", flat=True))


def _set_places(task: Task, wanted: int) -> None:
    places = list(task.places.order_by("number"))
    not_taken = task.places.filter(holder__isnull=True).order_by("-number")
    free = [place.pk for place in not_taken.select_for_update(skip_locked=True)]
    too_many = free[: max(0, len(places) - wanted)]
    TaskPlace.objects.filter(pk__in=too_many).delete()
    last = max((place.number for place in places if place.pk not in too_many), default=0)
    missing = max(0, wanted - len(places))
    taken = {place.number for place in places if place.pk not in too_many}
    numbers = [number for number in range(1, last + missing + 1) if number not in taken][:missing]
    TaskPlace.objects.bulk_create(TaskPlace(task=task, number=number) for number in numbers)
    task.free_places += missing - len(too_many)
