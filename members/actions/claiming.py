"""Taking rows of the outbox for a while, and saying what became of them. In SQL: each is one statement and one commit.

A row is claimed for as long as its lease runs, by the database's clock. Whoever claimed it holds the lease's token and marks
only rows that still carry it. When a process dies, its rows wait until the lease has run out and are claimed again.
"""

import contextlib
import logging
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db import Error, InterfaceError, OperationalError, connection

from members.models import Message

log = logging.getLogger(__name__)
Got = TypeVar("Got")

CLAIM = """
    WITH picked AS (
        SELECT id FROM members_message
        WHERE state = 'waiting' AND next_attempt_at <= %(now)s
            AND NOT EXISTS (SELECT 1 FROM members_sitestate WHERE sending_held)
        ORDER BY next_attempt_at, id
        LIMIT %(most)s
        FOR UPDATE SKIP LOCKED
    )
    UPDATE members_message AS m
    SET state = 'sending', lease_until = clock_timestamp() + %(lease)s, lease_token = %(token)s
    FROM picked WHERE m.id = picked.id
    RETURNING m.*
"""
LET_GO = """
    UPDATE members_message SET state = 'waiting', lease_until = NULL, lease_token = NULL
    WHERE id IN (
        SELECT id FROM members_message WHERE state = 'sending' AND lease_until < clock_timestamp() FOR UPDATE SKIP LOCKED
    )
"""
MARK_SENT = """
    UPDATE members_message
    SET state = 'sent', sent_at = %(now)s, ended_at = %(now)s, attempts = attempts + 1, channel = %(channel)s,
        last_error = '', lease_until = NULL, lease_token = NULL
    WHERE id = ANY(%(ids)s) AND state = 'sending' AND lease_token = %(token)s
"""
MARK_ENDED = """
    UPDATE members_message AS m
    SET state = new.state, ended_at = %(now)s, attempts = new.attempts, last_error = new.words,
        lease_until = NULL, lease_token = NULL
    FROM unnest(%(ids)s::bigint[], %(states)s::text[], %(attempts)s::int[], %(words)s::text[])
        AS new (id, state, attempts, words)
    WHERE m.id = new.id AND m.state = 'sending' AND m.lease_token = %(token)s
"""
PUT_BACK = """
    UPDATE members_message AS m
    SET state = 'waiting', due_at = new.due_at, next_attempt_at = new.next_attempt_at, expires_at = new.expires_at,
        channel = new.channel, zone = new.zone, attempts = new.attempts, last_error = new.words,
        lease_until = NULL, lease_token = NULL
    FROM unnest(
        %(ids)s::bigint[], %(due)s::timestamptz[], %(next)s::timestamptz[], %(expires)s::timestamptz[], %(channels)s::text[],
        %(zones)s::text[], %(attempts)s::int[], %(words)s::text[]
    ) AS new (id, due_at, next_attempt_at, expires_at, channel, zone, attempts, words)
    WHERE m.id = new.id AND m.state = 'sending' AND m.lease_token = %(token)s
"""


@dataclass(frozen=True)
class Claim:
    """Rows that belong to this process until the lease runs out."""

    token: uuid.UUID
    messages: list[Message]
    runs_out: float  # by this process's own steady clock, and never later than by the database's

    def seconds_left(self) -> float:
        """How long the rows certainly still belong to this process."""
        return self.runs_out - time.monotonic()


def claim_due(*, now: datetime, most: int) -> Claim:
    """Take up to so many rows that are due, earliest first, past those that others hold. None while sending is held."""
    token = Message.new_lease()
    lease: timedelta = settings.MESSAGE_LEASE
    runs_out = time.monotonic() + lease.total_seconds()
    rows = Message.objects.raw(CLAIM, {"now": now, "most": most, "lease": lease, "token": token})
    messages = sorted(rows, key=lambda message: (message.next_attempt_at, message.pk))
    return Claim(token, messages, runs_out)


def let_go_of_lost() -> int:
    """Let rows wait again whose process died. Returns how many."""
    with connection.cursor() as cursor:
        cursor.execute(LET_GO)
        return int(cursor.rowcount)


def mark_sent(*, claim: Claim, ids: Sequence[int], channel: str, now: datetime) -> None:
    """Note that these are out."""
    facts = {"ids": list(ids), "channel": channel, "now": now}
    _say(claim, MARK_SENT, facts, len(ids))


def mark_ended(*, claim: Claim, ended: Sequence[tuple[Message, str, str]], now: datetime) -> None:
    """Note that these will never be sent: (message, state, words)."""
    facts = {
        "ids": [message.pk for message, _state, _words in ended],
        "states": [state for _message, state, _words in ended],
        "attempts": [message.attempts for message, _state, _words in ended],
        "words": [words[:200] for _message, _state, words in ended],
        "now": now,
    }
    _say(claim, MARK_ENDED, facts, len(ended))


def put_back(*, claim: Claim, messages: Sequence[Message]) -> None:
    """Let these wait again, with the times, channel, attempts and words that are set on them."""
    _say(claim, PUT_BACK, _as_they_are(messages), len(messages))


def drop(*, claim: Claim, messages: Sequence[Message]) -> None:
    """`put_back` when something broke: one try, because otherwise the lease runs out and does the same."""
    if messages:
        with contextlib.suppress(Error), connection.cursor() as cursor:
            cursor.execute(PUT_BACK, {**_as_they_are(messages), "token": claim.token})


def _as_they_are(messages: Sequence[Message]) -> dict[str, Any]:
    return {
        "ids": [message.pk for message in messages],
        "due": [message.due_at for message in messages],
        "next": [message.next_attempt_at for message in messages],
        "expires": [message.expires_at for message in messages],
        "channels": [message.channel for message in messages],
        "zones": [message.zone for message in messages],
        "attempts": [message.attempts for message in messages],
        "words": [message.last_error[:200] for message in messages],
    }


def _say(claim: Claim, statement: str, facts: dict[str, Any], rows: int) -> None:
    if not rows:
        return

    def tell() -> int:
        with connection.cursor() as cursor:
            cursor.execute(statement, {**facts, "token": claim.token})
            return int(cursor.rowcount)

    reached = insist(ask=tell, until=claim.runs_out)
    if reached < rows:
        log.error("%s rows of the outbox were marked after their lease had run out", rows - reached)


def insist(*, ask: Callable[[], Got], until: float) -> Got:
    """Ask again while the database comes back, as long as the lease runs: what is out and not marked would be sent twice."""
    pause = 0.05
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or time.monotonic() + pause > until:
                raise
            connection.close()
            time.sleep(pause)
            pause = min(1.0, pause * 2)
