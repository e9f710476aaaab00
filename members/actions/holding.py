"""Holding all sending, above all after a backup was brought back (promise R10)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from coproduce.lib import dates
from members.actions.waking import wake_after_commit
from members.models import Message, SiteState


@dataclass(frozen=True)
class Released:
    """What a release did with the held messages."""

    waiting: int
    withdrawn: int
    expired: int


def hold_sending() -> None:
    """Nothing is claimed from this moment on; messages that are written wait."""
    SiteState.objects.update_or_create(pk=1, defaults={"sending_held": True})


@transaction.atomic
def release_sending(*, sent_until: datetime | None) -> Released:
    """Let sending go on. Held messages due up to `sent_until` count as sent before; None lets all of them go.

    What waits since then goes out at once; what came too late meanwhile ends.
    """
    now = dates.now()
    held = Message.objects.filter(state=Message.State.HELD)
    expired = held.filter(expires_at__lte=now).update(state=Message.State.EXPIRED, ended_at=now)
    withdrawn = 0
    if sent_until is not None:
        withdrawn = held.filter(due_at__lte=sent_until).update(
            state=Message.State.WITHDRAWN,
            ended_at=now,
            last_error="perhaps sent before the backup was brought back",
        )
    waiting = held.update(state=Message.State.WAITING, next_attempt_at=F("due_at"))
    SiteState.objects.update_or_create(pk=1, defaults={"sending_held": False})
    wake_after_commit()
    return Released(waiting=waiting, withdrawn=withdrawn, expired=expired)
