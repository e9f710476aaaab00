"""Stepping back from a task without guilt: hand it back, take more time, share it (seeds 51, 58, 60)."""

from datetime import datetime, timedelta

from django.db import transaction

from coproduce.lib.answers import require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.actions.task import REMINDER, holds, locked_task
from projects.actions.task_claim import add_place
from projects.actions.task_offer import hold_whom_wishes_name, release
from projects.models import HandBackNote, Membership, Task, TaskPlace
from projects.permissions.task import can_hand_back_task, can_move_task

MORE_TIME = timedelta(days=7)


@transaction.atomic
def hand_back_task(*, by: Membership, pk: int, note: str = "", now: datetime) -> TaskPlace:
    """The task is on the list again, with no name and no reason; or it asks first whom its holder wished to pass it to.

    Near its day its helper, else the hosts, are told. Raises Refused.
    """
    ready = hold_whom_wishes_name(by=by, pk=pk)
    task = locked_task(by=by, pk=pk)
    place = task.places.filter(holder=by).first()
    require(can_hand_back_task(by, task, holds=place is not None))
    assert place is not None  # noqa: S101 (can_hand_back_task asks for a place)
    release(place=place, task=task, by=by, ready=ready, now=now)
    _keep_note(task, note)
    note_change(project_id=task.project_id)
    return place


@transaction.atomic
def take_more_time(*, by: Membership, pk: int, note: str = "") -> Task:
    """The task's day moves by a week, for everybody on it. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    require(can_move_task(by, task, holds=holds(by=by, task=task)))
    assert task.due_on is not None  # noqa: S101 (can_move_task asks for a day)
    task.due_on += MORE_TIME
    task.date_version += 1
    task.version += 1
    task.save(update_fields=["due_on", "date_version", "version"])
    withdraw_messages(kind=REMINDER, subject_id=task.pk, except_version=str(task.date_version))
    _keep_note(task, note)
    note_change(project_id=task.project_id)
    return task


@transaction.atomic
def ask_for_company(*, by: Membership, pk: int, note: str = "") -> Task:
    """A holder keeps their place and asks for somebody to do it with: one place more, unless one is free.

    Where each takes a section, somebody for the same section is looked for. Raises Refused.
    """
    task = locked_task(by=by, pk=pk)
    require(can_hand_back_task(by, task, holds=holds(by=by, task=task)))
    section = _section_of(by, task)
    free = task.places.filter(holder__isnull=True, offered_to__isnull=True, section=section)
    if not (free.exists() if task.mode == Task.Mode.SECTIONS else task.free_places):
        add_place(by=by, task=task, section=section)
    Task.objects.filter(pk=task.pk).update(with_someone=True)
    _keep_note(task, note)
    note_change(project_id=task.project_id)
    return task


def _section_of(by: Membership, task: Task) -> str:
    """The part that a holder has, where each takes a section."""
    if task.mode != Task.Mode.SECTIONS:
        return ""
    return task.places.values_list("section", flat=True).get(holder=by)


def _keep_note(task: Task, note: str) -> None:
    if note.strip():
        HandBackNote.objects.create(task=task, words=note.strip())
