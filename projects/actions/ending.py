"""Pausing a project, ending it, and taking that back. What people wrote stays, to read and to take along."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from coproduce.lib import dates
from coproduce.lib.answers import require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from members.messages.kinds import kind_named
from members.models import Message
from projects.actions.records import note_change
from projects.messages.agreement import AGREEMENT_CHANGED_KIND
from projects.messages.checkin import CHECK_IN_NOTED
from projects.messages.ending import PROJECT_ENDED_KIND, which_ending, who_hears
from projects.messages.invitation import INVITATION
from projects.messages.organisation import ORGANISATION_ANSWERED_KIND, ORGANISATION_ASKED_KIND
from projects.messages.output import READ_THROUGH_KIND
from projects.messages.purpose import PURPOSE_ASKED_KIND
from projects.messages.right_use import RIGHT_USED_KIND
from projects.messages.role import ROLE_OFFERED_KIND
from projects.messages.sign_off import ASKED_KIND as SIGN_OFF_ASKED_KIND
from projects.messages.sign_off import NO_KIND as SIGN_OFF_NO_KIND
from projects.messages.sign_off import YES_KIND as SIGN_OFF_YES_KIND
from projects.messages.task import HANDED_BACK_KIND, OFFERED_KIND
from projects.messages.task_steps import STEPS_KIND
from projects.models import Ending, Membership, Project
from projects.permissions.ending import (
    can_end_project,
    can_pause_project,
    can_reopen_project,
    can_resume_project,
)

WORDS = ("thanks", "what_became", "who_keeps_what")
# Written once, by an act: nobody plans them anew. Reminders and prompts come back by themselves, from their planner.
WRITTEN_ONCE = (
    INVITATION.name,
    ORGANISATION_ASKED_KIND,
    ORGANISATION_ANSWERED_KIND,
    ROLE_OFFERED_KIND,
    PURPOSE_ASKED_KIND,
    AGREEMENT_CHANGED_KIND,
    SIGN_OFF_ASKED_KIND,
    SIGN_OFF_NO_KIND,
    SIGN_OFF_YES_KIND,
    STEPS_KIND,
    RIGHT_USED_KIND,
    READ_THROUGH_KIND,
    OFFERED_KIND,
    HANDED_BACK_KIND,
    CHECK_IN_NOTED.name,
)


@transaction.atomic
def pause_project(*, by: Membership, words: str, back_on: date | None, now: datetime) -> Project:
    """A host pauses the project: it can be read, and nothing is asked of anybody. Raises Refused."""
    project = _held(by)
    require(can_pause_project(by))
    project.status, project.paused_at = Project.Status.PAUSED, now
    project.pause_words, project.back_on = words, back_on
    project.save(update_fields=["status", "paused_at", "pause_words", "back_on"])
    note_change(project_id=project.pk, also_when_closed=True)
    return project


@transaction.atomic
def resume_project(*, by: Membership) -> Project:
    """A host lets the project go on. Reminders are planned anew; what waited to be sent waits again, where it is still
    true. Raises Refused.
    """
    project = _held(by)
    require(can_resume_project(by))
    project.status, project.paused_at = Project.Status.OPEN, None
    project.pause_words, project.back_on = "", None
    project.save(update_fields=["status", "paused_at", "pause_words", "back_on"])
    _write_again(project)
    note_change(project_id=project.pk, also_when_closed=True)
    return project


@transaction.atomic
def end_project(*, by: Membership, words: Mapping[str, str], now: datetime) -> Project:
    """A host ends the project with thanks, what became of it, and who keeps what (seed 80). Members hear that it ended.

    Tasks stay as they are; nobody can take one any more. Of somebody who takes a task at the same moment, one is first:
    either the task is taken before the project ends, or it is not (see `note_change`). Raises Refused.
    """
    project = _held(by)
    require(can_end_project(by))
    project.status, project.ended_at, project.paused_at = Project.Status.ENDED, now, None
    project.pause_words, project.back_on = "", None
    project.save(update_fields=["status", "ended_at", "paused_at", "pause_words", "back_on"])
    said = {name: words.get(name, "") for name in WORDS}
    Ending.objects.update_or_create(project=project, defaults={**said, "ended_by": by})
    write_messages(
        MessageRow(
            kind=PROJECT_ENDED_KIND,
            recipient_id=member,
            subject_id=project.pk,
            scope_id=project.pk,
            version=which_ending(project),
            due_at=now,
        )
        for member in who_hears([project.pk]).exclude(pk=by.pk).values_list("member_id", flat=True)
    )
    note_change(project_id=project.pk, also_when_closed=True)
    return project


@transaction.atomic
def reopen_project(*, by: Membership, now: datetime) -> Project:
    """Within a day, the project goes on as if it had not ended; what was written about its end is kept for the next time.

    What waited to be sent waits again, where it is still true. Raises Refused.
    """
    project = _held(by)
    require(can_reopen_project(by, now))
    project.status, project.ended_at = Project.Status.OPEN, None
    project.save(update_fields=["status", "ended_at"])
    _write_again(project)
    note_change(project_id=project.pk, also_when_closed=True)
    return project


def _held(by: Membership) -> Project:
    """The project as it is now, held, with what waits to be sent about it taken back.

    Messages before the project, as everybody takes them, so that nobody waits for each other.
    """
    withdraw_messages(scope_id=by.project_id)
    project = Project.objects.select_for_update(no_key=True).get(pk=by.project_id)
    by.project = project
    return project


def _write_again(project: Project) -> None:
    """What was taken back when the project paused or ended, and nobody has heard yet, waits again (promise R7).

    Only the newest about each thing for each reader, and only what is still true: an invitation that was ended in the
    meantime stays taken back.
    """
    newest: dict[tuple[str, int | None, int | None], Message] = {}
    for message in Message.objects.filter(scope_id=project.pk, kind__in=WRITTEN_ONCE).order_by(
        "created_at", "pk"
    ):
        newest[message.kind, message.recipient_id, message.subject_id] = message
    unheard = [message for message in newest.values() if message.state == Message.State.WITHDRAWN]
    now, fits = dates.now(), set[int]()
    for name in {message.kind for message in unheard}:
        fits |= kind_named(name).still_true([each for each in unheard if each.kind == name], now)
    write_messages(
        MessageRow(
            kind=message.kind,
            recipient_id=message.recipient_id,
            subject_id=message.subject_id,
            scope_id=project.pk,
            version=message.version,
            lasts=message.lasts,
        )
        for message in unheard
        if message.pk in fits
    )
