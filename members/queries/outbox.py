"""How the outbox is doing: for /health/ and for operators."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Min

from members.models import Message

MAIL_WORKS = timedelta(minutes=10)
UNSENT = [Message.State.WAITING, Message.State.SENDING]


@dataclass(frozen=True)
class Pulse:
    """Whether somebody ticks, whether sending is held, and since when the oldest due message waits."""

    since_tick: timedelta | None  # None when there never was a tick
    is_held: bool
    oldest_due: datetime | None


def pulse(now: datetime) -> Pulse:
    """Three queries. Raises DatabaseError when the database is not there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT clock_timestamp() - last_tick_at, sending_held FROM members_sitestate WHERE id = 1"
        )
        since_tick, is_held = cursor.fetchone() or (None, False)
    return Pulse(since_tick, bool(is_held), oldest_due_unsent(now))


def oldest_due_unsent(now: datetime) -> datetime | None:
    """When the oldest message was due that should be out and is not.

    One that waits for its next try counts only while no mail at all gets through: else it is about its own address.
    """
    rows = Message.objects.filter(state__in=UNSENT, due_at__lte=now)
    sent = Message.objects.filter(channel=Message.Channel.EMAIL, state=Message.State.SENT)
    if sent.filter(sent_at__gt=now - MAIL_WORKS).exists():
        rows = rows.filter(attempts=0)
    found = rows.aggregate(oldest=Min("due_at"))
    oldest: datetime | None = found["oldest"]
    return oldest
