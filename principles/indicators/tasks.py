"""What several indicators share: tasks of a project that are, or are not, described in some way."""

from collections.abc import Callable, Iterable, Sequence

from django.db.models import Count, Q, QuerySet

from principles.indicators.shape import Counted, Record
from projects.models import Project, Task

MOST_RECORDS = 30


def live_tasks() -> QuerySet[Task]:
    """Tasks that are open or done; one that was called off says nothing about how the work goes."""
    return Task.objects.exclude(status=Task.Status.CALLED_OFF)


def count_tasks(
    projects: Sequence[int], described: Q, *, out_of: QuerySet[Task] | None = None
) -> Iterable[Counted]:
    """For each project, how many of its tasks are described so, of all of them."""
    tasks = (out_of if out_of is not None else live_tasks()).filter(project__in=projects)
    rows = tasks.values_list("project_id").annotate(done=Count("pk", filter=described), out_of=Count("pk"))
    return [Counted(project, done, whole) for project, done, whole in rows.order_by()]


def task_records(described: Q, *, only_done: bool = False) -> Callable[[Project], list[Record]]:
    """The tasks behind a number, those that count first; a member may open each."""

    def records(project: Project) -> list[Record]:
        tasks = live_tasks().filter(project=project).annotate(described=Count("pk", filter=described))
        if only_done:
            tasks = tasks.filter(described__gt=0)
        found = tasks.order_by("-described", "title", "pk").values_list("pk", "title", "described")
        return [
            Record(title, ("projects:task-detail", project.address, str(pk)), done=bool(is_described))
            for pk, title, is_described in found[:MOST_RECORDS]
        ]

    return records
