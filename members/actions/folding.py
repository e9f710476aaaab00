"""Folding what waits for one person into one message (decision 33)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Count

from members.actions.message import readers_of
from members.messages import round_up
from members.messages.kinds import all_kinds, find_kind
from members.messages.mail import message_id_of
from members.messages.placing import Reader, is_round_up_moment, move, wall_clock
from members.models import ContactPreference, Message

AT_A_TIME = 2000
LATE = timedelta(hours=6)  # later than this something was broken, and nobody wants it all at once


@dataclass(frozen=True)
class Fold:
    """Rows of one person that go together, on one day."""

    recipient_id: int
    day: date
    zone: str
    rows: tuple[Message, ...]

    @property
    def key(self) -> str:
        return f"{round_up.NAME}:{self.recipient_id}:{self.day.isoformat()}"


def fold_round_ups(*, now: datetime) -> int:
    """Fold what is due for people who chose a weekly round-up, and what piled up for anybody while nothing could be sent.

    Returns how many rows were folded. Safe to run in several processes at once.
    """
    folded = 0
    while some := _fold_some(now):
        folded += some
    return folded + _fold_late(now)


def _folding_kinds() -> list[str]:
    return [kind.name for kind in all_kinds() if kind.folds and not kind.must_hear]


def _fold_some(now: datetime) -> int:
    with transaction.atomic():
        rows = list(
            Message.objects.select_for_update(skip_locked=True, of=("self",))
            .filter(
                state=Message.State.WAITING,
                channel=Message.Channel.EMAIL,
                next_attempt_at__lte=now,
                kind__in=_folding_kinds(),
                recipient__contact__pace=ContactPreference.Pace.WEEKLY,
                expires_at__gt=now,
            )
            .order_by("next_attempt_at", "id")[:AT_A_TIME]
        )
        readers = readers_of(member_ids={row.recipient_id for row in rows if row.recipient_id})
        groups: dict[tuple[int, date], list[Message]] = defaultdict(list)
        moved = []
        for row in rows:
            reader = readers[row.recipient_id or 0]
            if is_round_up_moment(reader, row.due_at):
                groups[row.recipient_id or 0, wall_clock(row.due_at, reader.quiet.zone)[0]].append(row)
            else:  # written before they chose the weekly pace
                _move_on(row, reader, now)
                moved.append(row)
        folds = [
            Fold(recipient_id, day, readers[recipient_id].quiet.zone, tuple(some))
            for (recipient_id, day), some in groups.items()
        ]
        for row in _fold(folds, now):  # the round-up of that day is out already: these go into the next
            _move_on(row, readers[row.recipient_id or 0], now)
            moved.append(row)
        Message.objects.bulk_update(moved, ["channel", "due_at", "next_attempt_at", "expires_at", "zone"])
    return len(rows)


def _move_on(row: Message, reader: Reader, now: datetime) -> None:
    kind = find_kind(row.kind)
    if kind is not None:
        move(row, reader, kind, now=now, wanted=now)


def _fold_late(now: datetime) -> int:
    """After an outage: at most one message for each person, whatever piled up (promise R6)."""
    late = Message.objects.filter(
        state=Message.State.WAITING,
        channel=Message.Channel.EMAIL,
        next_attempt_at__lte=now,
        due_at__lt=now - LATE,
        expires_at__gt=now,
        kind__in=_folding_kinds(),
        recipient__isnull=False,
        attempts=0,
    )
    several = late.values("recipient").annotate(rows=Count("pk")).filter(rows__gt=1).values("recipient")
    with transaction.atomic():
        rows = list(late.filter(recipient__in=several).select_for_update(skip_locked=True, of=("self",)))
        readers = readers_of(member_ids={row.recipient_id for row in rows if row.recipient_id})
        groups: dict[int, list[Message]] = defaultdict(list)
        for row in rows:
            groups[row.recipient_id or 0].append(row)
        folds = [
            Fold(
                recipient_id,
                wall_clock(now, readers[recipient_id].quiet.zone)[0],
                readers[recipient_id].quiet.zone,
                tuple(some),
            )
            for recipient_id, some in groups.items()
        ]
        return len(rows) - len(_fold(folds, now))


INTO = """
    UPDATE members_message AS m
    SET state = 'folded', folded_into_id = r.id, ended_at = %(now)s
    FROM unnest(%(ids)s::bigint[], %(keys)s::text[]) AS fold (id, key)
    JOIN members_message AS r ON r.key = fold.key AND r.state = 'waiting'
    WHERE m.id = fold.id AND m.state = 'waiting'
    RETURNING m.id
"""


def _fold(folds: Sequence[Fold], now: datetime) -> list[Message]:
    """Put each fold into its round-up, made when there is none. Returns rows whose round-up has gone already."""
    Message.objects.bulk_create([_round_up(fold, now) for fold in folds], ignore_conflicts=True)
    pairs = [(row.pk, fold.key) for fold in folds for row in fold.rows]
    if not pairs:
        return []
    keys = sorted({key for _pk, key in pairs})
    list(Message.objects.select_for_update().filter(key__in=keys).order_by("pk").values_list("pk"))
    with connection.cursor() as cursor:
        cursor.execute(INTO, {"now": now, "ids": [pk for pk, _ in pairs], "keys": [key for _, key in pairs]})
        folded = {pk for (pk,) in cursor.fetchall()}
    return [row for fold in folds for row in fold.rows if row.pk not in folded]


def _round_up(fold: Fold, now: datetime) -> Message:
    return Message(
        key=fold.key,
        kind=round_up.NAME,
        recipient_id=fold.recipient_id,
        due_at=min(row.due_at for row in fold.rows),
        next_attempt_at=now,
        lasts=round_up.KIND.lasts,
        expires_at=now + round_up.KIND.lasts,
        zone=fold.zone,
        message_id=message_id_of(fold.key),
        created_at=now,
    )
