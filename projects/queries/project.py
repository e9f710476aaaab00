"""Reads about projects."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from coproduce.lib.prepared import prepared
from members.models import Organisation
from projects.models import Membership, Project, Task

PAGE = 50
SOON, MORE = 3, 2


@prepared
def places_of(member: int) -> QuerySet[Membership]:
    """The member's places in projects now, with the projects, by name."""
    return (
        Membership.objects.filter(member=member, status=Membership.Status.ACTIVE)
        .select_related("project")
        .order_by("project__name", "project_id")
    )


@dataclass(frozen=True)
class NameRow:
    """A project by its name only."""

    id: int
    name: str


def names_in(
    organisations: list[Organisation], *, but_of: int, after: tuple[str, int] | None = None
) -> tuple[list[NameRow], bool]:
    """The names of these organisations' projects, a page of fifty; whether there are more. `after` is the last one shown.

    Those that the member `but_of` is in stand elsewhere on the page, as their own.
    """
    own = Membership.objects.filter(member=but_of, status=Membership.Status.ACTIVE).values("project")
    found = Project.objects.filter(organisation_parts__organisation__in=organisations).exclude(pk__in=own)
    if after:
        name, last = after
        found = found.filter(name__gte=name).exclude(name=name, pk__lte=last)
    rows = list(found.order_by("name", "id").distinct().values_list("pk", "name")[: PAGE + 1])
    return [NameRow(pk, name) for pk, name in rows[:PAGE]], len(rows) > PAGE


@dataclass(frozen=True)
class NextTasks:
    """The few tasks on the project's page: the next by day, and others that look for someone."""

    soon: list[Task]
    looking: list[Task]


def next_tasks(project: Project) -> NextTasks:
    """A few open tasks, the next day first: what happens next, and what somebody could take. Two queries."""
    soon = _next_tasks(project.pk)
    there = {task.pk for task in soon}
    free = _free_tasks(project.pk) if project.status == Project.Status.OPEN else []
    return NextTasks(soon, [task for task in free if task.pk not in there][:MORE])


@prepared
def _next_tasks(project: int) -> QuerySet[Task]:
    return _open_tasks(project)[:SOON]


@prepared
def _free_tasks(project: int) -> QuerySet[Task]:
    return _open_tasks(project).filter(free_places__gt=0)[: SOON + MORE]


def _open_tasks(project: int) -> QuerySet[Task]:
    found = Task.objects.filter(project=project, status=Task.Status.OPEN)
    return found.order_by(F("due_on").asc(nulls_last=True), "id")
