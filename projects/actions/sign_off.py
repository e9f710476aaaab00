"""Asking for a yes when a task is done, one person after the other (seed 52)."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.messages.sign_off import ASKED_KIND, DUE_KIND, NO_KIND, YES_KIND, who_answers, who_did_it
from projects.models import Membership, SignOff, Task

Status = SignOff.Status
NO_WORDS = {
    "heard": "",
    "why": "",
    "whose_rule": "",
    "possible": "",
    "talk_to": None,
    "reply": "",
    "replied_at": None,
}


def next_step(*, task: Task) -> SignOff | None:
    """The first step that nobody has answered yet."""
    steps = task.sign_offs.select_related("who__member", "task__project")
    return steps.filter(status=Status.WAITING).order_by("number").first()


def ask_for_yes(*, task: Task, now: datetime) -> SignOff | None:
    """Ask whoever answers next, in the caller's transaction; None when every step has its yes.

    The task is locked by the caller. What said no before is asked anew; its words stay until it is answered.
    """
    task.sign_offs.filter(status=Status.NO).update(status=Status.WAITING, answered_at=None)
    step = next_step(task=task)
    if step is not None:
        ask(step=step, now=now)
    return step


def ask(*, step: SignOff, now: datetime, besides: Membership | None = None) -> None:
    """Ask those who answer a step, in the caller's transaction. `besides` knows already that it waits."""
    step.version += 1
    step.save(update_fields=["version"])
    take_back_asking(task=step.task)
    _write(step, ASKED_KIND, who_answers(step), besides, now)


def tell_who_did_it(*, step: SignOff, kind: str, by: Membership, now: datetime) -> None:
    """Those who did the task hear of an answer to it, in the caller's transaction; whoever answered knows."""
    _write(step, kind, who_did_it(step.task), by, now)


def _write(
    step: SignOff, kind: str, readers: Iterable[int], besides: Membership | None, now: datetime
) -> None:
    write_messages(
        MessageRow(
            kind=kind,
            recipient_id=reader,
            subject_id=step.pk,
            scope_id=step.task.project_id,
            version=str(step.version),
            due_at=now,
        )
        for reader in readers
        if besides is None or reader != besides.member_id
    )


def take_back_telling(*, task: Task) -> None:
    """No answer to this task stands any more, in the caller's transaction."""
    _take_back(task, NO_KIND, YES_KIND)


def take_back_asking(*, task: Task) -> None:
    """Nobody is asked about this task any more, in the caller's transaction."""
    _take_back(task, ASKED_KIND, DUE_KIND)


def _take_back(task: Task, *kinds: str) -> None:
    for step in task.sign_offs.values_list("pk", flat=True):
        for kind in kinds:
            withdraw_messages(kind=kind, subject_id=step)


def ask_everybody_anew(*, task: Task) -> None:
    """A task that was done is worked on again: each yes was for what it was then."""
    task.sign_offs.filter(status=Status.YES).update(status=Status.WAITING, answered_at=None, answered_by=None)


def tasks_that_wait_for(*, by: Membership) -> QuerySet[Task]:
    """The tasks whose answers somebody who leaves or rests would have given."""
    return Task.objects.filter(Q(sign_offs__who=by), status__in=[Task.Status.OPEN, Task.Status.WAITING])


@transaction.atomic
def hand_sign_offs_to_hosts(*, by: Membership, leaves: bool, now: datetime) -> int:
    """Whoever leaves or rests answers nothing: the people who run the project are asked. Returns how many waited.

    The tasks are locked by the caller, and `by` has left or rests already.
    """
    mine = SignOff.objects.filter(who=by, status__in=[Status.WAITING, Status.NO])
    waiting = list(Task.objects.filter(pk__in=mine.values("task"), status=Task.Status.WAITING).order_by("pk"))
    asked = [step for task in waiting if (step := next_step(task=task)) and step.who_id == by.pk]
    if leaves:
        mine.update(who=None)
    for step in asked:
        step.refresh_from_db(fields=["who"])
        ask(step=step, now=now)
    return len(asked)


def step_of(*, by: Membership, pk: int) -> SignOff:
    """A step of the membership's own project, with its task. Raises SignOff.DoesNotExist."""
    return SignOff.objects.select_related("task").get(pk=pk, task__project=by.project_id)
