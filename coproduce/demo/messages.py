"""Messages that the people of the demo got already, kept as the site keeps them; and two that wait for its first tick."""

from datetime import datetime, timedelta

from coproduce.demo.people import BY_KEY
from coproduce.demo.rows import Filling
from coproduce.demo.stories import BOOKLET
from members.actions.message import MessageRow, message_key
from members.models import Message, SupportRequest
from principles.models import PulseRound

PROMPTED = (("sam", 13), ("sam", 6), ("max", 13), ("max", 6), ("layla", 6), ("priya", 20))


def add_sent_messages(
    filling: Filling, projects: dict[str, tuple[int, dict[str, int]]], people: dict[str, int]
) -> None:
    """Check-in prompts, rounds that opened and closed, and a chat that was asked for."""
    booklet, memberships = projects[BOOKLET.name]
    for key, days in PROMPTED:
        row = MessageRow(
            "check-in-prompt", people[key], memberships[key], booklet, version=filling.day(-days).isoformat()
        )
        _add(filling, row, key, filling.ago(days, 3))
    rounds = filling[PulseRound]
    first = (
        rounds.next - rounds.added
    )  # the booklet's rounds: two closed ones first, the open one last of all
    for key in memberships:
        _add(filling, MessageRow("round-closed", people[key], first + 1, booklet), key, filling.ago(7))
        if key != "bo":
            _add(
                filling, MessageRow("round-open", people[key], rounds.next - 1, booklet), key, filling.ago(2)
            )
    asked = filling[SupportRequest].next - filling[SupportRequest].added
    _add(filling, MessageRow("support-asked", people["jo"], asked), "jo", filling.ago(2))
    _add_waiting_invitations(filling)


def _add_waiting_invitations(filling: Filling) -> None:
    """The personal invitations go out when the demo starts, so that its mail is not empty."""
    for number, project in filling.invited:
        row = MessageRow("invitation", None, number, project)
        filling.add(
            Message,
            key=message_key(row=row, channel="email"),
            kind=row.kind,
            subject_id=number,
            scope_id=project,
            due_at=filling.now,
            next_attempt_at=filling.now,
            expires_at=filling.now + timedelta(days=7),
            lasts=timedelta(days=7),
        )


def _add(filling: Filling, row: MessageRow, key: str, sent_at: datetime) -> None:
    channel = "email" if BY_KEY[key].email else "site"
    filling.add(
        Message,
        key=message_key(row=row, channel=channel),
        kind=row.kind,
        recipient_id=row.recipient_id,
        channel=channel,
        subject_id=row.subject_id,
        scope_id=row.scope_id,
        version=row.version,
        state="sent",
        due_at=sent_at,
        next_attempt_at=sent_at,
        expires_at=sent_at + timedelta(days=1),
        attempts=1,
        sent_at=sent_at,
        ended_at=sent_at,
        created_at=sent_at,
    )
