"""Messages as a person reads them on the site: what was sent to them, and why."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.template import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from members.messages.kinds import Context, Kind, find_kind
from members.models import Message


@dataclass(frozen=True)
class ShownMessage:
    """One message on a page. `subject` and `words` are empty once what it was about is gone."""

    at: datetime
    by_email: bool
    subject: str
    words: str
    why: str


def shown(messages: Iterable[Message]) -> list[ShownMessage]:
    """The messages in the same order, in their words; a few queries for each kind, never for each message."""
    found = list(messages)
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in found:
        by_kind[message.kind].append(message)
    contexts: dict[int, Context] = {}
    for name, of_one_kind in by_kind.items():
        kind = find_kind(name)
        if kind is not None:
            contexts |= kind.load(of_one_kind)
    return [_shown(message, find_kind(message.kind), contexts.get(message.pk)) for message in found]


def _shown(message: Message, kind: Kind | None, context: Context | None) -> ShownMessage:
    rendered = kind.render(message, {**context, "part": True}) if kind and context is not None else None
    return ShownMessage(
        at=message.sent_at or message.created_at,
        by_email=message.channel == Message.Channel.EMAIL,
        subject=rendered.subject if rendered else "",
        words=rendered.text if rendered else "",
        why=_why(kind),
    )


def _why(kind: Kind | None) -> str:
    """Why this kind of message is sent: the words in templates/messages/<kind>/why.txt, else the usual ones."""
    if kind is None:
        return ""
    try:
        return render_to_string(f"messages/{kind.name}/why.txt").strip()
    except TemplateDoesNotExist:
        if kind.must_hear:
            return _("You always get these, so that you stay safe.")
        return _("You get these because you are part of a project.")
