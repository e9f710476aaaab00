"""Trauma informed: people named for support with their hours, and notices before hard content (seeds 47, 48, 124).

Who opened a notice, and who asked for support, is counted nowhere (decision 16).
"""

from collections.abc import Iterable, Sequence

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from principles.indicators.shape import Counted, Indicator, Record
from principles.indicators.tasks import count_tasks, live_tasks, task_records
from projects.models import Project, Supporter

SAYS_HOURS = ~Q(hours="")
HAS_A_NOTICE = ~Q(content_notice="")


def count_supporters(projects: Sequence[int]) -> Iterable[Counted]:
    """People named for support who say when they can be reached, of all who are named."""
    rows = Supporter.objects.filter(project__in=projects).values_list("project_id")
    counted = rows.annotate(done=Count("pk", filter=SAYS_HOURS), out_of=Count("pk")).order_by()
    return [Counted(project, done, out_of) for project, done, out_of in counted]


def count_notices(projects: Sequence[int]) -> Iterable[Counted]:
    """Tasks that warn of hard content before somebody takes them. Most tasks need no notice, so it has no "of"."""
    return count_tasks(projects, HAS_A_NOTICE, out_of=live_tasks().filter(HAS_A_NOTICE))


def supporter_records(project: Project) -> list[Record]:
    """The page that says who is there to talk to. A number names nobody (decision 17)."""
    return [Record(str(_("The people you can talk to")), ("projects:detail", project.address))]


INDICATORS = (
    Indicator(
        slug="supporter-hours",
        principle="trauma-informed",
        words=_("People named for support who say when to reach them: %(done)s of %(out_of)s."),
        none_yet=_("Nobody is named for support yet."),
        count=count_supporters,
        records=supporter_records,
    ),
    Indicator(
        slug="task-notices",
        principle="trauma-informed",
        words=_("Tasks that say beforehand that something may be hard: %(done)s."),
        none_yet=_("No task has said that something may be hard."),
        count=count_notices,
        records=task_records(HAS_A_NOTICE, only_done=True),
    ),
)
