"""Plain functions that make rounds, answers and people to answer for tests."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib import import_module
from typing import Any

from django.conf import settings

from coproduce.lib import dates
from members.models import Member
from principles.actions.closing import close_round
from principles.models import Principle, PulseRound, PulseStage, PulseTicket, RoundItem
from principles.queries.round import items_in_use
from projects.models import Membership, Project
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project


def make_principles() -> list[Principle]:
    """The six with their words and questions: as the migration left them, or again after a test emptied the tables."""
    if not Principle.objects.exists():
        from django.apps import apps

        import_module("principles.migrations.0002_say_what_the_six_principles_mean").say(apps, None)
        import_module("principles.migrations.0004_say_what_coproduction_is_not").say(apps, None)
    return list(Principle.objects.order_by("number"))


def make_people(project: Project, how_many: int) -> list[Membership]:
    """That many active members of the project."""
    return [make_membership(project=project, member=make_member()) for _number in range(how_many)]


def make_round(
    *, project: Project | None = None, status: str = "open", closes_on: date | None = None, **fields: Any
) -> PulseRound:
    """A round with all questions; one that is open gives every active, non-resting member a ticket."""
    make_principles()
    project = project or make_project()
    today = dates.today(project.zone)
    number = PulseRound.objects.filter(project=project).count() + 1
    values = {
        "number": number,
        "opens_on": today,
        "closes_on": closes_on or today + timedelta(days=7),
        "k": settings.SMALLEST_GROUP,
        "status": status,
        **fields,
    }
    pulse_round = PulseRound.objects.create(project=project, **values)
    if status != "planned":
        RoundItem.objects.bulk_create(
            RoundItem(round=pulse_round, item=item) for item in items_in_use(pulse_round.about)
        )
    if status == "open":
        asked = Membership.objects.filter(project=project, status="active").exclude(way="resting")
        PulseTicket.objects.bulk_create(
            PulseTicket(round=pulse_round, member_id=member)
            for member in asked.values_list("member_id", flat=True)
        )
        pulse_round.invited = asked.count()
        pulse_round.save(update_fields=["invited"])
    return pulse_round


def ticket_of(pulse_round: PulseRound, member: Member | Membership) -> uuid.UUID:
    """The ticket of one person."""
    who = member.member if isinstance(member, Membership) else member
    return PulseTicket.objects.get(round=pulse_round, member=who).pk


def make_sheet(pulse_round: PulseRound, choices: Mapping[int, str] | str, side: str = "") -> str:
    """One sheet of answers on the stage: the same choice to every question, or choices by question. Returns its key."""
    sheet = uuid.uuid4().hex * 2
    if isinstance(choices, str):
        items = pulse_round.round_items.values_list("item_id", flat=True)
        choices = dict.fromkeys(items, choices) if choices else {}
    PulseStage.objects.bulk_create(
        PulseStage(round=pulse_round, sheet=sheet, item_id=item, choice=choice, side=side)
        for item, choice in choices.items()
    )
    return sheet


def make_closed_round(
    *,
    project: Project | None = None,
    sheets: Sequence[tuple[str, str]] = (),
    asked: int | None = None,
    **fields: Any,
) -> PulseRound:
    """A round that closed with these sheets, each (choice, side): all of its freezing was done by the real action."""
    pulse_round = make_round(project=project, **fields)
    for choice, side in sheets:
        make_sheet(pulse_round, choice, side)
    if asked is not None:
        PulseRound.objects.filter(pk=pulse_round.pk).update(invited=asked)
    assert close_round(
        pulse_round_id=pulse_round.pk,
        now=pulse_round.ends_at(pulse_round.project.zone) + timedelta(seconds=1),
    )
    pulse_round.refresh_from_db()
    return pulse_round


def sheets(*groups: tuple[int, str, str]) -> list[tuple[str, str]]:
    """Many sheets said shortly: (how many, choice, side)."""
    return [(choice, side) for how_many, choice, side in groups for _number in range(how_many)]
