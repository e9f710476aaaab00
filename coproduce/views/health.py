"""Whether the site does its work, for those who run it: four facts, and 503 when somebody has to look (promise R8)."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from redis import Redis, RedisError

from coproduce.lib import dates
from members.decorators import everyone
from members.queries.outbox import Pulse, pulse

LONGEST_SILENCE = timedelta(minutes=10)
BROKER_SECONDS = 0.5


@everyone
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """`ok` and why not. A broker that is down is told and not counted: ticks stop then, and that counts soon enough."""
    facts: dict[str, Any] = {"database": True, "broker": broker_answers()}
    try:
        found = pulse(dates.now())
    except Error:
        return JsonResponse({"ok": False, **facts, "database": False}, status=503)
    waits = dates.now() - found.oldest_due if found.oldest_due else timedelta()
    facts |= {
        "seconds_since_tick": None if found.since_tick is None else round(found.since_tick.total_seconds()),
        "oldest_due_unsent_seconds": round(waits.total_seconds()),
        "sending_held": found.is_held,
    }
    is_ok = not is_silent(found, waits)
    return JsonResponse({"ok": is_ok, **facts}, status=200 if is_ok else 503)


def is_silent(found: Pulse, waits: timedelta) -> bool:
    """Nobody ticks, or something that was due is not out, for longer than ten minutes."""
    no_tick = found.since_tick is None or found.since_tick > LONGEST_SILENCE
    return no_tick or waits > LONGEST_SILENCE


def broker_answers() -> bool:
    """Whether the broker says PONG within half a second."""
    broker = Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=BROKER_SECONDS,
        socket_timeout=BROKER_SECONDS,
        retry=None,
    )
    try:
        return bool(broker.ping())
    except (RedisError, OSError):
        return False
    finally:
        broker.close()
