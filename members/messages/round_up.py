"""The round-up: one message that carries all that waited for one person (decision 33)."""

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from coproduce.lib import dates
from members.messages.kinds import Kind, find_kind
from members.messages.looking import each_by_itself_if_need_be
from members.messages.rendering import Rendered, render_templates
from members.models import Message

NAME = "round-up"
log = logging.getLogger(__name__)


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
        contexts = true_contexts(kind, some, now)
        for message in some:
            if message.pk in contexts:
                parts[message.folded_into_id or 0].append(Part(message, kind, contexts[message.pk]))
    return {pk: {"parts": sorted(some, key=_by_day)} for pk, some in parts.items()}


def true_contexts(kind: Kind, messages: Sequence[Message], now: datetime) -> dict[int, dict[str, Any]]:
    """What the words of those that still make sense need. A bad one is left out, and never holds up the others."""

    def ask(some: Sequence[Message]) -> dict[int, dict[str, Any]]:
        true = kind.still_true(some, now)
        return kind.load([message for message in some if message.pk in true])

    found, _troubled = each_by_itself_if_need_be(ask, messages)
    return found


def _by_day(part: Part) -> tuple[datetime, int]:
    return part.message.due_at, part.message.pk


def render(message: Message, context: dict[str, Any]) -> Rendered:
    """Each part in its own kind's words, without its own greeting and foot."""
    rendered = [_render_part(part, context) for part in context["parts"]]
    parts = [part for part in rendered if part is not None]
    if not parts:
        raise ValueError("no part of the round-up has words")
    return render_templates(message, {**context, "parts": parts})


def _render_part(part: Part | Rendered, context: dict[str, Any]) -> Rendered | None:
    """None for a part whose words cannot be made: it must not hold up the others."""
    if isinstance(part, Rendered):  # a preview
        return part
    try:
        return part.kind.render(part.message, {**context, **part.context, "parts": [], "part": True})
    except Exception:
        log.exception("a part of a round-up has no words")
        return None


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
