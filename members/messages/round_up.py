"""The round-up: one message that carries all that waited for one person (decision 33)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coproduce.lib import dates
from members.messages.kinds import Kind, find_kind
from members.messages.rendering import Rendered, render_templates
from members.models import Message

NAME = "round-up"


@dataclass(frozen=True)
class Part:
    """One message inside a round-up."""

    message: Message
    kind: Kind
    context: dict[str, Any]


def still_true(messages: Sequence[Message], now: datetime) -> set[int]:
    """All: what is left inside is found when it is loaded."""
    return {message.pk for message in messages}


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What each still carries. One whose parts were all overtaken is left out, and so never sent."""
    now = dates.now()
    folded = Message.objects.filter(folded_into__in=[message.pk for message in messages]).order_by(
        "due_at", "id"
    )
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in folded.filter(state=Message.State.FOLDED):
        by_kind[message.kind].append(message)
    parts: dict[int, list[Part]] = defaultdict(list)
    for name, some in by_kind.items():
        kind = find_kind(name)
        if kind is None:
            continue
        true = kind.still_true(some, now)
        contexts = kind.load([message for message in some if message.pk in true])
        for message in some:
            if message.pk in true and message.pk in contexts:
                parts[message.folded_into_id or 0].append(Part(message, kind, contexts[message.pk]))
    return {pk: {"parts": sorted(some, key=_by_day)} for pk, some in parts.items()}


def _by_day(part: Part) -> tuple[datetime, int]:
    return part.message.due_at, part.message.pk


def render(message: Message, context: dict[str, Any]) -> Rendered:
    """Each part in its own kind's words, without its own greeting and foot."""
    parts = [part if isinstance(part, Rendered) else _render_part(part, context) for part in context["parts"]]
    return render_templates(message, {**context, "parts": parts})


def _render_part(part: Part, context: dict[str, Any]) -> Rendered:
    return part.kind.render(part.message, {**context, **part.context, "parts": [], "part": True})


KIND = Kind(
    name=NAME,
    still_true=still_true,
    load=load,
    render=render,
    folds=False,
    lasts=timedelta(days=3),
    preview={
        "parts": [
            Rendered("Friday", "Your task is due on Friday.\n", "<p>Your task is due on Friday.</p>"),
            Rendered("Back on the list", "A task is free again.\n", "<p>A task is free again.</p>"),
        ]
    },
)
