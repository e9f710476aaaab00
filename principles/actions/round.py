"""Opening a round of the pulse, now or on its day, and calling off one that has not opened."""

from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from coproduce.lib import dates
from coproduce.lib.answers import require
from members.models import Member
from principles.messages.round import tell_members_round_opened
from principles.models import PulseRound, PulseTicket, RoundItem
from principles.models.principle import About
from principles.permissions.round import can_ask, can_call_off_round, can_choose_days, can_open_round
from principles.queries.round import items_in_use, people_to_ask, standing_round
from projects.models import Membership, Project

# The order of the rows says nothing about who joined when.
MAKE_TICKETS = f"""
    INSERT INTO {PulseTicket._meta.db_table} (id, round_id, member_id, used)
    SELECT gen_random_uuid(), %(round)s, place.member_id, false
    FROM {Membership._meta.db_table} place JOIN {Member._meta.db_table} person ON person.id = place.member_id
    WHERE place.project_id = %(project)s AND place.status = 'active' AND place.way <> 'resting' AND person.is_active
    ORDER BY random()
"""  # noqa: S608 - only names of our own tables are put in


@transaction.atomic
def open_round(*, by: Membership, opens_on: date, closes_on: date, about: str = About.PULSE) -> PulseRound:
    """Open a round today, or plan it for a later day. k and the questions are frozen when it opens.

    Raises Refused when `by` does not run the project, a round stands already, fewer than k people can be asked, or the
    days do not fit.
    """
    project = Project.objects.select_for_update().get(pk=by.project_id)
    k = settings.SMALLEST_GROUP
    standing = standing_round(project)
    require(can_open_round(by, standing=standing, asked=people_to_ask(project).count(), k=k))
    today = dates.today(project.zone)
    require(can_choose_days(opens_on=opens_on, closes_on=closes_on, today=today))
    pulse_round = PulseRound.objects.create(
        project=project,
        about=about,
        number=_next_number(project),
        opens_on=opens_on,
        closes_on=closes_on,
        k=k,
    )
    if opens_on == today:
        _open(pulse_round, project)
    return pulse_round


@transaction.atomic
def call_off_round(*, pulse_round: PulseRound, by: Membership) -> PulseRound:
    """Call off a round before its day. Raises Refused when `by` does not run the project, or it has opened."""
    standing = PulseRound.objects.select_for_update().get(pk=pulse_round.pk)
    require(can_call_off_round(by, standing))
    standing.status = PulseRound.Status.CALLED_OFF
    standing.save(update_fields=["status"])
    return standing


@transaction.atomic
def open_planned_round(*, pulse_round_id: int, now: datetime) -> bool:
    """Open a planned round when its day has come in the project's zone. Returns whether it opened.

    With fewer than k people to ask on the day it is called off: nobody's answers could be kept unknown. Safe to run
    twice and at the same time as itself: the row is locked, and who comes second finds nothing to do.
    """
    rounds = PulseRound.objects.select_for_update(of=("self",), skip_locked=True).select_related("project")
    pulse_round = rounds.filter(pk=pulse_round_id, status=PulseRound.Status.PLANNED).first()
    if (
        pulse_round is None
        or pulse_round.opens_on > now.astimezone(dates.clock_of(pulse_round.project.zone)).date()
    ):
        return False
    pulse_round.k = max(pulse_round.k, settings.SMALLEST_GROUP)
    project_rests = pulse_round.project.status != Project.Status.OPEN
    too_few = project_rests or not can_ask(asked=people_to_ask(pulse_round.project).count(), k=pulse_round.k)
    if too_few or now >= pulse_round.ends_at(pulse_round.project.zone):
        pulse_round.status = PulseRound.Status.CALLED_OFF
        pulse_round.save(update_fields=["status"])
        return False
    _open(pulse_round, pulse_round.project)
    return True


def _next_number(project: Project) -> int:
    last = (
        PulseRound.objects.filter(project=project)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (last or 0) + 1


def _open(pulse_round: PulseRound, project: Project) -> None:
    items = items_in_use(pulse_round.about)
    RoundItem.objects.bulk_create(RoundItem(round=pulse_round, item=item) for item in items)
    with connection.cursor() as cursor:
        cursor.execute(MAKE_TICKETS, {"round": pulse_round.pk, "project": project.pk})
        pulse_round.invited = cursor.rowcount
    pulse_round.status = PulseRound.Status.OPEN
    pulse_round.save(update_fields=["status", "invited", "k"])
    tell_members_round_opened(pulse_round, project)
