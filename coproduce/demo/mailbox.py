"""The demo's mail: every message that the site sent, read from the folder of the mail sink."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from django.conf import settings

A_PAGE = 25
NAME = re.compile(r"[0-9][0-9a-zA-Z._-]{0,80}\.eml")
LINK = re.compile(r"""href=["'](https?://[^"']+)["']""", re.IGNORECASE)


@dataclass(frozen=True)
class Mail:
    """One sent message: what its reader would see."""

    name: str
    to: str
    subject: str
    sender: str
    sent_at: datetime  # by the clock of the demo
    headers: tuple[tuple[str, str], ...] = ()
    text: str = ""
    html: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True)
class MailPage:
    """One page of the mail, newest first; `older` and `newer` are names to go on from, empty where there is no more."""

    mails: list[Mail]
    older: str
    newer: str
    total: int


def mail_folder() -> Path | None:
    """Where the sink keeps the messages; None when there is no sink."""
    folder = Path(settings.MAIL_SINK_DIR) if settings.MAIL_SINK_DIR else None
    return folder if folder and folder.is_dir() else None


def mail_page(*, before: str = "", after: str = "") -> MailPage:
    """The newest messages; with `before` the next older ones, with `after` the next newer ones."""
    folder = mail_folder()
    names = sorted((path.name for path in folder.glob("*.eml")), reverse=True) if folder else []
    if after:
        newer = [name for name in names if name > after]
        shown = newer[-A_PAGE:]
    else:
        shown = [name for name in names if not before or name < before][:A_PAGE]
    if folder is None or not shown:
        return MailPage([], "", "", len(names))
    return MailPage(
        mails=[read_mail(folder / name, whole=False) for name in shown],
        older=shown[-1] if shown[-1] != names[-1] else "",
        newer=shown[0] if shown[0] != names[0] else "",
        total=len(names),
    )


def find_mail(name: str) -> Mail | None:
    """The message with this name, whole; None when there is none."""
    folder = mail_folder()
    if folder is None or not NAME.fullmatch(name) or not (folder / name).is_file():
        return None
    return read_mail(folder / name, whole=True)


def read_mail(path: Path, *, whole: bool) -> Mail:
    """One message from its file; its parts too when `whole`."""
    with path.open("rb") as file:
        parser = BytesParser(policy=policy.default)
        message = parser.parse(file, headersonly=not whole)
    html = part(message, "html") if whole else ""
    return Mail(
        name=path.name,
        to=str(message.get("X-Envelope-To") or message.get("To", "")),
        subject=str(message.get("Subject", "")),
        sender=str(message.get("From", "")),
        sent_at=written_at(message) or datetime.fromtimestamp(path.stat().st_mtime, tz=UTC),
        headers=tuple((name, str(value)) for name, value in message.items()) if whole else (),
        text=part(message, "plain") if whole else "",
        html=html,
        links=tuple(dict.fromkeys(LINK.findall(html))),
    )


def written_at(message: Any) -> datetime | None:
    """The moment in the message's own Date; None when it has none, or one that cannot be read."""
    date = message.get("Date")
    moment = getattr(date, "datetime", None)
    return moment if moment and moment.tzinfo else None


def part(message: Any, kind: str) -> str:
    """The words of the part of this kind ("plain" or "html"); empty when it has none."""
    body = message.get_body(preferencelist=(kind,))
    return str(body.get_content()) if body is not None else ""
