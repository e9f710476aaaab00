"""The scheduled jobs of the principles. Each may run twice, late, or at the same time as itself."""

import logging

from celery import shared_task
from django.db import DatabaseError

from coproduce.lib import dates
from principles.actions.closing import close_round, forget_what_was_deleted
from principles.actions.done import count_what_was_done, moved_projects
from principles.actions.round import open_planned_round
from principles.queries.round import due_rounds

log = logging.getLogger(__name__)


@shared_task(name="principles.open_and_close_rounds")
def open_and_close_rounds() -> None:
    """Open the rounds whose day has come, and close those whose last day is over, each in its project's own zone."""
    now = dates.now()
    to_open, to_close = due_rounds(now)
    for pulse_round_id in to_open:
        try:
            open_planned_round(pulse_round_id=pulse_round_id, now=now)
        except DatabaseError:  # one round that cannot be had now holds up no other
            log.exception("round %s did not open; the next run tries again", pulse_round_id)
    closed = 0
    for pulse_round_id in to_close:
        try:
            closed += close_round(pulse_round_id=pulse_round_id, now=now)
        except DatabaseError:
            log.exception("round %s did not close; the next run tries again", pulse_round_id)
    if closed:
        forget_what_was_deleted()


@shared_task(name="principles.count_what_was_done")
def count_what_was_done_job() -> None:
    """Count what was done in every project whose records moved since the last count."""
    counted: set[tuple[int, int]] = set()
    while True:
        moved = {pk: version for pk, version in moved_projects().items() if (pk, version) not in counted}
        if not moved:
            return
        count_what_was_done(versions=moved, now=dates.now())
        counted |= set(moved.items())
