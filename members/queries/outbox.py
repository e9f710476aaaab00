"""How the outbox is doing: for /health/ and for operators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Min

from members.models import Message

UNSENT = [Message.State.WAITING, Message.State.SENDING]


@dataclass(frozen=True)
class Pulse:
    """Whether somebody ticks, whether sending is held, and since when the oldest due message waits."""

    since_tick: timedelta | None  # None when there never was a tick
    is_held: bool
    oldest_due: datetime | None


def pulse(now: datetime) -> Pulse:
    """Two queries. Raises DatabaseError when the database is not there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() - last_tick_at, sending_held FROM members_sitestate WHERE id = 1"
        )
        since_tick, is_held = cursor.fetchone() or (None, False)
    return Pulse(since_tick, bool(is_held), oldest_due_unsent(now))


def oldest_due_unsent(now: datetime) -> datetime | None:
    """When the oldest message was due that should be out and is not; those that wait for another try count."""
    found = Message.objects.filter(state__in=UNSENT, due_at__lte=now).aggregate(oldest=Min("due_at"))
    oldest: datetime | None = found["oldest"]
    return oldest
