"""Reads about lists of tasks: constant numbers of queries, pages of fifty by key."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from coproduce.lib.prepared import prepared
from projects.models import Membership, Project, Skill, Task, TaskPlace

PAGE = 50
FEW_DONE = 5
NO_DAY = date(9999, 12, 31)
TEN_MINUTES, AT_HOME, WITH_SOMEONE = "ten-minutes", "at-home", "with-someone"
LOOKING = 0  # the turn of tasks that look for somebody
GOES_ON = (Task.Status.OPEN, Task.Status.WAITING)
MOST_SUGGESTED = 3
FILTERS = {
    TEN_MINUTES: Q(minutes__lte=10),
    AT_HOME: Q(at_home=True),
    WITH_SOMEONE: Q(with_someone=True),
}


@dataclass(frozen=True)
class TaskPage:
    """One page of tasks, and the key of the next one (empty when this is the last)."""

    looking: list[Task]
    being_done: list[Task]
    next_key: str


# What a row of the list says, of a table with three times as many columns.
_OF_ROW = ["title", "status", "free_places", "minutes", "at_home", "with_someone", "mode", "due_on", "thank_you"]  # fmt: skip


def _with_names(tasks: QuerySet[Task]) -> QuerySet[Task]:
    held = TaskPlace.objects.filter(task=OuterRef("pk"), holder__isnull=False)
    return tasks.annotate(
        names=ArraySubquery(
            held.order_by("holder__member__display_name").values("holder__member__display_name")
        )
    )


def open_tasks(project: Project, *, only: str = "", after: str = "") -> TaskPage:
    """Open tasks: those that look for somebody first, then by their day. `after` is the key of the page before.

    What is done and waits for a yes stands with what is being done, also where a place is free.
    """
    key = _read_key(after)
    if only in FILTERS or key:
        tasks = _open_tasks(project.pk).filter(FILTERS.get(only, Q()))
        if key:
            turn, day, pk = key
            tasks = tasks.filter(
                Q(turn__gt=turn) | Q(turn=turn, day__gt=day) | Q(turn=turn, day=day, pk__gt=pk)
            )
        found = list(tasks[: PAGE + 1])
    else:
        found = _first_open_tasks(project.pk)
    shown = found[:PAGE]
    last = shown[-1] if len(found) > PAGE else None
    return TaskPage(
        looking=[task for task in shown if task.turn == LOOKING],  # type: ignore[attr-defined]
        being_done=[task for task in shown if task.turn != LOOKING],  # type: ignore[attr-defined]
        next_key=f"{last.turn}.{last.day:%Y-%m-%d}.{last.pk}" if last else "",  # type: ignore[attr-defined]
    )


def _open_tasks(project: int) -> QuerySet[Task]:
    tasks = Task.objects.filter(project=project, status__in=GOES_ON).annotate(
        turn=Case(
            When(status=Task.Status.OPEN, free_places__gt=0, then=LOOKING),
            default=LOOKING + 1,
            output_field=IntegerField(),
        ),
        day=Coalesce("due_on", Value(NO_DAY)),
    )
    return _with_names(tasks.only(*_OF_ROW)).order_by("turn", "day", "pk")  # type: ignore[misc]


@prepared
def _first_open_tasks(project: int) -> QuerySet[Task]:
    return _open_tasks(project)[: PAGE + 1]


def suggested_tasks(membership: Membership) -> list[Task]:
    """Up to three tasks that look for somebody and suit what the reader said they like (seed 36): a hint to them alone.

    Nobody who said nothing gets one, and it costs them no query; nor is one given where nothing can be taken, in a
    project that is paused or has ended. `because` holds what the two have in common.
    """
    if not membership.skills or membership.project.status != Project.Status.OPEN:
        return []
    tasks = Task.objects.filter(
        project=membership.project_id,
        status=Task.Status.OPEN,
        free_places__gt=0,
        skills__overlap=membership.skills,
    ).exclude(places__holder=membership)
    found = list(tasks.order_by(Coalesce("due_on", Value(NO_DAY)), "pk")[:MOST_SUGGESTED])
    for task in found:
        task.because = [  # type: ignore[attr-defined]
            str(Skill(skill).label).lower() for skill in task.skills if skill in membership.skills
        ]
    return found


def done_tasks(project: Project, *, after: str = "", most: int = PAGE) -> tuple[list[Task], str]:
    """Finished tasks with the names of who did them, the newest first, and the key of the next page."""
    key = _read_moment_key(after)
    if key or most != FEW_DONE:
        tasks = _done_tasks(project.pk)
        if key:
            moment, pk = key
            tasks = tasks.filter(Q(ended_at__lt=moment) | Q(ended_at=moment, pk__lt=pk))
        found = list(tasks[: most + 1])
    else:
        found = _last_done_tasks(project.pk)
    shown = found[:most]
    more = len(found) > most
    last = shown[-1] if more else None
    return shown, f"{last.ended_at.isoformat()}~{last.pk}" if last and last.ended_at else ""


def _done_tasks(project: int) -> QuerySet[Task]:
    tasks = Task.objects.filter(project=project, status=Task.Status.DONE).only("title", "ended_at")
    return _with_names(tasks).order_by("-ended_at", "-pk")


@prepared
def _last_done_tasks(project: int) -> QuerySet[Task]:
    return _done_tasks(project)[: FEW_DONE + 1]


def places_held(member_id: int) -> QuerySet[TaskPlace]:
    """The open tasks that a person has in any of their projects, the next day first."""
    return (
        TaskPlace.objects.filter(
            holder__member=member_id,
            holder__status=Membership.Status.ACTIVE,
            task__status=Task.Status.OPEN,
        )
        .select_related("task__project")
        .order_by(Coalesce("task__due_on", Value(NO_DAY)), "task_id")
    )


def _read_key(key: str) -> tuple[int, date, int] | None:
    try:
        turn, day, pk = key.split(".")
        return int(turn), date.fromisoformat(day), _small(pk)
    except ValueError:
        return None


def _read_moment_key(key: str) -> tuple[datetime, int] | None:
    try:
        moment, pk = key.split("~")
        at = datetime.fromisoformat(moment)
        return (at, _small(pk)) if at.tzinfo else None
    except ValueError:
        return None


def _small(number: str) -> int:
    """A number that fits a key of the database. Raises ValueError for others."""
    value = int(number)
    if not 0 <= value < 2**63:
        raise ValueError("too large for a key")
    return value
