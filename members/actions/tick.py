"""The tick: every half minute, plan what becomes due, end what came too late, send what is due."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from math import inf

from django.conf import settings
from django.db import Error, connection, transaction
from django.db.models import F, Q

from coproduce.lib import dates
from members.actions.message import place_again_for
from members.actions.sending import SECONDS, Sent, send_due
from members.actions.waking import wake
from members.messages.plans import all_plans
from members.models import Message

log = logging.getLogger(__name__)

PLANNER = 0x0B0C6  # the advisory lock of whoever plans
AT_A_TIME = 1000
LONG_PLANNING = 30.0  # seconds


@dataclass
class Ticked:
    """What one tick did."""

    planned: int = 0
    expired: int = 0
    moved: int = 0
    broken_plans: list[str] = field(default_factory=list)
    sent: Sent = field(default_factory=Sent)


def tick(*, seconds: float | None = SECONDS) -> Ticked:
    """Plan, expire, send. Ticks may come twice, late, or at the same moment: one of them plans, any may send.

    Sending stops after so many seconds; None is until nothing is left.
    """
    note_tick()
    done = Ticked()
    begun = time.monotonic()
    with _as_the_planner() as mine:
        if mine:
            now = dates.now()
            _plan(done, now)
            done.moved = follow_moved_readers(now=now)
            done.expired = expire(now=now)
    if seconds is None:
        done.sent = send_due(seconds=inf)
    elif time.monotonic() - begun < LONG_PLANNING:
        done.sent = send_due(seconds=seconds)
    else:
        wake()  # both together might outlast the time limit of a job
    return done


def note_tick() -> None:
    """Write down, by the database's own clock, that somebody ticks (promise R8)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO members_sitestate (id, sending_held, last_tick_at, clock_offset)"
            " VALUES (1, false, clock_timestamp(), interval '0')"
            " ON CONFLICT (id) DO UPDATE SET last_tick_at = clock_timestamp()"
        )


def _plan(done: Ticked, now: datetime) -> None:
    for name, plan in all_plans():
        try:
            done.planned += plan(now, now + settings.MESSAGE_PLAN_AHEAD)
        except Exception:  # one app's plan never holds up the others
            log.exception("the plan %s broke", name)
            done.broken_plans.append(name)


def follow_moved_readers(*, now: datetime) -> int:
    """Messages for a time on the wall, whose readers live in another zone by now, keep the time on the wall (promise R5)."""
    moved = (
        Message.objects.filter(state=Message.State.WAITING, local_date__isnull=False, attempts=0)
        .exclude(Q(recipient__isnull=True) | Q(zone=F("recipient__time_zone")))
        .order_by("recipient")
        .values_list("recipient", flat=True)
        .distinct()[:AT_A_TIME]
    )
    return place_again_for(member_ids=list(moved), now=now) if moved else 0


def expire(*, now: datetime) -> int:
    """End what nobody needs any more (promise R6). Returns how many."""
    late = Message.objects.filter(state__in=[Message.State.WAITING, Message.State.HELD], expires_at__lte=now)
    with transaction.atomic():
        found = list(late.select_for_update(skip_locked=True).values_list("pk", flat=True))
        return Message.objects.filter(pk__in=found).update(state=Message.State.EXPIRED, ended_at=now)


@contextmanager
def _as_the_planner() -> Iterator[bool]:
    """Whether nobody else plans just now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [PLANNER])
        mine = cursor.fetchone() == (True,)
    try:
        yield mine
    finally:
        if mine:
            with suppress(Error), connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [PLANNER])
