"""Plain functions that make projects' rows for tests, with their kept counts right."""

from itertools import count
from typing import Any

from django.db.models import F

from coproduce.lib import dates
from members.models import Member, Organisation
from projects.models import (
    Membership,
    Project,
    ProjectOrganisation,
    Supporter,
    Task,
    TaskPlace,
    TaskRole,
)
from tests.factories.members import make_member, make_organisation

numbers = count(1)


def make_project(*, organisation: Organisation | None = None, name: str = "", **fields: Any) -> Project:
    """An open project at home in an organisation."""
    project = Project.objects.create(
        name=name or f"Project {next(numbers)}",
        **{"purpose": "Nobody should feel lost on their first day.", **fields},
    )
    ProjectOrganisation.objects.create(
        project=project, organisation=organisation or make_organisation(), part=ProjectOrganisation.Part.HOME
    )
    return project


def make_membership(
    *, project: Project | None = None, member: Member | None = None, **fields: Any
) -> Membership:
    """An active place in a project."""
    project = project or make_project()
    membership = Membership.objects.create(project=project, member=member or make_member(), **fields)
    if membership.is_active:
        Project.objects.filter(pk=project.pk).update(people_count=F("people_count") + 1)
    return membership


def make_supporter(*, project: Project, member: Member, **fields: Any) -> Supporter:
    """Somebody who supports people in the project."""
    return Supporter.objects.create(
        project=project, member=member, **{"hours": "Monday to Friday, 9 to 5", **fields}
    )


def make_role(*, project: Project | None = None, name: str = "", **fields: Any) -> TaskRole:
    """A task role."""
    return TaskRole.objects.create(
        project=project or make_project(),
        name=name or f"Role {next(numbers)}",
        **{"involves": "Reading drafts and saying what is unclear.", **fields},
    )


def make_task(
    *, project: Project | None = None, places: int = 1, holders: list[Membership] | None = None, **fields: Any
) -> Task:
    """A task with that many places, the first ones held by `holders`."""
    project = project or make_project()
    held = holders or []
    values = {
        "title": f"Task {next(numbers)}",
        "what": "Look at twelve photos and pick three.",
        "free_places": places - len(held),
        **fields,
    }
    if values.get("status", Task.Status.OPEN) != Task.Status.OPEN:
        values.setdefault("ended_at", dates.now())
    task = Task.objects.create(project=project, **values)
    for number in range(1, places + 1):
        holder = held[number - 1] if number <= len(held) else None
        TaskPlace.objects.create(
            task=task, number=number, holder=holder, claimed_at=dates.now() if holder else None
        )
    if task.is_open:
        Project.objects.filter(pk=project.pk).update(open_task_count=F("open_task_count") + 1)
    elif task.status == Task.Status.DONE:
        Project.objects.filter(pk=project.pk).update(done_task_count=F("done_task_count") + 1)
    return task
