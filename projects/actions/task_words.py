"""What people add to a task: an answer to its call, what confused a tester, a note to oneself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from coproduce.lib.dates import clock_of
from projects.actions.records import note_change
from projects.actions.role import keep_here
from projects.actions.task import locked_task
from projects.models import CallAnswer, Confidence, Membership, TryOut
from projects.permissions.task_words import (
    can_answer_call,
    can_note_confidence,
    can_say_what_changed,
    can_take_back_try_out,
    can_tell_try_out,
)


@transaction.atomic
def answer_call(
    *, by: Membership, pk: int, words: str, audience: str, asked: str, now: datetime
) -> CallAnswer:
    """Say "I have experience of this" to those one chooses; saying it again changes it (seeds 46, 54).

    It counts for nothing and is noted nowhere else. It belongs to the question that was read (`asked`) and to no other.
    Raises Refused, also when the question has changed since.
    """
    keep_here(by=by)
    task = locked_task(by=by, pk=pk)
    require(can_answer_call(by, task))
    if asked != task.open_call:
        raise Refused(_("The words of this call have changed. Read them again, then say it."))
    said = {"words": words, "audience": audience, "asked": asked, "said_at": now}
    return CallAnswer.objects.update_or_create(task=task, membership=by, defaults=said)[0]


@transaction.atomic
def take_back_call_answer(*, by: Membership, pk: int) -> None:
    """The answer goes for good, at any time, also when the task is done or the project rests."""
    CallAnswer.objects.filter(task=pk, task__project=by.project_id, membership=by).delete()


@transaction.atomic
def tell_try_out(*, by: Membership, pk: int, confused: str, by_name: bool, now: datetime) -> TryOut:
    """Tell what confused one, by name or without. Without a name nobody can tell whose it is, the site included.

    Of the moment only the day is kept. Raises Refused.
    """
    keep_here(by=by)
    task = locked_task(by=by, pk=pk)
    require(can_tell_try_out(by, task))
    told = TryOut.objects.create(
        task=task,
        tester=by if by_name else None,
        confused=confused,
        told_on=now.astimezone(clock_of(by.project.zone)).date(),
    )
    note_change(project_id=by.project_id)
    return told


@transaction.atomic
def say_what_changed(*, by: Membership, pk: int, version: int, words: str, now: datetime) -> TryOut:
    """Anybody says what was changed because of it (seed 88); no words take it back.

    Raises Refused, and Clash with the words as they stand when somebody else wrote first (promise C2).
    """
    told = _locked_try_out(by, pk)
    require(can_say_what_changed(by, told.task))
    if told.version != version:
        raise Clash({"changed": told.changed, "version": told.version})
    told.changed, told.changed_at = words, now if words else None
    told.version += 1
    told.save(update_fields=["changed", "changed_at", "version"])
    note_change(project_id=by.project_id)
    return told


@transaction.atomic
def take_back_try_out(*, by: Membership, pk: int) -> None:
    """Who told something by name takes it back: it goes for good. Raises Refused, and TryOut.DoesNotExist."""
    told = _locked_try_out(by, pk)
    require(can_take_back_try_out(by, told.task, told))
    told.delete()
    note_change(project_id=by.project_id, also_when_closed=True)


def _locked_try_out(by: Membership, pk: int) -> TryOut:
    rows = TryOut.objects.select_for_update(of=("self",)).select_related("task")
    return rows.get(pk=pk, task__project=by.project_id)


@transaction.atomic
def note_confidence(*, by: Membership, pk: int, level: str, words: str, now: datetime) -> Confidence:
    """One's own note on how ready one feels; nobody else ever reads it, and nothing counts it (seed 45). Raises Refused."""
    keep_here(by=by)
    task = locked_task(by=by, pk=pk)
    require(can_note_confidence(by, task))
    said = {"level": level, "words": words, "noted_at": now}
    return Confidence.objects.update_or_create(task=task, membership=by, defaults=said)[0]


@transaction.atomic
def forget_confidence(*, by: Membership, pk: int) -> None:
    """One's own note goes for good."""
    Confidence.objects.filter(task=pk, task__project=by.project_id, membership=by).delete()
