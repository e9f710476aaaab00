"""What the group makes: adding it, changing its words, taking it away, who answers for it, who holds its thread."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from members.actions.message import withdraw_messages
from projects.actions.piece import add_question, write_piece
from projects.actions.records import note_change
from projects.actions.task import stays
from projects.messages.output import READ_THROUGH_KIND
from projects.models import Membership, Output, Piece
from projects.permissions.output import (
    can_add_output,
    can_change_output,
    can_give_up_thread,
    can_hold_thread,
    can_remove_output,
    can_talk_about_good_enough,
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
    """Change what it is, and what is good enough as long as the group does not talk about that in its plan.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    output = locked_output(by=by, pk=pk)
    require(can_change_output(by, output))
    names = [name for name in WORDS if name != "good_enough" or output.good_enough_piece_id is None]
    if output.version != version:
        raise Clash({name: getattr(output, name) for name in names} | {"version": output.version})
    for name in names:
        setattr(output, name, words.get(name, getattr(output, name)))
    output.version += 1
    output.save(update_fields=[*names, "version"])
    note_change(project_id=by.project_id)
    return output


@transaction.atomic
def talk_about_good_enough(*, by: Membership, pk: int, now: datetime) -> Piece:
    """What is good enough becomes a piece of the plan, with the words so far: agreed as any piece is (seed 63).

    Done twice, it is the same piece. Raises Refused, also when the plan has no room for one more.
    """
    output = locked_output(by=by, pk=pk)
    require(can_talk_about_good_enough(by, output))
    there = output.good_enough_piece
    if there is not None:
        return there
    piece = add_question(
        by=by,
        question=_("What is good enough for %(title)s?") % {"title": output.title},
        why=_("So that we know together when it is done. It need not be perfect."),
        example=_("Short, true, and checked by 2 readers."),
        now=now,
    )
    if output.good_enough.strip():
        piece = write_piece(
            by=by, pk=piece.pk, version=piece.version, said=output.good_enough, review_on=None
        )
    output.good_enough_piece = piece
    output.version += 1  # whoever has the form with these words open hears that they moved (promise C2)
    output.save(update_fields=["good_enough_piece", "version"])
    return piece


@transaction.atomic
def remove_output(*, by: Membership, pk: int) -> None:
    """It was added by mistake and nothing is in it: it goes, with the names of its sections. Raises Refused."""
    output = locked_output(by=by, pk=pk)
    require(can_remove_output(by, output, is_empty=not _has_work(output)))
    withdraw_messages(kind=READ_THROUGH_KIND, subject_id=output.pk)
    output.delete()
    note_change(project_id=by.project_id)


def _has_work(output: Output) -> bool:
    """Whether somebody put something into it: a version, a read-through, a credit, or a task for it."""
    return any(
        rows.exists() for rows in (output.versions, output.read_throughs, output.credits, output.tasks)
    )


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
    """The output of the membership's own project, held until the transaction ends. Raises Refused when it is gone."""
    output = Output.objects.select_for_update().filter(pk=pk, project=by.project_id).first()
    if output is None:
        raise Refused(_("This is not here any more. Somebody took it away."))
    return output
