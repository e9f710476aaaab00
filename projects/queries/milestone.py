"""Reads about milestones."""

from django.db.models import F, QuerySet

from coproduce.lib.prepared import prepared
from projects.models import Milestone, Project

PAGE = 50
FEW = 3


def ahead(project: Project) -> list[Milestone]:
    """What the group wants to reach, the next day first; at most fifty."""
    return list(project.milestones.filter(reached_at__isnull=True)[:PAGE])


def reached(project: Project, before: int | None = None) -> tuple[list[Milestone], int | None]:
    """What it reached, the last first, a page of fifty; and after which one there are more."""
    found = project.milestones.filter(reached_at__isnull=False).order_by("-reached_at", "-id")
    if before is not None and (last := project.milestones.filter(pk=before).first()) and last.reached_at:
        found = found.filter(reached_at__lte=last.reached_at).exclude(
            reached_at=last.reached_at, pk__gte=last.pk
        )
    rows = list(found[: PAGE + 1])
    return rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None


@prepared
def next_milestones(project: int) -> QuerySet[Milestone]:
    """The next few, for the project's own page."""
    found = Milestone.objects.filter(project=project, reached_at__isnull=True)
    return found.order_by(F("on").asc(nulls_last=True), "id")[:FEW]
