"""Reads for the pages of an organisation: who may read them, totals, and its projects by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from members.models import Member, Organisation, OrganisationRole
from principles.adherence import Spread
from principles.models import DoneCount, OrganisationPicture, PrincipleRelease, PulseRound
from principles.models.principle import About
from projects.models import Membership, Project, ProjectOrganisation

PAGE = 50


# Written by hand: it stands before every page of an organisation, and building it anew cost as much as running it.
READABLE = f"""
    WITH mine AS (
        SELECT organisation_id, true AS led FROM {OrganisationRole._meta.db_table}
        WHERE member_id = %(member)s AND role = 'lead'
        UNION ALL
        SELECT part.organisation_id, false FROM {Membership._meta.db_table} place
        JOIN {ProjectOrganisation._meta.db_table} part ON part.project_id = place.project_id
        WHERE place.member_id = %(member)s AND place.status = 'active'
    )
    SELECT organisation.id, organisation.slug, organisation.name, bool_or(mine.led)
    FROM mine JOIN {Organisation._meta.db_table} organisation ON organisation.id = mine.organisation_id
    GROUP BY organisation.id ORDER BY bool_or(mine.led) DESC, organisation.name, organisation.id
"""  # noqa: S608 - only names of our own tables are put in


@dataclass(frozen=True)
class ReadableOrganisation:
    """An organisation whose pages somebody may read: as its lead, or as a member of one of its projects."""

    pk: int
    slug: str
    name: str
    is_led: bool


def readable_organisations(member: Member) -> list[ReadableOrganisation]:
    """Organisations that the member leads, then those in one of whose projects they are. One query."""
    with connection.cursor() as cursor:
        cursor.execute(READABLE, {"member": member.pk})
        return [ReadableOrganisation(*row) for row in cursor.fetchall()]


def spreads_of(organisation: ReadableOrganisation) -> dict[int, Spread]:
    """How many of its projects have each word, by principle, from the rows that are kept. One query."""
    rows = OrganisationPicture.objects.filter(organisation=organisation.pk).values_list(
        "principle_id", "projects", "needs_work", "mixed", "going_well", "not_enough"
    )
    return {row[0]: Spread(*row[1:]) for row in rows}


@dataclass(frozen=True)
class ProjectLine:
    """One project of an organisation as plain values: words by principle, and what was done by indicator."""

    address: str
    name: str
    may_open: bool
    words: dict[int, str]
    done: dict[str, tuple[int, int]]
    closes_on: object = None
    answered: int | None = None


def _words() -> ArraySubquery:
    newest = PrincipleRelease.objects.filter(project=OuterRef("pk"), latest=True)
    pair = Concat(Cast("principle_id", CharField()), Value(":"), "word", output_field=CharField())
    return ArraySubquery(newest.values(pair=pair))


def _done(principle: int | None) -> ArraySubquery:
    counts = DoneCount.objects.filter(project=OuterRef("pk"))
    if principle is not None:
        counts = counts.filter(principle=principle)
    parts = Concat(
        "indicator",
        Value(":"),
        Cast("done", CharField()),
        Value(":"),
        Cast("out_of", CharField()),
        output_field=CharField(),
    )
    return ArraySubquery(counts.values(parts=parts))


def projects_of(
    organisation: ReadableOrganisation, reader: Member, *, after: str = "", principle: int | None = None
) -> tuple[list[ProjectLine], str]:
    """One page of its projects by name, and the address to go on after (empty at the end). One query.

    With `principle`, what was done for it comes along. A reader who does not lead may open only their own projects.
    """
    projects = _by_name(organisation, reader)
    if after:
        projects = projects.filter(_comes_after(after))
    columns = ["address", "name", "may_open", "words"]
    projects = projects.annotate(words=_words())
    if principle is not None:
        projects = projects.annotate(counts=_done(principle))
        columns.append("counts")
    rows = list(projects.values_list(*columns)[: PAGE + 1])
    lines = [
        ProjectLine(row[0], row[1], row[2], _pairs(row[3]), _counts(row[4]) if len(row) > 4 else {})
        for row in rows[:PAGE]
    ]
    return lines, lines[-1].address if len(rows) > PAGE else ""


def all_projects_of(organisation: ReadableOrganisation, reader: Member) -> Iterable[ProjectLine]:
    """Every project by name, with words, what was done and its newest closed round, for the export. One query."""
    closed = PulseRound.objects.filter(
        project=OuterRef("pk"), status=PulseRound.Status.CLOSED, about=About.PULSE
    ).order_by("-number")
    rows = (
        _by_name(organisation, reader)
        .annotate(
            words=_words(),
            counts=_done(None),
            closes_on=Subquery(closed.values("closes_on")[:1]),
            answered=Subquery(closed.values("answered")[:1]),
        )
        .values_list("address", "name", "may_open", "words", "counts", "closes_on", "answered")
    )
    for address, name, may_open, words, counts, closes_on, answered in rows:
        yield ProjectLine(address, name, may_open, _pairs(words), _counts(counts), closes_on, answered)


def _by_name(organisation: ReadableOrganisation, reader: Member) -> QuerySet[Project]:
    place = Membership.objects.filter(project=OuterRef("pk"), member=reader, status=Membership.Status.ACTIVE)
    may_open = Value(True) if organisation.is_led else Exists(place)
    projects = Project.objects.filter(organisation_parts__organisation=organisation.pk)
    return projects.annotate(may_open=may_open).order_by("name", "pk")


def _comes_after(address: str) -> Q:
    """Those behind this project by name; an address that nobody knows starts at the beginning."""
    last = Project.objects.filter(address=address).values_list("name", "pk").first()
    if last is None:
        return Q()
    return Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1])


def _pairs(values: Iterable[str]) -> dict[int, str]:
    return {int(principle): word for principle, _colon, word in (value.partition(":") for value in values)}


def _counts(values: Iterable[str]) -> dict[str, tuple[int, int]]:
    parts = (value.split(":") for value in values)
    return {indicator: (int(done), int(out_of)) for indicator, done, out_of in parts}
