"""What the messages about a chat say, and what they never say."""

from datetime import UTC, date, datetime

import pytest

from members.messages.kinds import kind_named
from members.messages.support import ASKED, WAITING
from members.models import Message, SupportRequest
from tests.factories.members import make_member, make_organisation

CANARY = "canary-7f3a"
NOW = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


def make_request(**fields: object) -> SupportRequest:
    values = {
        "asker": make_member(name="Sam"),
        "to": make_member(name="Jo"),
        "organisation": make_organisation(name="Station House"),
        "how": "call",
        "when": "today",
        "words": CANARY,
        "answer_by": date(2026, 11, 24),
        **fields,
    }
    return SupportRequest.objects.create(**values)


def message_about(request: SupportRequest, kind: str, recipient: object) -> Message:
    return Message(pk=request.pk, kind=kind, subject_id=request.pk, recipient=recipient)  # type: ignore[misc]


@pytest.mark.parametrize("kind", [ASKED, WAITING])
def test_messages_about_a_chat_never_carry_the_words(db: None, kind: object) -> None:
    request = make_request()
    message = message_about(request, kind.name, request.to)  # type: ignore[attr-defined]
    context = kind.load([message])[message.pk]  # type: ignore[attr-defined]
    rendered = kind.render(message, context)  # type: ignore[attr-defined]
    assert [CANARY in part for part in (rendered.subject, rendered.text, rendered.html)] == [False] * 3
    assert "Sam" in rendered.text
    assert "Tuesday 24 November" in rendered.text
    assert f"/support/{request.pk}/" in rendered.text


def test_subjects_name_nobody(db: None) -> None:
    request = make_request()
    for kind in (ASKED, WAITING):
        message = message_about(request, kind.name, request.to)
        assert "Sam" not in kind.render(message, kind.load([message])[message.pk]).subject


def test_the_organisations_own_contact_gets_the_number_and_no_link(db: None) -> None:
    request = make_request(reach_at="07700 900123")
    message = message_about(request, WAITING.name, None)
    rendered = WAITING.render(message, WAITING.load([message])[message.pk])
    assert "07700 900123" in rendered.text
    assert f"/support/{request.pk}/" not in rendered.text
    assert WAITING.address
    assert WAITING.address([message]) == {message.pk: "maya@example.org"}


def test_nobody_is_written_to_where_the_organisation_has_no_address(db: None) -> None:
    request = make_request(organisation=make_organisation(contact_email=""))
    assert WAITING.address
    assert WAITING.address([message_about(request, WAITING.name, None)]) == {}


def test_messages_stand_while_nobody_was_in_touch(db: None) -> None:
    open_one = make_request()
    settled = make_request(status="answered", answered_at=NOW)
    messages = [message_about(each, ASKED.name, each.to) for each in (open_one, settled)]
    assert ASKED.still_true(messages, NOW) == {open_one.pk}


def test_messages_about_a_request_that_is_gone_are_left_out(db: None) -> None:
    assert ASKED.load([Message(pk=1, kind=ASKED.name, subject_id=999)]) == {}


def test_asking_for_a_chat_is_heard_whatever_was_chosen() -> None:
    assert [
        (kind_named(name).must_hear, kind_named(name).folds) for name in ("support-asked", "support-waiting")
    ] == [(True, False)] * 2
