"""Pausing a project, ending it, and taking that back. What people wrote stays, to read and to take along."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from coproduce.lib.answers import require
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.records import note_change
from projects.messages.ending import PROJECT_ENDED_KIND, which_ending, who_hears
from projects.models import Ending, Membership, Project
from projects.permissions.ending import (
    can_end_project,
    can_pause_project,
    can_reopen_project,
    can_resume_project,
)

WORDS = ("thanks", "what_became", "who_keeps_what")


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
    """A host lets the project go on. Reminders are planned anew. Raises Refused."""
    project = _held(by)
    require(can_resume_project(by))
    project.status, project.paused_at = Project.Status.OPEN, None
    project.pause_words, project.back_on = "", None
    project.save(update_fields=["status", "paused_at", "pause_words", "back_on"])
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

    Raises Refused.
    """
    project = _held(by)
    require(can_reopen_project(by, now))
    project.status, project.ended_at = Project.Status.OPEN, None
    project.save(update_fields=["status", "ended_at"])
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
