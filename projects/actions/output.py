"""What the group makes: adding it, changing its words, who answers for it, who holds its thread."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import Clash, Refused, require
from projects.actions.records import note_change
from projects.actions.task import stays
from projects.models import Membership, Output
from projects.permissions.output import (
    can_add_output,
    can_change_output,
    can_give_up_thread,
    can_hold_thread,
)
from projects.permissions.project import NOT_IN_THIS_PROJECT

WORDS = ("title", "what", "good_enough")


@transaction.atomic
def add_output(*, by: Membership, words: Mapping[str, str], now: datetime) -> Output:
    """Any member adds something to make. Nobody answers for it until the group names somebody. Raises Refused."""
    require(can_add_output(by))
    output = Output.objects.create(
        project_id=by.project_id,
        added_by=by,
        added_at=now,
        **{name: words[name] for name in WORDS if name in words},
    )
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def change_output(*, by: Membership, pk: int, version: int, words: Mapping[str, str]) -> Output:
    """Change what it is and what is good enough.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    output = locked_output(by=by, pk=pk)
    require(can_change_output(by, output))
    if output.version != version:
        raise Clash({name: getattr(output, name) for name in WORDS} | {"version": output.version})
    for name in WORDS:
        setattr(output, name, words[name])
    output.version += 1
    output.save(update_fields=[*WORDS, "version"])
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def name_who_answers(*, by: Membership, pk: int, version: int, person_id: int | None) -> Output:
    """The group names one person who answers for it, or nobody (seed 73): never somebody because of their experience.

    Raises Refused, also for somebody who left a moment ago, and Clash when somebody else named another first.
    """
    if person_id is not None and not stays(pk=person_id):
        raise Refused(str(NOT_IN_THIS_PROJECT))
    output = locked_output(by=by, pk=pk)
    require(can_change_output(by, output))
    if output.version != version:
        raise Clash({"person": output.answers_for_it_id, "version": output.version})
    if person_id is not None and not Membership.objects.filter(pk=person_id, project=by.project_id).exists():
        raise Refused(str(NOT_IN_THIS_PROJECT))
    output.answers_for_it_id = person_id
    output.version += 1
    output.save(update_fields=["answers_for_it", "version"])
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def hold_thread(*, by: Membership, pk: int) -> Output:
    """A member says that they will hold the thread: read all of it and see that it holds together (seed 59). Raises Refused."""
    if not stays(pk=by.pk):
        raise Refused(str(NOT_IN_THIS_PROJECT))
    output = locked_output(by=by, pk=pk)
    require(can_hold_thread(by, output))
    output.thread_holder = by
    output.save(update_fields=["thread_holder"])
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def give_up_thread(*, by: Membership, pk: int) -> Output:
    """The thread is free again; nobody is told who had it. Raises Refused."""
    output = locked_output(by=by, pk=pk)
    require(can_give_up_thread(by, output))
    output.thread_holder = None
    output.save(update_fields=["thread_holder"])
    note_change(project_id=by.project_id)
    return output


def locked_output(*, by: Membership, pk: int) -> Output:
    """The output of the membership's own project, held until the transaction ends. Raises Output.DoesNotExist."""
    return Output.objects.select_for_update().get(pk=pk, project=by.project_id)
