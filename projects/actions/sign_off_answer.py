"""The answers to "is it done?": a yes, or a no that explains itself (seed 68), and the reply to it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coproduce.lib.answers import Refused, require
from projects.actions.records import note_change
from projects.actions.sign_off import (
    NO_WORDS,
    ask_for_yes,
    next_step,
    step_of,
    take_back_asking,
    tell_who_did_it,
)
from projects.actions.task import holds, locked_task
from projects.actions.task_done import mark_done, open_again
from projects.actions.task_offer import hold_people
from projects.messages.sign_off import NO_KIND, YES_KIND
from projects.models import Membership, SignOff, Task
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.sign_off import can_answer_sign_off, can_reply_to_no
from projects.queries.sign_off import how_it_is

ASKED_ANEW = _("This was asked again, or answered, since you opened the page.")
LEFT = _("The person to talk to has left. Choose another person.")
WORDS = ("heard", "why", "whose_rule", "possible")


@transaction.atomic
def say_yes(*, by: Membership, pk: int, version: int, now: datetime) -> Task:
    """Yes: the next step is asked, or the task is done and those who did it are told. Raises Refused."""
    task, step = _to_answer(by, pk, version, set())
    for name, empty in NO_WORDS.items():
        setattr(step, name, empty)
    _answer(step, SignOff.Status.YES, by, now)
    if ask_for_yes(task=task, now=now) is None:
        mark_done(task=task, now=now)
        tell_who_did_it(step=step, kind=YES_KIND, by=by, now=now)
    else:
        note_change(project_id=task.project_id)
    _remember(step, task)
    return task


@transaction.atomic
def say_no(
    *, by: Membership, pk: int, version: int, words: Mapping[str, str], talk_to: int, now: datetime
) -> Task:
    """A no that says what was heard, why, whose rule it is, what is possible, and whom to talk to (seed 68).

    The task is open again with the people who did it, who are told that there is an answer. Raises Refused.
    """
    task, step = _to_answer(by, pk, version, {talk_to})
    for name in WORDS:
        setattr(step, name, words[name])
    step.talk_to_id, step.reply, step.replied_at = talk_to, "", None
    _answer(step, SignOff.Status.NO, by, now)
    open_again(task=task)
    note_change(project_id=task.project_id)
    tell_who_did_it(step=step, kind=NO_KIND, by=by, now=now)
    _remember(step, task)
    return task


def _to_answer(by: Membership, pk: int, version: int, others: set[int]) -> tuple[Task, SignOff]:
    """The locked task and its step, once everybody named is held and may not leave. Raises Refused."""
    here = hold_people(pks={by.pk, *others})
    if by.pk not in here:
        raise Refused(str(NOT_IN_THIS_PROJECT))
    same_project = Membership.objects.filter(pk__in=others & here, project=by.project_id)
    if same_project.count() != len(others):
        raise Refused(str(LEFT))
    task = locked_task(by=by, pk=step_of(by=by, pk=pk).task_id)
    step = task.sign_offs.select_related("who", "task").get(pk=pk)
    first = next_step(task=task)
    require(can_answer_sign_off(by, step, is_next=first is not None and first.pk == step.pk))
    if step.version != version:
        raise Refused(str(ASKED_ANEW))
    return task, step


def _answer(step: SignOff, status: str, by: Membership, now: datetime) -> None:
    step.status, step.answered_at, step.answered_by = status, now, by
    step.save()
    take_back_asking(task=step.task)


def _remember(step: SignOff, task: Task) -> None:
    """How the task is now that the step is answered: for a day, that is what the answer can be taken back from."""
    step.task_then = how_it_is(task, task.places.all(), task.sign_offs.all())
    step.save(update_fields=["task_then"])


@transaction.atomic
def reply_to_no(*, by: Membership, pk: int, words: str, now: datetime) -> SignOff:
    """Whoever did the task replies once; the words stand beside the no. Raises Refused."""
    task = locked_task(by=by, pk=step_of(by=by, pk=pk).task_id)
    step = task.sign_offs.select_related("task").get(pk=pk)
    require(can_reply_to_no(by, step, holds=holds(by=by, task=task)))
    step.reply, step.replied_at = words, now
    step.save(update_fields=["reply", "replied_at"])
    note_change(project_id=task.project_id)
    return step
