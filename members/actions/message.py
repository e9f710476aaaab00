"""Writing to people: rows of the outbox, in the caller's own transaction. Nothing is sent from here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from coproduce.lib import dates
from members.actions.waking import wake, wake_after_commit
from members.messages.kinds import Kind, find_kind, kind_named
from members.messages.mail import message_id_of
from members.messages.placing import NOBODY, Placed, Reader, move, on_the_wall, place, reader_of, wall_clock
from members.models import Member, Message

__all__ = ["MessageRow", "place_again", "wake", "withdraw_messages", "write_message", "write_messages"]

AT_A_TIME = 1000


@dataclass(frozen=True)
class MessageRow:
    """One message to write. `due_at` is a moment; `day` with `at` a wall-clock time in the reader's own zone; neither is now."""

    kind: str
    recipient_id: int | None
    subject_id: int | None
    scope_id: int | None = None
    version: str = ""
    due_at: datetime | None = None
    day: date | None = None
    at: time | None = None
    lasts: timedelta | None = None


def write_message(
    *,
    kind: str,
    recipient: Member | None,
    subject_id: int | None,
    scope_id: int | None = None,
    version: str = "",
    due_at: datetime | None = None,
    lasts: timedelta | None = None,
) -> None:
    """Write to one person, now or at a later moment, about one version of one thing. Writing it twice writes it once.

    Quiet hours, pause, weekly pace and channel are the reader's. One that was withdrawn and is written again waits again.
    Raises LookupError for a kind that nobody registered.
    """
    row = MessageRow(
        kind=kind,
        recipient_id=recipient.pk if recipient else None,
        subject_id=subject_id,
        scope_id=scope_id,
        version=version,
        due_at=due_at,
        lasts=lasts,
    )
    write_messages([row])


def write_messages(rows: Iterable[MessageRow], /) -> int:
    """Write many, with a few statements for each thousand. Returns how many are new or wait again.

    Raises LookupError for a kind that nobody registered.
    """
    now = dates.now()
    written = 0
    left = iter(rows)
    while some := list(islice(left, AT_A_TIME)):
        fresh = _fresh(some, now)
        if fresh:
            with transaction.atomic():
                written += _insert(fresh, now)
                if any(made.placed.due_at <= now for made in fresh):
                    wake_after_commit()
    return written


def withdraw_messages(
    *,
    kind: str | None = None,
    subject_id: int | None = None,
    recipient: Member | None = None,
    scope_id: int | None = None,
    except_version: str | None = None,
) -> int:
    """Take back what waits, also inside a round-up. Returns how many; what is already on its way is not called back.

    `except_version` spares the version that stands. Raises ValueError when nothing says which messages.
    """
    chosen = {"kind": kind, "subject_id": subject_id, "recipient": recipient, "scope_id": scope_id}
    given = {name: value for name, value in chosen.items() if value is not None}
    if not given:
        raise ValueError("say which messages: a kind, a subject, a recipient or a scope")
    waiting = Q(state=Message.State.WAITING) | Q(
        state=Message.State.FOLDED, folded_into__state=Message.State.WAITING
    )
    rows = Message.objects.filter(waiting, **given)
    if except_version is not None:
        rows = rows.exclude(version=except_version)
    with transaction.atomic():
        # In one order, as everybody else takes them, so that two never wait for each other.
        found = list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk", flat=True))
        return Message.objects.filter(pk__in=found).update(
            state=Message.State.WITHDRAWN, ended_at=dates.now(), folded_into=None
        )


def place_again(*, recipient: Member) -> int:
    """Work out afresh where and when somebody's waiting messages go, after they changed zone, hours, pause, pace or channel.

    A wall-clock time stays the same on the wall (promise R5). Returns how many rows were looked at.
    """
    return place_again_for(member_ids=[recipient.pk], now=dates.now())


def place_again_for(*, member_ids: Sequence[int], now: datetime) -> int:
    """`place_again` for many people at once."""
    readers = readers_of(member_ids=member_ids)
    with transaction.atomic():
        waiting = list(
            Message.objects.select_for_update(skip_locked=True).filter(
                recipient__in=member_ids, state=Message.State.WAITING, attempts=0
            )
        )
        for message in waiting:
            kind = find_kind(message.kind)
            if kind is not None and message.recipient_id is not None:
                move(message, readers[message.recipient_id], kind, now=now)
        Message.objects.bulk_update(
            waiting, ["channel", "due_at", "next_attempt_at", "expires_at", "zone"], batch_size=AT_A_TIME
        )
    return len(waiting)


def readers_of(*, member_ids: Iterable[int]) -> dict[int, Reader]:
    """How each of these people wants to be reached, with one query."""
    members = Member.objects.filter(pk__in=set(member_ids)).select_related("contact")
    return {member.pk: reader_of(member, getattr(member, "contact", None)) for member in members}


