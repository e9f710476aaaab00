"""Counting what was done, for the projects whose records moved since they were last counted."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from principles.actions.picture import refresh_pictures
from principles.adherence import may_compare
from principles.indicators import INDICATORS, Counted, Indicator
from principles.models import DoneCount, Principle
from projects.models import Project

AT_A_TIME = 500


def moved_projects(*, most: int = AT_A_TIME) -> dict[int, int]:
    """Projects whose records moved since they were counted, or that never were: id and version of the records."""
    counted = DoneCount.objects.filter(project=OuterRef("pk"), records_version=OuterRef("records_version"))
    moved = Project.objects.filter(~Exists(counted)).order_by("pk")
    return dict(moved.values_list("pk", "records_version")[:most])


@transaction.atomic
def count_what_was_done(*, versions: dict[int, int], now: datetime) -> int:
    """Count every indicator for these projects (id and version read beforehand) and keep the rows. Returns how many.

    A change while we count moves the version on, so the next run counts again. Safe to run twice and at the same time.
    """
    projects = sorted(versions)
    principles = dict(Principle.objects.values_list("slug", "pk"))
    rows = [
        DoneCount(
            project_id=counted.project,
            principle_id=principles[indicator.principle],
            indicator=indicator.slug,
            done=counted.done,
            out_of=counted.out_of,
            people=counted.people,
            records_version=versions[counted.project],
            counted_at=now,
        )
        for indicator in INDICATORS
        for counted in (_private(indicator, projects) if indicator.private else _open(indicator, projects))
    ]
    rows.sort(key=lambda row: (row.project_id, row.indicator))
    DoneCount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["project", "indicator"],
        update_fields=["done", "out_of", "people", "records_version", "counted_at"],
        batch_size=2000,
    )
    refresh_pictures(projects=projects)
    return len(rows)


def _open(indicator: Indicator, projects: Sequence[int]) -> list[Counted]:
    """A row for every project, also where there is nothing: that says it was looked at."""
    found = {counted.project: counted for counted in indicator.count(projects)}
    return [found.get(project, Counted(project, 0, 0)) for project in projects]


def _private(indicator: Indicator, projects: Sequence[int]) -> list[Counted]:
    """Only what may be told. A count moves on when its people are the same number, or k and more apart from before.

    Otherwise the page before and after somebody joined would tell what that one person asked for.
    """
    k = settings.SMALLEST_GROUP
    found = {counted.project: counted for counted in indicator.count(projects)}
    standing = DoneCount.objects.filter(project__in=projects, indicator=indicator.slug)
    before = dict(standing.values_list("project_id", "people"))
    gone = [project for project in before if project not in found or (found[project].people or 0) < k]
    standing.filter(project__in=gone).delete()
    told = [counted for counted in found.values() if (counted.people or 0) >= k]
    return [
        counted
        for counted in told
        if counted.project not in before or may_compare(counted.people, before[counted.project], k)
    ]
