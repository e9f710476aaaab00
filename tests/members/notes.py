"""A made-up kind of message, and ways to look at the outbox, for the tests of the outbox itself."""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage

from coproduce.lib import dates
from members.messages.kinds import Context, Kind
from members.messages.rendering import Rendered
from members.models import Member, Message

HOUR = timedelta(hours=1)


@dataclass
class Note:
    """What a test decides about its notes, by the ids they are about."""

    untrue: set[int | None] = field(default_factory=set)
    gone: set[int | None] = field(default_factory=set)
    broken: set[int | None] = field(default_factory=set)
    unwritable: set[int | None] = field(default_factory=set)
    asked: int = 0

    def still_true(self, messages: Sequence[Message], now: datetime) -> set[int]:
        self.asked += 1
        if any(message.subject_id in self.broken for message in messages):
            raise KeyError("a fault in the code of a kind")
        return {message.pk for message in messages if message.subject_id not in self.untrue}

    def load(self, messages: Sequence[Message]) -> dict[int, Context]:
        return {
            message.pk: {"number": message.subject_id}
            for message in messages
            if message.subject_id not in self.gone
        }

    def render(self, message: Message, context: Context) -> Rendered:
        if message.subject_id in self.unwritable:
            raise ValueError("words that cannot be made")
        words = f"Hello {context.get('reader', '')}. Note {context['number']}."
        return Rendered(f"Note {context['number']}", f"{words}\n", f"<p>{words}</p>\n")

    def kind(self, name: str = "note", **fields: Any) -> Kind:
        return Kind(name=name, still_true=self.still_true, load=self.load, render=self.render, **fields)


class Relay:
    """Stands where the mail server is: remembers what it took, and answers as it is told to, by recipient."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.answers: dict[str, list[Exception]] = {}
        self.closed_door: Exception | None = None
        self.opened = 0

    def open(self) -> bool:
        if self.closed_door:
            raise self.closed_door
        self.opened += 1
        return True

    def close(self) -> None:
        pass

    def send_messages(self, mails: list[EmailMessage]) -> int:
        (mail,) = mails
        (recipient,) = mail.to
        if self.answers.get(recipient):
            raise self.answers[recipient].pop(0)
        self.taken.append(mail)
        return 1

    def got(self) -> list[str]:
        return sorted(mail.to[0] for mail in self.taken)


def refused(code: int, recipient: str) -> smtplib.SMTPRecipientsRefused:
    return smtplib.SMTPRecipientsRefused({recipient: (code, b"the server's own words")})


def make_message(*, recipient: Member | None, number: int = 1, kind: str = "note", **fields: Any) -> Message:
    """A row that is due, put there past all rules."""
    now = dates.now()
    who = recipient.pk if recipient else 0
    values = {
        "key": f"{kind}:{number}:{who}::email",
        "due_at": now - timedelta(seconds=1),
        "next_attempt_at": fields.get("due_at", now - timedelta(seconds=1)),
        "expires_at": now + 24 * HOUR,
        **fields,
    }
    return Message.objects.create(kind=kind, recipient=recipient, subject_id=number, **values)


def states() -> list[str]:
    return list(Message.objects.order_by("id").values_list("state", flat=True))
