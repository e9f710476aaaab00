"""Creativity: tasks that can be done in more than one way (seeds 34, 109)."""

from collections.abc import Iterable, Sequence

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from principles.indicators.shape import Counted, Indicator
from principles.indicators.tasks import count_tasks, task_records

MORE_WAYS = Q(at_home=True) | Q(with_someone=True)


def count_ways(projects: Sequence[int]) -> Iterable[Counted]:
    """Tasks that can be done at home, or with someone, of all tasks of each project."""
    return count_tasks(projects, MORE_WAYS)


INDICATORS = (
    Indicator(
        slug="task-ways",
        principle="creativity",
        words=_("Tasks that can be done at home, or with someone: %(done)s of %(out_of)s."),
        none_yet=_("No tasks to count yet."),
        count=count_ways,
        records=task_records(MORE_WAYS),
    ),
)
