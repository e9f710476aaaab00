"""Reads about what a group means by coproduction, and its ground rules."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from coproduce.lib.prepared import prepared
from members.models import Member
from projects.models import Agreement, AgreementConfirmation, Membership, Project

MOST_NAMES = 50
ASK_FOR = timedelta(days=14)


@prepared
def agreements_shown(project: int) -> QuerySet[Agreement]:
    """What a group wrote for itself, two at most: for lists and its project's page. One query."""
    return Agreement.objects.filter(project=project).exclude(words="")


def agreement_of(project: Project, kind: str) -> Agreement | None:
    """The words of this kind as they stand; None while nobody has written them."""
    return (
        Agreement.objects.filter(project=project, kind=kind)
        .exclude(words="")
        .select_related("changed_by__member")
        .first()
    )


@dataclass(frozen=True)
class Confirmed:
    """Who goes along with the words as they stand: some names, whether there are more, and whether the reader does."""

    names: list[str]
    more: bool
    by_reader: bool


def confirmed(agreement: Agreement, reader: Membership) -> Confirmed:
    """Those in the project now who said that they go along with this version, by name. Never who did not. One query."""
    found = AgreementConfirmation.objects.filter(
        agreement=agreement, version=agreement.version, membership__status=Membership.Status.ACTIVE
    ).order_by("membership__member__display_name", "membership_id")
    rows = list(found.values_list("membership_id", "membership__member__display_name"))
    return Confirmed(
        names=[name for _place, name in rows[:MOST_NAMES]],
        more=len(rows) > MOST_NAMES,
        by_reader=any(place == reader.pk for place, _name in rows),
    )


def agreements_asked(member: Member, now: datetime) -> list[Agreement]:
    """What a person is asked to read and go along with, in all their projects: each with its project. One query.

    People are asked for two weeks after they joined, or after words that they went along with were changed (seed 12).
    Nobody is asked for ever, and nobody who rests.
    """
    return agreements_waiting(member.pk, now - ASK_FOR)


@prepared
def agreements_waiting(member: int, since: datetime) -> QuerySet[Agreement]:
    """The same, as rows of one query that Home joins with others."""
    place = Membership.objects.filter(
        project=OuterRef("project"), member=member, status=Membership.Status.ACTIVE
    ).exclude(way=Membership.Way.RESTING)
    said = AgreementConfirmation.objects.filter(agreement=OuterRef("pk"), membership__member=member)
    return (
        Agreement.objects.filter(
            Q(Exists(place.filter(joined_at__gte=since)))
            | Q(Exists(place), Exists(said), changed_at__gte=since),
            ~Exists(said.filter(version=OuterRef("version"))),
            project__status=Project.Status.OPEN,
        )
        .exclude(words="")
        .select_related("project")
        .order_by(F("changed_at").desc(), "pk")
    )
