"""Reads about limits: those that stand today, and those that were taken away or stood until a day that is over."""

from datetime import date

from django.db.models import F, Q, QuerySet

from coproduce.lib import dates
from coproduce.lib.prepared import prepared
from projects.models import Given, Project

PAGE = 50
FEW = 5


def limits_standing(project: Project) -> list[Given]:
    """The limits of a project that stand today in its zone, as they were written down, fifty and one at most. One query."""
    return _standing(project.pk, dates.today(project.zone))


@prepared
def _standing(project: int, today: date) -> QuerySet[Given]:
    found = Given.objects.filter(Q(until__isnull=True) | Q(until__gte=today), project=project, lifted_at=None)
    return found.order_by("id")[: PAGE + 1]


def limits_page(project: Project, *, after: int = 0, over: bool = False) -> tuple[list[Given], int]:
    """A page of the limits that stand today, or of those that are `over`; and the id after which the next begins.

    0 stands for: there are no more. One query.
    """
    today = dates.today(project.zone)
    is_over = Q(until__lt=today) | Q(lifted_at__isnull=False)
    stands = Q(lifted_at=None) & (Q(until__isnull=True) | Q(until__gte=today))
    which = is_over if over else stands
    found = list(Given.objects.filter(which, project=project, pk__gt=after).order_by("id")[: PAGE + 1])
    shown = found[:PAGE]
    return shown, shown[-1].pk if len(found) > PAGE else 0


def limits_before(project: Project) -> list[Given]:
    """The few limits that stood before: the last one taken away first, then the last one that ended. One query."""
    over = Q(until__lt=dates.today(project.zone)) | Q(lifted_at__isnull=False)
    found = Given.objects.filter(over, project=project)
    return list(found.order_by(F("lifted_at").desc(nulls_last=True), "-until", "-id")[:FEW])
