"""Milestones: dated lines of the plan. Reaching one is the moment to look at the purpose again (seed 14)."""

from datetime import date, datetime

from django.db import transaction

from coproduce.lib.answers import Clash, require
from projects.actions.purpose import ask_again, call_asking_off, take_question_back
from projects.actions.records import note_change
from projects.models import Membership, Milestone, Project
from projects.permissions.milestone import (
    can_add_milestone,
    can_edit_milestone,
    can_reach_milestone,
    can_undo_milestone,
)


@transaction.atomic
def add_milestone(*, by: Membership, what: str, on: date | None, now: datetime) -> Milestone:
    """Any member adds a milestone, with a day or without. Raises Refused."""
    require(can_add_milestone(by))
    milestone = Milestone.objects.create(project_id=by.project_id, what=what, on=on, added_at=now)
    note_change(project_id=by.project_id)
    return milestone


@transaction.atomic
def change_milestone(*, by: Membership, pk: int, version: int, what: str, on: date | None) -> Milestone:
    """Any member changes a milestone. Raises Refused, and Clash when somebody else changed it first (promise C2)."""
    Project.objects.select_for_update(no_key=True).get(
        pk=by.project_id
    )  # first, as whoever reaches it takes it
    milestone = Milestone.objects.select_for_update().get(pk=pk, project=by.project_id)
    require(can_edit_milestone(by, milestone))
    if milestone.version != version:
        raise Clash({"what": milestone.what, "on": milestone.on, "version": milestone.version})
    milestone.what, milestone.on = what, on
    milestone.version += 1
    milestone.save(update_fields=["what", "on", "version"])
    note_change(project_id=by.project_id)
    return milestone


@transaction.atomic
def reach_milestone(*, by: Membership, pk: int, now: datetime) -> Milestone:
    """A member says that the group reached it; once, whoever presses. Everybody is asked whether the purpose still fits.

    Raises Refused.
    """
    project, milestone = _held(by, pk)
    require(can_reach_milestone(by, milestone))
    milestone.reached_at = now
    milestone.save(update_fields=["reached_at"])
    ask_again(project=project, milestone=milestone.what, now=now)
    note_change(project_id=project.pk)
    return milestone


@transaction.atomic
def undo_milestone(*, by: Membership, pk: int, now: datetime) -> Milestone:
    """Within a day: it was not reached after all. An asking that somebody answered already goes on. Raises Refused."""
    project, milestone = _held(by, pk)
    require(can_undo_milestone(by, milestone, now))
    milestone.reached_at = None
    milestone.save(update_fields=["reached_at"])
    call_asking_off(project=project, milestone=milestone.what)
    note_change(project_id=project.pk)
    return milestone


def _held(by: Membership, pk: int) -> tuple[Project, Milestone]:
    """The project and its milestone, held: messages first, then the project, as everybody takes them."""
    take_question_back(project_id=by.project_id)
    project = Project.objects.select_for_update(no_key=True).get(pk=by.project_id)
    return project, Milestone.objects.select_for_update().get(pk=pk, project=by.project_id)
