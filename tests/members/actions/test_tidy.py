"""Nothing is kept longer than was promised (promise P6)."""

import uuid
from datetime import UTC, datetime, timedelta

from django.contrib.sessions.models import Session

from members.actions.tidy import tidy_members
from members.models import Message, SentForm, SupportRequest
from tests.factories.members import make_member

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
A_SECOND = timedelta(seconds=1)


def make_message(key: str, **fields: object) -> Message:
    values = {"kind": "round-up", "due_at": NOW, "expires_at": NOW, "next_attempt_at": NOW, **fields}
    return Message.objects.create(key=key, recipient=make_member(), **values)


def left(model: type, field: str) -> list[object]:
    return sorted(model.objects.values_list(field, flat=True))  # type: ignore[attr-defined]


def test_tidy_members_keeps_messages_thirty_days_after_sending(db: None) -> None:
    old, young = NOW - timedelta(days=30) - A_SECOND, NOW - timedelta(days=30) + A_SECOND
    carrier = make_message("sent long ago", state="sent", sent_at=old)
    make_message("withdrawn long ago", state="withdrawn", ended_at=old)
    make_message("sent lately", state="sent", sent_at=young)
    make_message("expired lately", state="expired", ended_at=young)
    make_message("waiting", state="waiting")
    make_message("folded lately", state="folded", ended_at=young, folded_into=carrier)
    assert tidy_members(now=NOW)["messages"] == 2
    assert left(Message, "key") == ["expired lately", "folded lately", "sent lately", "waiting"]


def test_tidy_members_keeps_sent_forms_a_day(db: None) -> None:
    keys = [uuid.UUID(int=number) for number in (1, 2)]
    for key, age in zip(keys, (timedelta(days=1) + A_SECOND, timedelta(days=1) - A_SECOND), strict=True):
        SentForm.objects.create(key=key, sent_at=NOW - age)
    assert tidy_members(now=NOW)["forms"] == 1
    assert left(SentForm, "key") == [keys[1]]


def test_tidy_members_keeps_requests_for_a_chat_ninety_days_after_the_talk(db: None) -> None:
    values = {"asker": make_member(), "how": "call", "when": "today", "answer_by": NOW.date()}
    for days, words in ((91, "old"), (89, "young")):
        SupportRequest.objects.create(
            status="answered", answered_at=NOW - timedelta(days=days), words=words, **values
        )
    SupportRequest.objects.create(words="open", asked_at=NOW - timedelta(days=300), **values)
    assert tidy_members(now=NOW)["support"] == 1
    assert left(SupportRequest, "words") == ["open", "young"]


def test_tidy_members_clears_sessions_that_ran_out(db: None) -> None:
    for key, moment in (("old", NOW - A_SECOND), ("young", NOW + A_SECOND)):
        Session.objects.create(session_key=key, session_data="", expire_date=moment)
    assert tidy_members(now=NOW)["sessions"] == 1
    assert left(Session, "session_key") == ["young"]


def test_tidy_members_runs_twice(db: None) -> None:
    tidy_members(now=NOW)
    assert tidy_members(now=NOW) == {"messages": 0, "forms": 0, "support": 0, "sessions": 0, "readings": 0}
