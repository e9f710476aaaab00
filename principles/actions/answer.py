"""Sending, changing and taking back answers. No row that is written here holds a person or a time."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coproduce.lib.answers import Refused, require
from principles.lib.receipt import new_receipt, sheet_of
from principles.models import PulseRound, PulseStage, PulseTicket
from principles.permissions.round import can_answer, can_use_ticket
from principles.queries.round import find_ticket
from projects.models import Project

NO_SUCH_CODE = gettext_lazy("We do not know this code. Check it and try again.")


@transaction.atomic
def send_answers(*, ticket: UUID, choices: Mapping[int, str], side: str, now: datetime) -> str:
    """Keep one sheet of answers until the round closes, and use up the ticket. Returns the code for changing them.

    Raises Refused when the ticket is unknown or used, its owner has left, or the round is closed.
    """
    found = find_ticket(ticket)
    if found is None:
        raise Refused(_("These questions have closed. Nothing more can be sent or changed."))
    _lock_open_round(found.ticket.round_id, now)
    require(can_use_ticket(found.ticket, still_in=found.still_in))
    if not PulseTicket.objects.filter(pk=ticket, used=False).update(used=True):
        found.ticket.used = True  # somebody was quicker with the same link
        require(can_use_ticket(found.ticket, still_in=found.still_in))
    receipt = new_receipt()
    _write(found.ticket.round_id, sheet_of(receipt), choices, side)
    return receipt


@transaction.atomic
def change_answers(*, receipt: str, choices: Mapping[int, str], side: str, now: datetime) -> None:
    """Put other answers in the place of those sent with this code. Raises Refused when it is unknown or the round closed."""
    sheet = sheet_of(receipt)
    round_id = _lock_round_of_sheet(sheet, now)
    PulseStage.objects.filter(sheet=sheet).delete()
    _write(round_id, sheet, choices, side)


@transaction.atomic
def take_answers_back(*, receipt: str, now: datetime) -> None:
    """Remove the answers sent with this code. Raises Refused when it is unknown or the round is closed.

    The ticket stays used: nothing says whose it was.
    """
    sheet = sheet_of(receipt)
    _lock_round_of_sheet(sheet, now)
    PulseStage.objects.filter(sheet=sheet).delete()


def _lock_round_of_sheet(sheet: str, now: datetime) -> int:
    round_id = PulseStage.objects.filter(sheet=sheet).values_list("round_id", flat=True).first()
    if round_id is None:
        raise Refused(str(NO_SUCH_CODE))
    _lock_open_round(round_id, now)
    if not PulseStage.objects.filter(sheet=sheet).exists():  # taken back while we waited
        raise Refused(str(NO_SUCH_CODE))
    return round_id


def _lock_open_round(round_id: int, now: datetime) -> None:
    """Wait for a close that is under way, then look whether the round still takes answers."""
    pulse_round = PulseRound.objects.select_for_update(no_key=True).get(pk=round_id)
    zone = Project.objects.values_list("zone", flat=True).get(pk=pulse_round.project_id)
    require(can_answer(pulse_round, zone=zone, now=now))


def _write(round_id: int, sheet: str, choices: Mapping[int, str], side: str) -> None:
    PulseStage.objects.bulk_create(
        PulseStage(round_id=round_id, sheet=sheet, item_id=item, choice=choice, side=side)
        for item, choice in choices.items()
    )
