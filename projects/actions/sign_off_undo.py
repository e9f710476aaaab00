"""For a day, an answer to "is it done?" can be taken back by whoever gave it, while nothing was built on it."""

from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import Refused, require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.actions.sign_off import NO_WORDS, ask, step_of, take_back_asking, take_back_telling
from projects.actions.sign_off_answer import ASKED_ANEW
from projects.actions.task import REMINDER, locked_task
from projects.actions.task_offer import hold_people
from projects.models import Membership, SignOff, Task
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.sign_off import can_take_back_answer
from projects.queries.sign_off import answers_of, is_as_then


@transaction.atomic
def take_back_answer(*, by: Membership, pk: int, version: int, now: datetime) -> Task:
    """A yes, or a no with its words, is as if it had not been given: the task waits for the answer again.

    Nobody who is not told yet hears of it; whoever was asked after it is asked no more. Raises Refused.
    """
    if by.pk not in hold_people(pks={by.pk}):
        raise Refused(str(NOT_IN_THIS_PROJECT))
    task = locked_task(by=by, pk=step_of(by=by, pk=pk).task_id)
    steps = answers_of(task)
    step = next(each for each in steps if each.pk == pk)
    require(can_take_back_answer(by, step, as_then=is_as_then(step, task.places.all(), steps), now=now))
    if step.version != version:
        raise Refused(str(ASKED_ANEW))
    was_done = task.status == Task.Status.DONE
    _wait_again(task)
    _empty(step)
    take_back_asking(task=task)
    take_back_telling(task=task)
    ask(step=step, now=now, besides=by)
    note_change(project_id=task.project_id, open_tasks=int(was_done), done_tasks=-int(was_done))
    return task


def _wait_again(task: Task) -> None:
    """A locked task waits for a yes, with those who have it; they are not reminded of its day."""
    task.status, task.ended_at = Task.Status.WAITING, None
    task.save(update_fields=["status", "ended_at"])
    withdraw_messages(kind=REMINDER, subject_id=task.pk)


def _empty(step: SignOff) -> None:
    """The step is not answered, and what a no said is gone."""
    if step.status == SignOff.Status.NO:
        for name, empty in NO_WORDS.items():
            setattr(step, name, empty)
    step.status, step.answered_at, step.answered_by, step.task_then = SignOff.Status.WAITING, None, None, ""
    step.save()
