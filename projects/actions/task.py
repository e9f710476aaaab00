"""Adding and changing tasks, and calling them off."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from coproduce.lib.answers import Clash, require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.records import note_change
from projects.actions.task_places import section_names, set_places
from projects.actions.task_steps import Step, set_steps, steps_as_they_stand
from projects.messages.task_steps import STEPS_KIND, who_has_it
from projects.models import Membership, Output, Piece, Task, TaskRole
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
    "mode",
    "section_names",
    "good_enough",
    "open_call",
    "skills",
    "part_of_id",
    "piece_id",
    "output_id",
)
THINGS = {"role_id": TaskRole, "piece_id": Piece, "output_id": Output}


@transaction.atomic
def add_task(
    *,
    by: Membership,
    places: int = 1,
    words: Mapping[str, object],
    sections: Sequence[str] = (),
    givens: Collection[int] = (),
    steps: Sequence[Step] = (),
    now: datetime,
) -> Task:
    """Any member adds a task to their project, with its places, its limits and its sign-off steps. Raises Refused."""
    here = _still_here(words, steps)
    words = _without_what_is_gone(by, words)
    require(can_add_task(by))
    task = Task(project_id=by.project_id, added_by_id=by.member_id, added_at=now, free_places=0)
    _say(task, words, here)
    task.save()
    set_places(task=task, wanted=places, sections=sections)
    set_steps(task=task, steps=steps, here=here)
    _set_givens(task, givens)
    task.save(update_fields=["free_places"])
    note_change(project_id=by.project_id, open_tasks=1)
    return task


@transaction.atomic
def edit_task(
    *,
    by: Membership,
    pk: int,
    version: int,
    places: int | None = None,
    words: Mapping[str, object],
    sections: Sequence[str] = (),
    givens: Collection[int] | None = None,
    steps: Sequence[Step] = (),
) -> Task:
    """Change what a task says, its day, its places, its limits and its steps; a place that somebody holds stays.

    Those who have the task are told when its sign-off steps changed: they took it knowing others (seed 52).
    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    here = _still_here(words, steps)
    words = _without_what_is_gone(by, words)
    task = locked_task(by=by, pk=pk)
    require(can_edit_task(by, task, holds=holds(by=by, task=task)))
    if task.version != version:
        raise Clash(_as_it_stands(task))
    before = task.due_on
    _say(task, words, here)
    task.version += 1
    task.date_version += task.due_on != before
    if places is not None:
        set_places(task=task, wanted=places, sections=sections)
    if set_steps(task=task, steps=steps, here=here):
        _tell_that_steps_changed(task, by)
    if givens is not None:
        _set_givens(task, givens)
    task.save()
    if task.due_on != before:
        withdraw_messages(kind=REMINDER, subject_id=task.pk, except_version=str(task.date_version))
    note_change(project_id=by.project_id)
    return task


def _tell_that_steps_changed(task: Task, by: Membership) -> None:
    """Those who have a locked task hear it once, however often the steps change before it is sent."""
    withdraw_messages(kind=STEPS_KIND, subject_id=task.pk)
    write_messages(
        MessageRow(
            kind=STEPS_KIND,
            recipient_id=reader,
            subject_id=task.pk,
            scope_id=task.project_id,
            version=str(task.version),
        )
        for reader in who_has_it(task, besides=by)
    )


def _still_here(words: Mapping[str, object], steps: Sequence[Step]) -> set[int]:
    """Of the people whom these words name, those who stay until the transaction ends.

    Asked before the task is locked: whoever leaves takes their membership first and their tasks after it.
    """
    named: set[Any] = {words.get("helper_id"), *(step.who_id for step in steps)} - {None}
    here = Membership.objects.filter(pk__in=named, status=Membership.Status.ACTIVE).order_by("pk")
    return set(here.select_for_update(no_key=True).values_list("pk", flat=True)) if named else set()


def _without_what_is_gone(by: Membership, words: Mapping[str, object]) -> dict[str, object]:
    """The words, but for a role, a piece or an output that somebody took away a moment ago: what is named stays until
    the transaction ends. Asked before the task is locked: whoever takes a piece away holds it before its tasks.
    """
    kept = dict(words)
    for name, things in THINGS.items():
        if kept.get(name) is not None:
            there = things._default_manager.filter(pk=kept[name], project=by.project_id)
            if not there.select_for_update(no_key=True).values_list("pk"):
                kept[name] = None
    return kept


def _say(task: Task, words: Mapping[str, object], here: Collection[int]) -> None:
    """Put the words on the task; a helper who left a moment ago is not named."""
    for name in WORDS:
        if name in words:
            setattr(task, name, words[name])
    if "helper_id" in words and task.helper_id not in here:
        task.helper_id = None


def _set_givens(task: Task, givens: Collection[int]) -> None:
    """Name the limits that apply: only those of the task's own project. One that was lifted may be put back, so it stays."""
    asked = Q(pk__in=givens, lifted_at=None)
    lifted = Q(pk__in=task.givens.filter(lifted_at__isnull=False).values("pk"))
    task.givens.set(task.project.givens.filter(asked | lifted).select_for_update(no_key=True))


def _as_it_stands(task: Task) -> dict[str, object]:
    """All that the form can say of a task, as it is now."""
    places = list(task.places.order_by("number"))
    return {
        **{name: getattr(task, name) for name in WORDS},
        **steps_as_they_stand(task=task),
        "places": len(places),
        "sections": section_names(task=task, places=places),
        "givens": sorted(task.givens.filter(lifted_at=None).values_list("pk", flat=True)),
        "version": task.version,
    }


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
