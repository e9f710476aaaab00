"""Adding and changing tasks, and calling them off."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from coproduce.lib.answers import Clash, require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.models import Membership, Task, TaskPlace
from projects.permissions.task import (
    can_add_task,
    can_call_off_task,
    can_edit_task,
)

REMINDER = "task-due"
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
    helper_is_here = helper is None or stays(pk=helper)
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


def stays(*, pk: Any) -> bool:
    """Whether this membership is active, and stays so until the transaction ends.

    Asked before the task is locked: whoever leaves takes their membership first and their tasks after it.
    """
    here = Membership.objects.filter(pk=pk, status=Membership.Status.ACTIVE)
    return bool(here.select_for_update(no_key=True).values_list("pk"))


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


def locked_task(*, by: Membership, pk: int) -> Task:
    """The task of the membership's own project, held until the transaction ends. Raises Task.DoesNotExist."""
    return Task.objects.select_for_update().get(pk=pk, project=by.project_id)


def holds(*, by: Membership, task: Task) -> bool:
    """Whether the membership has a place on the task now."""
    return task.places.filter(holder=by).exists()


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