@dataclass(frozen=True)
class _Written:
    """A row as it goes into the table."""

    row: MessageRow
    placed: Placed
    day: date | None
    at: time | None
    zone: str
    lasts: timedelta

    @property
    def key(self) -> str:
        return message_key(row=self.row, channel=self.placed.channel)


def message_key(*, row: MessageRow, channel: str) -> str:
    """What makes a message one of its kind: what about, for whom, which version of its date, on which channel."""
    return f"{row.kind}:{row.subject_id or 0}:{row.recipient_id or 0}:{row.version}:{channel}"


def _fresh(rows: Sequence[MessageRow], now: datetime) -> list[_Written]:
    """Those that do not stand already, on whichever channel, placed for their readers."""
    keys = [message_key(row=row, channel=channel) for row in rows for channel in Message.Channel.values]
    known = Message.objects.filter(key__in=keys).exclude(state=Message.State.WITHDRAWN)
    standing = set(known.values_list("key", flat=True))
    new = [
        row
        for row in rows
        if not any(message_key(row=row, channel=channel) in standing for channel in Message.Channel.values)
    ]
    readers = readers_of(member_ids=(row.recipient_id for row in new if row.recipient_id))
    made = {}
    for row in new:
        reader = readers.get(row.recipient_id) if row.recipient_id else NOBODY
        if reader is not None:  # somebody who was erased a moment ago hears nothing
            one = _placed_row(row, kind_named(row.kind), reader, now)
            made[one.key] = one
    return list(made.values())


def _placed_row(row: MessageRow, kind: Kind, reader: Reader, now: datetime) -> _Written:
    zone = reader.quiet.zone
    lasts = row.lasts if row.lasts is not None else kind.lasts
    day, at = row.day, row.at
    if day is None or at is None:
        day, at = wall_clock(row.due_at, zone) if row.due_at else (None, None)
    wanted = row.due_at or (on_the_wall(day, at, zone) if day and at else now)
    return _Written(row, place(reader, kind, wanted=wanted, now=now, lasts=lasts), day, at, zone, lasts)


INSERT = """
    INSERT INTO members_message AS standing (
        key, kind, recipient_id, channel, subject_id, scope_id, version, state, due_at, next_attempt_at, expires_at, lasts,
        local_date, local_time, zone, message_id, attempts, last_error, created_at
    )
    SELECT key, kind, recipient_id, channel, subject_id, scope_id, version, 'waiting', due_at, due_at, expires_at, lasts,
        local_date, local_time, zone, message_id, 0, '', %(now)s
    FROM unnest(
        %(key)s::text[], %(kind)s::text[], %(recipient_id)s::bigint[], %(channel)s::text[], %(subject_id)s::bigint[],
        %(scope_id)s::bigint[], %(version)s::text[], %(due_at)s::timestamptz[], %(expires_at)s::timestamptz[],
        %(lasts)s::interval[], %(local_date)s::date[], %(local_time)s::time[], %(zone)s::text[], %(message_id)s::text[]
    ) AS new (
        key, kind, recipient_id, channel, subject_id, scope_id, version, due_at, expires_at, lasts, local_date, local_time, zone,
        message_id
    )
    ON CONFLICT (key) DO UPDATE SET
        state = 'waiting', due_at = EXCLUDED.due_at, next_attempt_at = EXCLUDED.next_attempt_at,
        expires_at = EXCLUDED.expires_at, lasts = EXCLUDED.lasts, local_date = EXCLUDED.local_date,
        local_time = EXCLUDED.local_time, zone = EXCLUDED.zone, attempts = 0, ended_at = NULL, last_error = '',
        created_at = EXCLUDED.created_at
    WHERE standing.state = 'withdrawn'
"""


def _insert(rows: Sequence[_Written], now: datetime) -> int:
    columns: dict[str, Any] = {
        "key": [made.key for made in rows],
        "kind": [made.row.kind for made in rows],
        "recipient_id": [made.row.recipient_id for made in rows],
        "channel": [made.placed.channel for made in rows],
        "subject_id": [made.row.subject_id for made in rows],
        "scope_id": [made.row.scope_id for made in rows],
        "version": [made.row.version for made in rows],
        "due_at": [made.placed.due_at for made in rows],
        "expires_at": [made.placed.expires_at for made in rows],
        "lasts": [made.lasts for made in rows],
        "local_date": [made.day for made in rows],
        "local_time": [made.at for made in rows],
        "zone": [made.zone for made in rows],
        "message_id": [message_id_of(made.key) for made in rows],
    }
    with connection.cursor() as cursor:
        cursor.execute(INSERT, {**columns, "now": now})
        return int(cursor.rowcount)
