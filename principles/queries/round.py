"""Reads about rounds that more than one page or action needs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from coproduce.lib.dates import clock_of
from coproduce.lib.prepared import prepared
from members.models import Member
from principles.adherence import Row, Sheets, Tally
from principles.lib.receipt import sheet_of
from principles.models import Principle, PulseAnswer, PulseItem, PulseRound, PulseStage, PulseTicket
from principles.models.principle import About
from principles.models.round import Choice, Side
from projects.models import Membership, Project

OFTEN = (Choice.ALWAYS, Choice.MOSTLY, Choice.AGREE)
SELDOM = (Choice.SOMETIMES, Choice.NO, Choice.UNSURE, Choice.DIFFERS)
SIDE_NAMES = {Side.LIVED: "lived", Side.STAFF: "staff", Side.NEITHER: "rest"}


def people_to_ask(project: Project) -> QuerySet[Membership]:
    """Everyone who gets a ticket when a round opens: those in the project who are not resting."""
    return Membership.objects.filter(
        project=project, status=Membership.Status.ACTIVE, member__is_active=True
    ).exclude(way=Membership.Way.RESTING)


def standing_round(project: Project) -> PulseRound | None:
    """The project's round that is planned or open: there is one at most."""
    standing = (PulseRound.Status.PLANNED, PulseRound.Status.OPEN)
    return PulseRound.objects.filter(project=project, status__in=standing).first()


def due_rounds(now: datetime) -> tuple[list[int], list[int]]:
    """The rounds to open and the rounds to close, by the day in each project's own zone; oldest first."""
    latest_day = now.date() + timedelta(days=1)  # the furthest that any zone is ahead
    planned = PulseRound.objects.filter(status=PulseRound.Status.PLANNED, opens_on__lte=latest_day)
    to_open = [
        pulse_round.pk
        for pulse_round in planned.select_related("project").order_by("opens_on", "pk")
        if pulse_round.opens_on <= now.astimezone(clock_of(pulse_round.project.zone)).date()
    ]
    running = PulseRound.objects.filter(status=PulseRound.Status.OPEN, closes_on__lt=latest_day)
    to_close = [
        pulse_round.pk
        for pulse_round in running.select_related("project").order_by("closes_on", "pk")
        if now >= pulse_round.ends_at(pulse_round.project.zone)
    ]
    return to_open, to_close


@dataclass(frozen=True)
class FoundTicket:
    """A ticket with its round and project, and whether its owner is in the project now."""

    ticket: PulseTicket
    still_in: bool


def find_ticket(ticket: UUID) -> FoundTicket | None:
    """The ticket that a link names. One query."""
    place = Membership.objects.filter(
        project=OuterRef("round__project"), member=OuterRef("member"), status=Membership.Status.ACTIVE
    )
    tickets = PulseTicket.objects.select_related("round__project").annotate(is_in=Exists(place))
    found = tickets.filter(pk=ticket).first()
    return FoundTicket(found, found.is_in) if found else None


def items_of(pulse_round: PulseRound) -> list[PulseItem]:
    """The questions of the round, as they stood when it opened."""
    return list(
        PulseItem.objects.filter(pk__in=pulse_round.round_items.values("item"))
        .select_related("principle")
        .order_by("principle__number", "number")
    )


def items_in_use(about: str = About.PULSE) -> list[PulseItem]:
    """The questions that a round would ask today, by principle; or the statements, each in its newest words."""
    if about == About.NOT:
        statements = PulseItem.objects.filter(about=about).order_by("number", "-version")
        return list(statements.distinct("number"))
    return list(
        PulseItem.objects.filter(in_use=True, about=about)
        .select_related("principle")
        .order_by("principle__number", "number")
    )


@dataclass(frozen=True)
class Offer:
    """An open round that somebody has not answered yet."""

    ticket: UUID
    project: str  # its name
    about: str
    closes_on: date


def open_offers(member: Member, projects: Iterable[Project | int] | None = None) -> list[Offer]:
    """The open rounds that the member may still answer, in all projects or in these. One query."""
    tickets = (
        _open_tickets(member.pk)
        if projects is None
        else _open_tickets.build(member.pk).filter(round__project__in=projects)
    )
    return [Offer(*ticket) for ticket in tickets]


@prepared
def _open_tickets(member: int) -> QuerySet[PulseTicket, tuple[UUID, str, str, date]]:
    place = Membership.objects.filter(
        project=OuterRef("round__project"), member=OuterRef("member"), status=Membership.Status.ACTIVE
    )
    tickets = PulseTicket.objects.filter(
        Exists(place), member=member, used=False, round__status=PulseRound.Status.OPEN
    )
    columns = ["pk", "round__project__name", "round__about", "round__closes_on"]
    return tickets.order_by("round__closes_on", "round_id").values_list(*columns)


def unused_ticket(member: Member) -> Subquery:
    """For annotating rounds: the member's own ticket, while it is not used."""
    mine = PulseTicket.objects.filter(round=OuterRef("pk"), member=member, used=False)
    return Subquery(mine.values("pk")[:1])


def sheets_of(rounds: Sequence[int]) -> dict[int, Sheets]:
    """How many people sent answers to each of these rounds, by the side they chose."""
    rows = (
        PulseStage.objects.filter(round__in=rounds)
        .values_list("round_id", "side")
        .annotate(people=Count("sheet", distinct=True))
        .order_by()
    )
    found: dict[int, dict[str, int]] = {pk: {} for pk in rounds}
    for pk, side, people in rows:
        found[pk][SIDE_NAMES[Side(side)]] = people
    return {pk: Sheets(**sides) for pk, sides in found.items()}


def tallies_of(
    rounds: Sequence[int], *, answers: type[PulseStage] | type[PulseAnswer]
) -> dict[int, dict[int, Tally]]:
    """What was said to each question of these rounds, by side: one query however many rounds."""
    rows = (
        answers.objects.filter(round__in=rounds)
        .values_list("round_id", "item_id", "side")
        .annotate(
            often=Count("pk", filter=Q(choice__in=OFTEN)), seldom=Count("pk", filter=Q(choice__in=SELDOM))
        )
        .order_by()
    )
    sides: dict[int, dict[int, dict[str, Row]]] = {pk: {} for pk in rounds}
    for pk, item, side, often, seldom in rows:
        sides[pk].setdefault(item, {})[SIDE_NAMES[Side(side)]] = Row(often, seldom)
    return {
        pk: {item: Tally(**by_side) for item, by_side in of_round.items()} for pk, of_round in sides.items()
    }


def all_principles() -> list[Principle]:
    """The six, in their order."""
    return list(Principle.objects.order_by("number"))


def sheet_answers(receipt: str) -> tuple[PulseRound | None, dict[str, str]]:
    """The open round of the answers sent with this code, and the answers as the form holds them; None if unknown."""
    rows = list(PulseStage.objects.filter(sheet=sheet_of(receipt)).select_related("round__project"))
    if not rows:
        return None, {}
    initial = {f"item-{row.item_id}": row.choice for row in rows}
    return rows[0].round, {**initial, "side": rows[0].side or "neither"}
