"""Relationships: tasks that name a person who helps (seeds 49, 112), and limits that say why (seeds 67, 113)."""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from principles.indicators.shape import Counted, Indicator, Record
from principles.indicators.tasks import count_tasks, task_records
from projects.models import Given, Project

NAMES_A_HELPER = Q(helper__isnull=False)
SAYS_WHY = ~Q(why="")


def count_helpers(projects: Sequence[int]) -> Iterable[Counted]:
    """Tasks that name a person who helps, of all tasks of each project."""
    return count_tasks(projects, NAMES_A_HELPER)


def count_limits(projects: Sequence[int]) -> Iterable[Counted]:
    """Limits that say why they stand, of all limits of each project."""
    rows = Given.objects.filter(project__in=projects, lifted_at=None).values_list("project_id")
    counted = rows.annotate(done=Count("pk", filter=SAYS_WHY), out_of=Count("pk")).order_by()
    return [Counted(project, done, out_of) for project, done, out_of in counted]


def limit_records(project: Project) -> list[Record]:
    """The limits, with the page of the plan where all of them stand."""
    page = ("projects:detail", project.address)
    return [
        Record(given.what, page, done=bool(given.why))
        for given in Given.objects.filter(project=project, lifted_at=None)
    ]


INDICATORS = (
    Indicator(
        slug="task-helper",
        principle="relationships",
        words=_("Tasks that name a person who helps: %(done)s of %(out_of)s."),
        none_yet=_("No tasks to count yet."),
        count=count_helpers,
        records=task_records(NAMES_A_HELPER),
    ),
    Indicator(
        slug="limit-why",
        principle="relationships",
        words=_("Limits that say why they are there: %(done)s of %(out_of)s."),
        none_yet=_("No limits are written down yet."),
        count=count_limits,
        records=limit_records,
    ),
)
