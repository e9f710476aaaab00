"""A task is done, and for a day it is not done after all."""

from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.actions.task import REMINDER, holds, locked_task
from projects.models import Membership, Task, TaskPlace
from projects.permissions.task import can_finish_task, can_undo_done


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
