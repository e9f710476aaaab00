"""Who may open, call off and answer a round of the pulse."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coproduce.lib.answers import YES, Answer, no
from principles.models import PulseRound, PulseTicket
from projects.models import Membership
from projects.permissions.project import can_take_part

LONGEST_DAYS = 28


def can_open_round(membership: Membership, *, standing: PulseRound | None, asked: int, k: int) -> Answer:
    """Hosts may open a round when none is planned or open, and k people or more can be asked (decision 13)."""
    if not (answer := can_take_part(membership, membership.project_id)):
        return answer
    if not membership.is_host:
        return no(_("The people who run this project open the questions. You can ask one of them."))
    if standing is not None and standing.status == PulseRound.Status.OPEN:
        return no(_("The questions are open now. The next ones can open when these have closed."))
    if standing is not None:
        return no(_("The questions have a day already. You can call that off first."))
    return can_ask(asked=asked, k=k)


def can_ask(*, asked: int, k: int) -> Answer:
    """Answers keep people unknown only where k people or more are asked."""
    if asked >= k:
        return YES
    reason = ngettext(
        "There is %(asked)s person to ask. Answers have no names when %(k)s or more people are asked.",
        "There are %(asked)s people to ask. Answers have no names when %(k)s or more people are asked.",
        asked,
    )
    together = _(
        "In a smaller group you can talk the questions through together. No page keeps the answers yet."
    )
    return no(f"{reason % {'asked': asked, 'k': k}} {together}")


def can_choose_days(*, opens_on: date, closes_on: date, today: date) -> Answer:
    """A round starts today or later, and is open for two days at least and four weeks at most."""
    if opens_on < today:
        return no(_("Choose today or a later day."))
    if not 1 <= (closes_on - opens_on).days <= LONGEST_DAYS:
        return no(_("The questions can be open for two days at least, and four weeks at most."))
    return YES


def can_call_off_round(membership: Membership, pulse_round: PulseRound) -> Answer:
    """Hosts may call off a round that has not opened. One that is open holds people's answers: it closes on its day."""
    if membership.project_id != pulse_round.project_id or not membership.is_active or not membership.is_host:
        return no(_("The people who run this project open the questions. You can ask one of them."))
    if pulse_round.status != PulseRound.Status.PLANNED:
        return no(_("The questions are open, or closed. Only a day to come can be called off."))
    return YES


def can_answer(pulse_round: PulseRound, *, zone: str, now: datetime) -> Answer:
    """A round takes answers, changes and withdrawals until the end of its last day."""
    if pulse_round.status != PulseRound.Status.OPEN or now >= pulse_round.ends_at(zone):
        return no(_("These questions have closed. Nothing more can be sent or changed."))
    return YES


def can_use_ticket(ticket: PulseTicket, *, still_in: bool) -> Answer:
    """A ticket lets one person answer once, as long as they are in the project."""
    if not still_in:
        return no(_("This link was for somebody who takes part in the project."))
    if ticket.used:
        return no(
            _(
                "Answers were sent with this link already. With your code you can change them or take them back."
            )
        )
    return YES
