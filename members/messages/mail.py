"""One message as an email: one reader, a neutral sender, a name of its own, and one press to get fewer."""

import hashlib
import re
from email.header import Header
from email.utils import formatdate, parseaddr
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.message import forbid_multi_line_headers, sanitize_address
from django.urls import reverse

from coproduce.lib import dates
from members.acts import sign_act
from members.messages.kinds import Kind
from members.messages.rendering import Rendered
from members.models import Message

FEWER = "fewer"
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
LONGEST_LINE = 900  # bytes; SMTP allows 998


def message_id_of(key: str) -> str:
    """The Message-ID of a message: the same for every try, and telling nothing."""
    host = urlsplit(settings.SITE_URL).hostname
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:32]}@{host}>"


def fewer_link(message: Message) -> str:
    """The page where its reader, signed in or not, asks for fewer of these."""
    signed = sign_act(act=FEWER, member_id=message.recipient_id or 0, object_id=message.pk, version="")
    return _fewer_page().replace("SIGNED", signed)


@lru_cache(maxsize=1)
def _fewer_page() -> str:
    return f"{settings.SITE_URL}{reverse('members:fewer', args=['SIGNED'])}"


def mail_for(
    message: Message, kind: Kind, rendered: Rendered, *, to: str, fewer: str
) -> EmailMultiAlternatives:
    """The email. A second sending of the same message has the same Message-ID, so that mail programs show it once."""
    headers = {
        "Message-ID": message.message_id or message_id_of(message.key),
        "Auto-Submitted": "auto-generated",
    }
    if not kind.must_hear:
        headers["List-Unsubscribe"] = f"<{fewer}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail = LightMail(rendered.subject, rendered.text, to=[to], headers=headers)
    mail.attach_alternative(rendered.html, "text/html")
    return mail


class LightMail(EmailMultiAlternatives):
    """Words in plain text and in HTML, written out in a fifth of the time that the general way takes.

    What is not plain (letters beyond ASCII in a header, very long lines) goes the general way.
    """

    def message(self, *, policy: Any = None) -> Any:
        """What the mail server gets."""
        html = self.alternatives[0][0] if len(self.alternatives) == 1 else None
        if html is None or self.attachments or self.cc or self.bcc or self.reply_to or len(self.to) != 1:
            return super().message()
        texts = [text.replace("\r\n", "\n").replace("\r", "\n") for text in (str(self.body), str(html))]
        if any(len(line.encode()) > LONGEST_LINE for text in texts for line in text.split("\n")):
            return super().message()
        return WrittenMail(self._head(), *texts)

    def envelope(self) -> tuple[str, str]:
        """From whom and to whom, as the mail server is told."""
        return _envelope_sender(self.from_email), _address(self.to[0])

    def _head(self) -> list[tuple[str, str]]:
        head = [
            ("Subject", _safe("Subject", str(self.subject))),
            ("From", _sender(self.from_email)),
            ("To", _address(self.to[0])),
            ("Date", formatdate(dates.now().timestamp())),
        ]
        return head + [(name, _safe(name, str(value))) for name, value in self.extra_headers.items()]


class WrittenMail:
    """A mail ready to be handed over."""

    def __init__(self, head: list[tuple[str, str]], text: str, html: str) -> None:
        self._head, self._text, self._html = head, text, html

    def as_bytes(self, unixfrom: bool = False, policy: Any = None, linesep: str = "\n") -> bytes:
        """Both texts as they are, in UTF-8; the line between them is made from them, so it stands in neither."""
        mark = hashlib.sha256(f"{self._text}{self._html}".encode()).hexdigest()[:32]
        lines = [f"{name}: {value}".replace("\n", linesep) for name, value in self._head]
        lines += ["MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{mark}"', ""]
        for kind, text in (("plain", self._text), ("html", self._html)):
            lines += [
                f"--{mark}",
                f'Content-Type: text/{kind}; charset="utf-8"',
                "Content-Transfer-Encoding: 8bit",
                "",
            ]
            lines += text.split("\n")
        lines += [f"--{mark}--", ""]
        return linesep.join(lines).encode()

    def as_string(self, unixfrom: bool = False, linesep: str = "\n") -> str:
        """The same as text."""
        return self.as_bytes(linesep=linesep).decode()


def _safe(name: str, value: str) -> str:
    """Raises BadHeaderError for a line break (nobody adds a header of their own); encodes what is not ASCII."""
    if "\n" in value or "\r" in value:
        forbid_multi_line_headers(name, value, "utf-8")
    return value if value.isascii() or name == "To" else Header(value, "utf-8").encode()


def _address(address: str) -> str:
    """As it is when it is plain, which nearly all are; the general way costs as much as all the rest of a mail."""
    return (
        address if PLAIN_ADDRESS.fullmatch(address) else str(sanitize_address(_safe("To", address), "utf-8"))
    )


@lru_cache(maxsize=4)
def _sender(address: str) -> str:
    return str(sanitize_address(_safe("To", address), "utf-8"))


@lru_cache(maxsize=4)
def _envelope_sender(address: str) -> str:
    return parseaddr(_sender(address))[1]
