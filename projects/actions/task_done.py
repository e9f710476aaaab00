"""A task is done, once those who sign it off said yes; and for a day it is not done after all."""

from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.actions.sign_off import ask_everybody_anew, ask_for_yes, take_back_asking, take_back_telling
from projects.actions.task import REMINDER, holds, locked_task
from projects.models import Membership, Task, TaskPlace
from projects.permissions.task import can_finish_task, can_undo_done

EMPTY = {"holder": None, "claimed_at": None, "cover": TaskPlace.Cover.OPEN, "cover_to": None}


@transaction.atomic
def finish_task(*, by: Membership, pk: int, now: datetime) -> Task:
    """A holder says that the task is done, for all its places. Where it has sign-off steps, their people are asked.

    Raises Refused.
    """
    task = locked_task(by=by, pk=pk)
    require(can_finish_task(by, task, holds=holds(by=by, task=task)))
    withdraw_messages(kind=REMINDER, subject_id=task.pk)
    if ask_for_yes(task=task, now=now) is None:
        mark_done(task=task, now=now)
        return task
    task.status = Task.Status.WAITING
    task.save(update_fields=["status"])
    note_change(project_id=task.project_id)
    return task


def mark_done(*, task: Task, now: datetime) -> None:
    """A locked task is done, and counted, in the caller's transaction."""
    task.status, task.ended_at = Task.Status.DONE, now
    task.save(update_fields=["status", "ended_at"])
    note_change(project_id=task.project_id, open_tasks=-1, done_tasks=1)


def open_again(*, task: Task) -> None:
    """A locked task is open with those of its people who are still here, in the caller's transaction."""
    left = task.places.filter(holder__status=Membership.Status.LEFT)
    task.free_places += left.update(**EMPTY)
    task.status, task.ended_at = Task.Status.OPEN, None
    task.save(update_fields=["status", "ended_at", "free_places"])


@transaction.atomic
def undo_done(*, by: Membership, pk: int, now: datetime) -> Task:
    """The task is open again: while it waits for a yes, or within a day after it was done. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    require(can_undo_done(by, task, holds=holds(by=by, task=task), now=now))
    was_done = task.status == Task.Status.DONE
    open_again(task=task)
    take_back_asking(task=task)
    if was_done:
        ask_everybody_anew(task=task)
        take_back_telling(task=task)
    note_change(project_id=task.project_id, open_tasks=int(was_done), done_tasks=-int(was_done))
    return task
