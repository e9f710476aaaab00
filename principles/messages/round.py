"""What people hear about a round: that it is open, and that its results can be read. Nobody is reminded or named."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from coproduce.lib import dates
from members.actions.message import MessageRow, write_messages
from members.messages.kinds import Kind
from members.models import Message
from principles.models import PulseRound, PulseTicket
from principles.models.principle import About
from projects.models import Membership, Project

OPEN, CLOSED = "round-open", "round-closed"
RESULTS: dict[str, str] = {About.PULSE: "principles:project", About.NOT: "principles:what-it-is-not"}


def tell_members_round_opened(pulse_round: PulseRound, project: Project) -> None:
    """Everyone with a ticket hears once that the questions are open. The message lasts as long as the round."""
    lasts = pulse_round.ends_at(project.zone) - dates.now()
    members = PulseTicket.objects.filter(round=pulse_round).values_list("member_id", flat=True)
    write_messages(
        MessageRow(
            kind=OPEN, recipient_id=member, subject_id=pulse_round.pk, scope_id=project.pk, lasts=lasts
        )
        for member in members
    )


def tell_members_round_closed(pulse_round: PulseRound, project: Project) -> None:
    """Everyone in the project hears that the results can be read, whether they answered or not (seed 41)."""
    members = _in_the_project(project.pk).values_list("member_id", flat=True)
    write_messages(
        MessageRow(kind=CLOSED, recipient_id=member, subject_id=pulse_round.pk, scope_id=project.pk)
        for member in members
    )


def _in_the_project(*projects: int) -> QuerySet[Membership]:
    return Membership.objects.filter(
        project__in=projects, status=Membership.Status.ACTIVE, member__is_active=True
    ).exclude(way=Membership.Way.RESTING)


def _places(messages: Sequence[Message]) -> set[tuple[int, int]]:
    """(project, member) of those who are in the project and not resting."""
    projects = {message.scope_id for message in messages if message.scope_id}
    recipients = {message.recipient_id for message in messages}
    places = _in_the_project(*projects).filter(member__in=recipients)
    return set(places.values_list("project_id", "member_id"))


def _open_tickets(messages: Sequence[Message]) -> QuerySet[PulseTicket]:
    rounds = {message.subject_id for message in messages}
    members = {message.recipient_id for message in messages}
    return PulseTicket.objects.filter(
        round__in=rounds, member__in=members, used=False, round__status=PulseRound.Status.OPEN
    ).select_related("round__project")


def open_still_true(messages: Sequence[Message], now: datetime) -> set[int]:
    """While the round is open, and its reader has not answered, left or begun to rest."""
    places = _places(messages)
    open_now = {
        (ticket.round_id, ticket.member_id)
        for ticket in _open_tickets(messages)
        if now < ticket.round.ends_at(ticket.round.project.zone)
    }
    return {
        message.pk
        for message in messages
        if (message.scope_id, message.recipient_id) in places
        and (message.subject_id, message.recipient_id) in open_now
    }


def open_load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Project, last day, and the link with the reader's own ticket."""
    tickets = {(ticket.round_id, ticket.member_id): ticket for ticket in _open_tickets(messages)}
    loaded = {}
    for message in messages:
        ticket = tickets.get((message.subject_id or 0, message.recipient_id or 0))
        if ticket is not None:
            loaded[message.pk] = {
                "project": ticket.round.project.name,
                "closes_on": ticket.round.closes_on,
                "k": ticket.round.k,
                "about": ticket.round.about,
                "link": settings.SITE_URL + reverse("principles:round-ticket", args=[ticket.pk]),
            }
    return loaded


def closed_still_true(messages: Sequence[Message], now: datetime) -> set[int]:
    """While the reader is in the project and not resting."""
    places = _places(messages)
    return {message.pk for message in messages if (message.scope_id, message.recipient_id) in places}


def closed_load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Project, and the page that shows what people said."""
    places = (
        _in_the_project(*{message.scope_id for message in messages if message.scope_id})
        .filter(member__in={message.recipient_id for message in messages})
        .select_related("project")
    )
    by_reader = {(place.project_id, place.member_id): place for place in places}
    rounds = PulseRound.objects.filter(pk__in={message.subject_id for message in messages})
    about = dict(rounds.values_list("pk", "about"))
    loaded = {}
    for message in messages:
        place = by_reader.get((message.scope_id or 0, message.recipient_id or 0))
        if place is not None and message.subject_id in about:
            loaded[message.pk] = {
                "project": place.project.name,
                "link": settings.SITE_URL
                + reverse(RESULTS[about[message.subject_id or 0]], args=[place.project.address]),
            }
    return loaded


OPEN_KIND = Kind(
    name=OPEN,
    still_true=open_still_true,
    load=open_load,
    preview={
        "project": "A better welcome",
        "closes_on": date(2027, 5, 14),
        "k": 5,
        "about": About.PULSE.value,
        "link": "https://coproduce.example.org/round/3f2b/",
    },
)
CLOSED_KIND = Kind(
    name=CLOSED,
    still_true=closed_still_true,
    load=closed_load,
    preview={
        "project": "A better welcome",
        "link": "https://coproduce.example.org/projects/abc/principles/",
    },
)
