"""Stepping back from a task without guilt: hand it back, take more time, share it (seeds 51, 58, 60)."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F

from coproduce.lib.answers import require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.records import note_change
from projects.actions.task import REMINDER, holds, locked_task
from projects.actions.task_claim import add_place, let_go
from projects.messages.task import HANDED_BACK_KIND, who_hears_of_hand_back
from projects.models import HandBackNote, Membership, Task, TaskPlace
from projects.permissions.task import can_hand_back_task, can_move_task

SOON = timedelta(days=2)
MORE_TIME = timedelta(days=7)


@transaction.atomic
def hand_back_task(*, by: Membership, pk: int, note: str = "", now: datetime) -> Task:
    """The task is on the list again, with no name and no reason. Near its day its helper, else the hosts, are told.

    Raises Refused.
    """
    task = locked_task(by=by, pk=pk)
    require(can_hand_back_task(by, task, holds=holds(by=by, task=task)))
    let_go(by=by, task=task)
    _keep_note(task, note)
    today = now.astimezone(ZoneInfo(by.project.zone)).date()
    if task.due_on is not None and task.due_on - today <= SOON:
        write_messages(
            MessageRow(
                kind=HANDED_BACK_KIND,
                recipient_id=reader,
                subject_id=task.pk,
                scope_id=task.project_id,
                version=f"{task.date_version}-{today:%Y%m%d}",
                due_at=now,
            )
            for reader in who_hears_of_hand_back(task, by)
        )
    return task


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

    Raises Refused.
    """
    task = locked_task(by=by, pk=pk)
    require(can_hand_back_task(by, task, holds=holds(by=by, task=task)))
    if not task.free_places:
        add_place(by=by, task=task)
    Task.objects.filter(pk=task.pk).update(with_someone=True)
    _keep_note(task, note)
    note_change(project_id=task.project_id)
    return task


def let_go_of_everything(*, by: Membership) -> int:
    """All places of a leaving member are free again, in the caller's transaction. Returns how many."""
    tasks = list(
        Task.objects.select_for_update().filter(places__holder=by, status=Task.Status.OPEN).order_by("id")
    )
    ids = [task.pk for task in tasks]
    TaskPlace.objects.filter(task__in=ids, holder=by).update(
        holder=None, claimed_at=None, cover=TaskPlace.Cover.OPEN
    )
    Task.objects.filter(pk__in=ids).update(free_places=F("free_places") + 1)
    return len(ids)


def _keep_note(task: Task, note: str) -> None:
    if note.strip():
        HandBackNote.objects.create(task=task, words=note.strip())
