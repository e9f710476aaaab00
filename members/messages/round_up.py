"""The weekly round-up: one message that carries all that waited for it (decision 33)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from members.messages.kinds import Kind
from members.models import Message

NAME = "round-up"


def still_true(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those that still carry something."""
    return {message.pk for message in messages}


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What each carries."""
    return {message.pk: {"parts": []} for message in messages}


KIND = Kind(name=NAME, still_true=still_true, load=load, folds=False, lasts=timedelta(days=3))
