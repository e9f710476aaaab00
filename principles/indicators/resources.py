"""Resources: tasks that say how long they take, and what people get for them (seeds 69, 116, 118)."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from principles.indicators.shape import Counted, Indicator
from principles.indicators.tasks import count_tasks, task_records

SAYS_HOW_LONG = Q(minutes__isnull=False)
SAYS_WHAT_PEOPLE_GET = ~Q(thank_you="")


def count_lengths(projects: Sequence[int]) -> Iterable[Counted]:
    """Tasks that say how long they may take, of all tasks of each project."""
    return count_tasks(projects, SAYS_HOW_LONG)


def count_thanks(projects: Sequence[int]) -> Iterable[Counted]:
    """Tasks that say what people get, of all tasks of each project."""
    return count_tasks(projects, SAYS_WHAT_PEOPLE_GET)


INDICATORS = (
    Indicator(
        slug="task-length",
        principle="resources",
        words=_("Tasks that say how long they take: %(done)s of %(out_of)s."),
        none_yet=_("No tasks to count yet."),
        count=count_lengths,
        records=task_records(SAYS_HOW_LONG),
    ),
    Indicator(
        slug="task-thanks",
        principle="resources",
        words=_("Tasks that say what people get: %(done)s of %(out_of)s."),
        none_yet=_("No tasks to count yet."),
        count=count_thanks,
        records=task_records(SAYS_WHAT_PEOPLE_GET),
    ),
)
