"""Asking for a chat, being in touch, and what happens when nobody is."""

from datetime import UTC, date, datetime

import pytest

from coproduce.lib.answers import Refused
from members.actions.support import (
    answer_support_request,
    ask_for_chat,
    call_off_support_request,
    pass_on_unanswered,
)
from members.models import Member, Message, Organisation, SupportRequest
from tests.factories.members import make_member, make_organisation, make_support_contact

WORDS = "canary-7f3a: it has been a hard week"
MONDAY_NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
FRIDAY_NOON = datetime(2026, 11, 27, 12, 0, tzinfo=UTC)
TUESDAY_BEFORE_5 = datetime(2026, 11, 24, 16, 59, tzinfo=UTC)
TUESDAY_AT_5 = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@pytest.fixture
def place(db: None) -> Organisation:
    return make_organisation(name="Station House")


@pytest.fixture
def jo(place: Organisation) -> Member:
    jo = make_member(name="Jo")
    make_support_contact(organisation=place, member=jo)
    return jo


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam")


def ask(sam: Member | None, jo: Member, **fields: object) -> SupportRequest:
    given = {"how": "call", "when": "today", "words": WORDS, "now": MONDAY_NOON, **fields}
    return ask_for_chat(by=sam, to=jo, **given)  # type: ignore[arg-type]


def messages(kind: str) -> list[tuple[str | None, str]]:
    return [
        (message.recipient.display_name if message.recipient else None, message.state)
        for message in Message.objects.filter(kind=kind)
        .select_related("recipient")
        .order_by("recipient__display_name")
    ]


def test_ask_for_chat_reaches_the_person_chosen(sam: Member, jo: Member, place: Organisation) -> None:
    request = ask(sam, jo)
    assert (request.asker, request.to, request.organisation, request.status) == (sam, jo, place, "asked")
    assert request.answer_by == date(2026, 11, 24)
    assert messages("support-asked") == [("Jo", "waiting")]


def test_ask_for_chat_on_a_friday_promises_monday(sam: Member, jo: Member) -> None:
    assert ask(sam, jo, now=FRIDAY_NOON).answer_by == date(2026, 11, 30)


def test_ask_for_chat_late_on_sunday_in_london_promises_monday(sam: Member, jo: Member) -> None:
    assert ask(sam, jo, now=datetime(2026, 7, 5, 22, 59, tzinfo=UTC)).answer_by == date(2026, 7, 6)
    assert ask(sam, jo, now=datetime(2026, 7, 5, 23, 1, tzinfo=UTC)).answer_by == date(2026, 7, 7)


def test_ask_for_chat_through_a_contact_of_the_organisation(sam: Member, place: Organisation) -> None:
    contact = make_support_contact(organisation=place, member=make_member(name="Maya"))
    request = ask_for_chat(by=sam, to_contact=contact, how="text", when="this_week", now=MONDAY_NOON)
    assert (request.to, request.to_contact, request.organisation) == (contact.member, contact, place)


def test_ask_for_chat_works_signed_out(jo: Member) -> None:
    request = ask(None, jo, asker_name="Lee", reach_at="07700 900123")
    assert (request.asker, request.asker_name, request.reach_at) == (None, "Lee", "07700 900123")
    assert messages("support-asked") == [("Jo", "waiting")]


def test_ask_for_chat_refuses_a_contact_without_an_account(sam: Member, place: Organisation) -> None:
    contact = make_support_contact(organisation=place, name="Maya")
    with pytest.raises(Refused, match="^Maya can only be called. Their number is on the page.$"):
        ask_for_chat(by=sam, to_contact=contact, how="call", when="today", now=MONDAY_NOON)
    assert SupportRequest.objects.count() == 0


def test_ask_for_chat_refuses_yourself(sam: Member) -> None:
    with pytest.raises(Refused, match="^Choose someone other than yourself.$"):
        ask(sam, sam)


def test_ask_for_chat_refuses_a_closed_account(sam: Member, jo: Member) -> None:
    jo.is_active = False
    with pytest.raises(Refused, match="can only be called"):
        ask(sam, jo)


def test_answer_support_request_closes_it_and_takes_messages_back(sam: Member, jo: Member) -> None:
    request = answer_support_request(pk=ask(sam, jo).pk, by=jo, now=TUESDAY_AT_5)
    assert (request.status, request.answered_at) == ("answered", TUESDAY_AT_5)
    assert messages("support-asked") == [("Jo", "withdrawn")]


