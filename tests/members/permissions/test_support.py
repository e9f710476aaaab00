"""Who may see, read, answer and call off a request for a chat."""

from coproduce.lib.answers import Answer
from members.models import Member, SupportRequest
from members.permissions.support import (
    can_answer_support_request,
    can_ask_for_chat,
    can_call_off_support_request,
    can_read_support_words,
    can_see_support_request,
)

SAM, JO, ALI = (
    Member(pk=1, display_name="Sam"),
    Member(pk=2, display_name="Jo"),
    Member(pk=3, display_name="Ali"),
)
BETWEEN_TWO = Answer(False, "This is between the person who asked and the person they chose.")
ONLY_ASKED = Answer(False, "Only the person who was asked can read the words.")
SETTLED = Answer(False, "This is settled already. There is nothing more to do.")


def request(status: str = "asked") -> SupportRequest:
    return SupportRequest(asker=SAM, to=JO, status=status)


def test_can_see_support_request_is_for_the_two_and_who_stands_in() -> None:
    assert [
        bool(can_see_support_request(person, request(), stands_in=False)) for person in (SAM, JO, ALI)
    ] == [
        True,
        True,
        False,
    ]
    assert can_see_support_request(ALI, request(), stands_in=False) == BETWEEN_TWO
    assert can_see_support_request(ALI, request(), stands_in=True)


def test_can_read_support_words_is_for_the_two_only() -> None:
    assert [bool(can_read_support_words(person, request())) for person in (SAM, JO)] == [True, True]
    assert can_read_support_words(ALI, request()) == ONLY_ASKED


def test_nobody_reads_the_words_as_no_one_of_a_signed_out_request() -> None:
    signed_out = SupportRequest(asker=None, to=None, asker_name="Lee")
    assert can_read_support_words(ALI, signed_out) == ONLY_ASKED
    assert can_see_support_request(ALI, signed_out, stands_in=False) == BETWEEN_TWO


def test_can_answer_support_request_is_for_the_one_asked_and_who_stands_in() -> None:
    assert can_answer_support_request(JO, request(), stands_in=False)
    assert can_answer_support_request(ALI, request(), stands_in=True)
    assert can_answer_support_request(SAM, request(), stands_in=False) == Answer(
        False, "Only the person who was asked can say so."
    )
    assert can_answer_support_request(JO, request("called_off"), stands_in=False) == SETTLED


def test_can_call_off_support_request_is_for_who_asked() -> None:
    assert can_call_off_support_request(SAM, request())
    assert can_call_off_support_request(JO, request()) == Answer(
        False, "Only the person who asked can call it off."
    )
    assert can_call_off_support_request(SAM, request("answered")) == SETTLED


def test_can_ask_for_chat_needs_somebody_with_an_account() -> None:
    assert can_ask_for_chat(SAM, JO, name="")
    assert can_ask_for_chat(None, JO, name="")
    assert can_ask_for_chat(SAM, None, name="Maya") == Answer(
        False, "Maya can only be called. Their number is on the page."
    )
    assert can_ask_for_chat(SAM, SAM, name="") == Answer(False, "Choose someone other than yourself.")
