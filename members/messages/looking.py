"""A look at the world just before sending: what has changed since the message was written (promise R7)."""

import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TypeVar

from django.db import InterfaceError, OperationalError

from coproduce.lib.quiet import is_quiet, next_allowed
from members.messages.kinds import Context, Kind, find_kind
from members.messages.placing import Reader, move, reader_of
from members.models import Member, Message

log = logging.getLogger(__name__)

Found = TypeVar("Found")
UNKNOWN_KIND_WAITS = timedelta(minutes=5)  # an older process, while a new version is being put in place


@dataclass(frozen=True)
class Ready:
    """A message that may go, to this address, about this."""

    message: Message
    kind: Kind
    to: str
    context: Context
    reader: Member | None = None


@dataclass
class Looked:
    """What to do with each of the messages that were looked at."""

    ready: list[Ready] = field(default_factory=list)
    on_site: list[Message] = field(default_factory=list)
    later: list[Message] = field(default_factory=list)  # with new times set on them
    ended: list[tuple[Message, str, str]] = field(default_factory=list)  # message, state, words
    trouble: list[tuple[Message, str]] = field(default_factory=list)

    def end(self, message: Message, state: str, words: str) -> None:
        """Note that a message is not to be sent any more."""
        self.ended.append((message, state, words))


def look_again(messages: Sequence[Message], now: datetime) -> Looked:
    """Sort the messages by what the world says about each, with a constant number of queries for each kind."""
    looked = Looked()
    members = _members(messages)
    by_kind: dict[str, list[Message]] = defaultdict(list)
    for message in messages:
        recipient = members.get(message.recipient_id or 0)
        if message.expires_at <= now:
            looked.end(message, Message.State.EXPIRED, "")
        elif message.recipient_id is not None and (recipient is None or not recipient.is_active):
            looked.end(message, Message.State.WITHDRAWN, "its reader has left")
        elif find_kind(message.kind) is None:
            message.due_at = message.next_attempt_at = now + UNKNOWN_KIND_WAITS
            looked.later.append(message)
        else:
            by_kind[message.kind].append(message)
    for name, some in by_kind.items():
        kind = find_kind(name)
        if kind is not None:
            _look_at_kind(looked, kind, some, members, now)
    return looked


def _members(messages: Sequence[Message]) -> dict[int, Member]:
    ids = {message.recipient_id for message in messages if message.recipient_id is not None}
    return {member.pk: member for member in Member.objects.filter(pk__in=ids).select_related("contact")}


def _look_at_kind(
    looked: Looked, kind: Kind, messages: Sequence[Message], members: dict[int, Member], now: datetime
) -> None:
    def true_ones(some: Sequence[Message]) -> dict[int, bool]:
        return dict.fromkeys(kind.still_true(some, now), True)

    true, troubled = each_by_itself_if_need_be(true_ones, messages)
    looked.trouble += troubled
    bad = {message.pk for message, _words in troubled}
    standing = []
    for message in messages:
        if message.pk in bad:
            continue
        if message.pk not in true:
            looked.end(message, Message.State.WITHDRAWN, "overtaken")
        elif not _put_off(looked, kind, message, members, now):
            standing.append(message)
    contexts, troubled = each_by_itself_if_need_be(kind.load, standing)
    looked.trouble += troubled
    bad = {message.pk for message, _words in troubled}
    standing = [message for message in standing if message.pk not in bad]
    addresses = kind.address(standing) if kind.address and standing else {}
    for message in standing:
        context = contexts.get(message.pk)
        if context is None:
            looked.end(message, Message.State.WITHDRAWN, "overtaken")
        else:
            recipient = members.get(message.recipient_id or 0)
            _address(looked, kind, message, context, recipient, addresses.get(message.pk))


def _put_off(looked: Looked, kind: Kind, message: Message, members: dict[int, Member], now: datetime) -> bool:
    """Whether its reader's clock, hours, pause or pace say that it is not the moment; then with its new times."""
    member = members.get(message.recipient_id or 0)
    if member is None or kind.must_hear:
        return False
    reader = reader_of(member, getattr(member, "contact", None))
    if message.local_date and message.zone != reader.quiet.zone:
        move(message, reader, kind, now=now)
    if message.due_at <= now and _goes_by_email(reader):
        if kind.folds and reader.round_up_weekday is not None:
            move(message, reader, kind, now=now, wanted=now)
        elif is_quiet(reader.quiet, now):
            message.due_at = message.next_attempt_at = next_allowed(reader.quiet, now)
    if message.due_at <= now:
        return False
    looked.later.append(message)
    return True


def _goes_by_email(reader: Reader) -> bool:
    return reader.has_email and reader.channel == Message.Channel.EMAIL


def _address(
    looked: Looked, kind: Kind, message: Message, context: Context, member: Member | None, found: str | None
) -> None:
    """To which address, as it is now; or to the site."""
    to = found
    if member is not None:
        reader = reader_of(member, getattr(member, "contact", None))
        to = member.email if kind.must_hear or _goes_by_email(reader) else None
        if to is None:
            looked.on_site.append(message)
            return
    if to:
        looked.ready.append(Ready(message, kind, to, context, member))
    else:
        looked.end(message, Message.State.WITHDRAWN, "nobody to send it to")


def each_by_itself_if_need_be(
    ask: Callable[[Sequence[Message]], dict[int, Found]], messages: Sequence[Message]
) -> tuple[dict[int, Found], list[tuple[Message, str]]]:
    """Ask about all at once; when that breaks, about each alone, so that a bad row never holds up others."""
    if not messages:
        return {}, []
    try:
        return ask(messages), []
    except (OperationalError, InterfaceError):
        raise  # the database, not the row
    except Exception:
        log.exception("a kind of message broke; asking about each message by itself")
    found: dict[int, Found] = {}
    troubled: list[tuple[Message, str]] = []
    for message in messages:
        try:
            found |= ask([message])
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            troubled.append((message, f"its facts: {type(error).__name__}"))
    return found, troubled