def test_answer_support_request_refuses_others(sam: Member, jo: Member, outsider: Member) -> None:
    request = ask(sam, jo)
    for person in (sam, outsider):
        with pytest.raises(Refused, match="^Only the person who was asked can say so.$"):
            answer_support_request(pk=request.pk, by=person, now=TUESDAY_AT_5)


def test_answer_support_request_refuses_a_second_time(sam: Member, jo: Member) -> None:
    request = ask(sam, jo)
    answer_support_request(pk=request.pk, by=jo, now=TUESDAY_AT_5)
    with pytest.raises(Refused, match="^This is settled already. There is nothing more to do.$"):
        answer_support_request(pk=request.pk, by=jo, now=TUESDAY_AT_5)


def test_call_off_support_request_is_for_who_asked(sam: Member, jo: Member) -> None:
    request = ask(sam, jo)
    with pytest.raises(Refused, match="^Only the person who asked can call it off.$"):
        call_off_support_request(pk=request.pk, by=jo, now=TUESDAY_AT_5)
    assert call_off_support_request(pk=request.pk, by=sam, now=TUESDAY_AT_5).status == "called_off"
    assert messages("support-asked") == [("Jo", "withdrawn")]


def test_call_off_support_request_refuses_what_is_settled(sam: Member, jo: Member) -> None:
    request = ask(sam, jo)
    answer_support_request(pk=request.pk, by=jo, now=TUESDAY_AT_5)
    with pytest.raises(Refused, match="^This is settled already."):
        call_off_support_request(pk=request.pk, by=sam, now=TUESDAY_AT_5)


def test_pass_on_unanswered_tells_the_other_contacts_once_the_day_is_over(
    sam: Member, jo: Member, place: Organisation
) -> None:
    for name in ("Ali", "Bea"):
        make_support_contact(organisation=place, member=make_member(name=name))
    make_support_contact(organisation=make_organisation(), member=make_member(name="Somewhere else"))
    request = ask(sam, jo)
    assert pass_on_unanswered(now=TUESDAY_BEFORE_5) == 0
    assert pass_on_unanswered(now=TUESDAY_AT_5) == 1
    assert messages("support-waiting") == [("Ali", "waiting"), ("Bea", "waiting")]
    request.refresh_from_db()
    assert request.passed_on_at == TUESDAY_AT_5
    assert pass_on_unanswered(now=TUESDAY_AT_5) == 0


def test_pass_on_unanswered_never_tells_the_one_who_asked(
    sam: Member, jo: Member, place: Organisation
) -> None:
    make_support_contact(organisation=place, member=sam)
    ask(sam, jo)
    pass_on_unanswered(now=TUESDAY_AT_5)
    assert messages("support-waiting") == [(None, "waiting")]


def test_pass_on_unanswered_writes_to_the_organisation_where_nobody_else_has_an_account(
    sam: Member, jo: Member
) -> None:
    ask(sam, jo)
    pass_on_unanswered(now=TUESDAY_AT_5)
    assert messages("support-waiting") == [(None, "waiting")]


def test_pass_on_unanswered_leaves_what_is_settled(sam: Member, jo: Member) -> None:
    answer_support_request(pk=ask(sam, jo).pk, by=jo, now=MONDAY_NOON)
    assert pass_on_unanswered(now=TUESDAY_AT_5) == 0
    assert messages("support-waiting") == []


def test_pass_on_unanswered_without_an_organisation_tells_nobody(sam: Member) -> None:
    request = ask(sam, make_member(name="Ann"))
    assert request.organisation is None
    assert pass_on_unanswered(now=TUESDAY_AT_5) == 1
    assert messages("support-waiting") == []


def test_who_stands_in_may_answer_only_after_it_was_passed_on(
    sam: Member, jo: Member, place: Organisation
) -> None:
    ali = make_member(name="Ali")
    make_support_contact(organisation=place, member=ali)
    request = ask(sam, jo)
    with pytest.raises(Refused, match="^Only the person who was asked can say so.$"):
        answer_support_request(pk=request.pk, by=ali, now=TUESDAY_AT_5)
    pass_on_unanswered(now=TUESDAY_AT_5)
    assert answer_support_request(pk=request.pk, by=ali, now=TUESDAY_AT_5).status == "answered"
    assert messages("support-waiting") == [("Ali", "withdrawn")]
