"""Closing a round: the moment in which answers lose everything that could lead to a person."""

import contextlib
from datetime import datetime

from django.db import OperationalError, connection, transaction

from members.actions.message import withdraw_messages
from principles.actions.picture import refresh_pictures
from principles.actions.release import publish_rounds
from principles.adherence import Sheets, shown_count
from principles.messages.round import OPEN, tell_members_round_closed
from principles.models import ItemRelease, PulseAnswer, PulseRound, PulseStage, PulseTicket
from principles.queries.round import sheets_of, tallies_of

# One statement writes all answers anew, in a random order, under new random keys: neither the order of the rows on disk
# nor the transaction that wrote them says who answered when, or which answers came on one sheet.
SHUFFLE = f"""
    INSERT INTO {PulseAnswer._meta.db_table} (id, round_id, item_id, choice, side)
    SELECT gen_random_uuid(), stage.round_id, stage.item_id, stage.choice,
        CASE WHEN release.split THEN stage.side ELSE '' END
    FROM {PulseStage._meta.db_table} stage
    JOIN {ItemRelease._meta.db_table} release
        ON release.round_id = stage.round_id AND release.item_id = stage.item_id
    WHERE stage.round_id = %s
    ORDER BY random()
"""  # noqa: S608 - only names of our own tables are put in


@transaction.atomic
def close_round(*, pulse_round_id: int, now: datetime) -> bool:
    """Close a round whose last day is over, freeze what it says, and let go of tickets and sheets. True if it closed.

    Safe to run twice and at the same time as itself: the row is locked, and who comes second finds nothing to do. An
    answer that is being sent holds the same lock: it is in before the close, or refused after it.
    """
    rounds = PulseRound.objects.select_for_update(of=("self",), skip_locked=True).select_related("project")
    pulse_round = rounds.filter(pk=pulse_round_id, status=PulseRound.Status.OPEN).first()
    if pulse_round is None or now < pulse_round.ends_at(pulse_round.project.zone):
        return False
    _freeze(pulse_round)
    withdraw_messages(kind=OPEN, subject_id=pulse_round.pk)
    refresh_pictures(projects=[pulse_round.project_id])
    tell_members_round_closed(pulse_round, pulse_round.project)
    return True


def _freeze(pulse_round: PulseRound) -> None:
    sheets = sheets_of([pulse_round.pk]).get(pulse_round.pk, Sheets())
    tallies = tallies_of([pulse_round.pk], answers=PulseStage)
    publish_rounds(rounds=[pulse_round], sheets={pulse_round.pk: sheets}, tallies=tallies)
    with connection.cursor() as cursor:
        cursor.execute(SHUFFLE, [pulse_round.pk])
    PulseStage.objects.filter(round=pulse_round).delete()
    PulseTicket.objects.filter(round=pulse_round).delete()
    pulse_round.status = PulseRound.Status.CLOSED
    pulse_round.answered = shown_count(sheets.people, pulse_round.k)
    pulse_round.save(update_fields=["status", "answered"])


def forget_what_was_deleted() -> None:
    """Let the database write over the deleted tickets and sheets on disk, where no transaction is open around us.

    Where it cannot be done now, the database's own tidying does it later.
    """
    if connection.in_atomic_block:
        return
    with contextlib.suppress(OperationalError), connection.cursor() as cursor:
        for model in (PulseStage, PulseTicket):
            cursor.execute(f"VACUUM {model._meta.db_table}")
