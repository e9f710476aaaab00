"""Reads for the pages of an organisation: who may read them, totals, and its projects by name."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from members.models import Member, Organisation, OrganisationRole
from principles.adherence import Spread
from principles.models import DoneCount, OrganisationPicture, PrincipleRelease, PulseRound
from projects.models import Membership, Project

PAGE = 50


def readable_organisations(member: Member) -> list[Organisation]:
    """Organisations that the member leads, or in one of whose projects they are; each with `is_led`. One query."""
    leads = OrganisationRole.objects.filter(
        organisation=OuterRef("pk"), member=member, role=OrganisationRole.Role.LEAD
    )
    place = Membership.objects.filter(
        member=member,
        status=Membership.Status.ACTIVE,
        project__organisation_parts__organisation=OuterRef("pk"),
    )
    organisations = Organisation.objects.annotate(is_led=Exists(leads)).filter(Q(is_led=True) | Exists(place))
    return list(organisations.order_by("-is_led", "name", "pk"))


def spreads_of(organisation: Organisation) -> dict[int, Spread]:
    """How many of its projects have each word, by principle, from the rows that are kept. One query."""
    rows = OrganisationPicture.objects.filter(organisation=organisation).values_list(
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
    organisation: Organisation, reader: Member, *, after: str = "", principle: int | None = None
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


def all_projects_of(organisation: Organisation, reader: Member) -> Iterable[ProjectLine]:
    """Every project by name, with words, what was done and its newest closed round, for the export. One query."""
    closed = PulseRound.objects.filter(project=OuterRef("pk"), status=PulseRound.Status.CLOSED).order_by(
        "-number"
    )
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


def _by_name(organisation: Organisation, reader: Member) -> QuerySet[Project]:
    place = Membership.objects.filter(project=OuterRef("pk"), member=reader, status=Membership.Status.ACTIVE)
    may_open = Value(True) if getattr(organisation, "is_led", False) else Exists(place)
    projects = Project.objects.filter(organisation_parts__organisation=organisation)
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
