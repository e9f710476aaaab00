"""Reads about what a project does not know yet."""

from datetime import date

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Coalesce

from coproduce.lib.prepared import prepared
from projects.models import Project, Unknown

PAGE = 50
FEW = 5
NO_DAY = date(9999, 12, 31)


def _open(project: int) -> QuerySet[Unknown]:
    """Those without an answer, the next day first."""
    found = Unknown.objects.filter(project=project, found="").select_related("finder__member")
    return found.order_by(Coalesce("by_day", Value(NO_DAY)), "id")


@prepared
def unknowns_shown(project: int) -> QuerySet[Unknown]:
    """The first few things that a project does not know yet, with who finds out: for its own page. One query."""
    return _open(project)[: FEW + 1]


def open_unknowns(project: Project, page: int = 1) -> tuple[list[Unknown], int | None]:
    """What we do not know yet, fifty a page, the next day first; and the number of the next page, if there is one."""
    return _page(_open(project.pk), page)


def found_unknowns(project: Project, page: int = 1) -> tuple[list[Unknown], int | None]:
    """What we found out, fifty a page, the newest first; and the number of the next page, if there is one."""
    found = Unknown.objects.filter(project=project).exclude(found="").select_related("finder__member")
    return _page(found.order_by(F("found_at").desc(), "-id"), page)


def _page(rows: QuerySet[Unknown], page: int) -> tuple[list[Unknown], int | None]:
    first = (page - 1) * PAGE
    found = list(rows[first : first + PAGE + 1])
    return found[:PAGE], page + 1 if len(found) > PAGE else None
