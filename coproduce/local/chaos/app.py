"""The site's Celery app for a chaos run: quick ticks, small batches, and a kind of message that is always true.

Settings come from the environment of the run: CHAOS_TICK (seconds) and CHAOS_BATCH (rows).
"""

import os
from collections.abc import Sequence
from datetime import datetime, timedelta

import django

from coproduce.celery import app

django.setup()

from members.actions import sending  # noqa: E402
from members.messages.kinds import Kind, register  # noqa: E402
from members.messages.rendering import Rendered  # noqa: E402
from members.models import Message  # noqa: E402

NAME = "chaos"


def still_true(messages: Sequence[Message], now: datetime) -> set[int]:
    """All of them."""
    return {message.pk for message in messages}


def load(messages: Sequence[Message]) -> dict[int, dict[str, str]]:
    """Nothing to say."""
    return {message.pk: {} for message in messages}


def render(message: Message, context: dict[str, str]) -> Rendered:
    """A few words."""
    return Rendered("A note", f"Note {message.pk}.\n", f"<p>Note {message.pk}.</p>\n")


register(
    Kind(name=NAME, still_true=still_true, load=load, render=render, folds=False, lasts=timedelta(days=3))
)

sending.AT_A_TIME = int(os.environ.get("CHAOS_BATCH", sending.AT_A_TIME))
sending.REST_AFTER_DOWN = tick_seconds = float(os.environ.get("CHAOS_TICK", "30"))
app.conf.beat_schedule = {
    "tick": {
        "task": "members.tick",
        "schedule": timedelta(seconds=tick_seconds),
        "options": {"expires": tick_seconds},
    }
}

__all__ = ["NAME", "app"]
