"""When a project was opened, its brief set, its purpose agreed, and lived experience there (seed 37). Names nobody."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from coproduce.lib.dates import clock_of
from projects.lib.timeline import Joined, brief_came, first_lived
from projects.models import Experience, Membership, Project, PurposeVersion


@dataclass(frozen=True)
class Timeline:
    """The days of a project, and what came first; None where nobody said, or nobody may see."""

    opened: date
    agreed: date | None
    lived_since: date | None
    brief_came: str


def timeline_of(project: Project) -> Timeline:
    """The days in the project's zone, with two queries."""
    zone = clock_of(project.zone)
    joined = _joined(project, zone)
    agreed = (
        PurposeVersion.objects.filter(project=project, agreed_at__isnull=False)
        .order_by("agreed_at")
        .values_list("agreed_at", flat=True)
        .first()
    )
    return Timeline(
        opened=_day(project.opened_at, zone),
        agreed=_day(agreed, zone) if agreed else None,
        lived_since=first_lived(joined),
        brief_came=brief_came(project.brief_set_on, joined),
    )


def _joined(project: Project, zone: ZoneInfo) -> list[Joined]:
    """When each person joined, also who left since: what those bring, nobody sees any more."""
    kinds = Experience.objects.filter(membership=OuterRef("pk")).values("kind")
    rows = Membership.objects.filter(project=project).annotate(kinds=ArraySubquery(kinds))
    return [
        Joined(_day(moment, zone), _lived(audience, set(kinds)))
        for moment, audience, kinds in rows.values_list("joined_at", "experience_audience", "kinds")
    ]


def _lived(audience: str, kinds: set[str]) -> bool | None:
    if audience != Membership.ExperienceAudience.PROJECT:
        return None
    if Experience.Kind.LIVED in kinds:
        return True
    return False if kinds == {Experience.Kind.PROFESSIONAL} else None


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
