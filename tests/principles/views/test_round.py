"""The pages of a round: opening, answering without a name, changing with a code."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from principles.models import PulseRound, PulseStage, PulseTicket
from tests.factories.principles import make_people, make_round, ticket_of
from tests.trust.ledger import fingerprint

pytestmark = pytest.mark.django_db


@pytest.fixture
def pulse_round(project, member):
    make_people(project, 5)
    return make_round(project=project)


def items_of(pulse_round) -> list[int]:
    return sorted(pulse_round.round_items.values_list("item_id", flat=True))


def address(name: str, *args: object) -> str:
    return reverse(f"principles:{name}", args=args)


# --- opening ----------------------------------------------------------------------------------------------------------


def test_round_open_opens_today_and_says_until_when(project, facilitator, as_person) -> None:
    make_people(project, 4)
    response = as_person(facilitator).post(
        address("round-open", project.address), {"opens": "today", "length": "7"}, follow=True
    )

    assert response.redirect_chain == [(address("project", project.address), 302)]
    assert PulseRound.objects.get().status == "open"
    assert "Everyone gets a message now. The last day is " in response.content.decode()


def test_round_open_plans_a_later_day(project, facilitator, as_person) -> None:
    make_people(project, 4)
    as_person(facilitator).post(address("round-open", project.address), {"opens": "tomorrow", "length": "14"})

    planned = PulseRound.objects.get()
    assert (planned.status, (planned.closes_on - planned.opens_on).days) == ("planned", 14)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"opens": "", "length": "7"}, "Enter a day, like today or 14 May"),
        ({"opens": "whenever", "length": "7"}, "Enter a day, like today or 14 May"),
        ({"opens": "2020-01-01", "length": "7"}, "Choose today or a later day"),
        ({"opens": "today"}, "Choose how long they are open"),
        ({"opens": "today", "length": "999"}, "999 is not one of the available choices"),
    ],
)
def test_round_open_says_what_needs_another_look(given, words, project, facilitator, as_person) -> None:
    make_people(project, 4)
    response = as_person(facilitator).post(address("round-open", project.address), given)

    assert response.status_code == 200
    assert words in response.content.decode()
    assert PulseRound.objects.count() == 0


def test_round_open_explains_a_no_instead_of_a_form(project, facilitator, as_person) -> None:
    page = as_person(facilitator).get(address("round-open", project.address)).content.decode()

    assert "There is 1 person to ask." in page
    assert 'name="opens"' not in page
    assert [
        page.count(words) for words in ("<h3>", "<li>Can you take part in a way that suits you?</li>")
    ] == [6, 1]


def test_round_open_posted_all_the_same_is_refused(project, facilitator, as_person) -> None:
    response = as_person(facilitator).post(
        address("round-open", project.address), {"opens": "today", "length": "7"}
    )

    assert (response.status_code, PulseRound.objects.count()) == (403, 0)


def test_round_open_is_for_hosts(project, member, as_person) -> None:
    assert as_person(member).get(address("round-open", project.address)).status_code == 403


def test_round_open_sent_twice_with_one_key_opens_one(project, facilitator, as_person) -> None:
    make_people(project, 4)
    browser = as_person(facilitator)
    page = browser.get(address("round-open", project.address)).content.decode()
    key = re.search(r'name="form_key" value="([^"]+)"', page)[1]
    given = {"opens": "today", "length": "7", "form_key": key}

    assert [
        browser.post(address("round-open", project.address), given).status_code for _time in range(2)
    ] == [302, 302]
    assert PulseRound.objects.count() == 1


def test_round_call_off(project, facilitator, as_person) -> None:
    planned = make_round(project=project, status="planned")
    url = address("round-call-off", project.address, planned.number)
    browser = as_person(facilitator)

    assert browser.get(url).status_code == 200
    assert browser.post(url).status_code == 302
    planned.refresh_from_db()
    assert planned.status == "called_off"


# --- answering --------------------------------------------------------------------------------------------------------


def test_round_ticket_opens_signed_out_with_all_questions_and_changes_no_row(pulse_round, member) -> None:
    before = fingerprint()
    page = Client().get(address("round-ticket", ticket_of(pulse_round, member)))

    assert page.content.decode().count("<fieldset") == 13  # twelve questions, and how to count them
    assert fingerprint() == before


def test_round_ticket_says_no_name(pulse_round, member) -> None:
    assert "Sam" not in Client().get(address("round-ticket", ticket_of(pulse_round, member))).content.decode()


def test_one_press_sends_what_was_answered_and_shows_the_code_once(pulse_round, member) -> None:
    item = items_of(pulse_round)[0]
    browser = Client()
    response = browser.post(
        address("round-ticket", ticket_of(pulse_round, member)), {f"item-{item}": "always", "side": "lived"}
    )

    assert (response.status_code, response.url) == (302, address("round-sent"))
    assert list(PulseStage.objects.values_list("item_id", "choice", "side")) == [(item, "always", "lived")]
    cookie = response.cookies["receipt"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", "/round/")
    assert cookie.value in browser.get(address("round-sent")).content.decode()
    assert cookie.value not in browser.get(address("round-sent")).content.decode()


def test_the_code_stands_nowhere_on_the_site(pulse_round, member) -> None:
    """Not in the session, not in the address: it goes in the cookie alone."""
    browser = Client()
    response = browser.post(
        address("round-ticket", ticket_of(pulse_round, member)), {f"item-{items_of(pulse_round)[0]}": "no"}
    )
    receipt = response.cookies["receipt"].value

    assert receipt not in str(dict(browser.session))
    assert receipt not in response.url


def test_no_side_is_chosen_unless_said(pulse_round, member) -> None:
    Client().post(
        address("round-ticket", ticket_of(pulse_round, member)), {f"item-{items_of(pulse_round)[0]}": "no"}
    )
    assert set(PulseStage.objects.values_list("side", flat=True)) == {""}


def test_an_empty_sheet_is_asked_about_and_keeps_the_ticket(pulse_round, member) -> None:
    response = Client().post(address("round-ticket", ticket_of(pulse_round, member)), {"side": "lived"})

    assert "Answer one question or more. You can leave the others." in response.content.decode()
    assert PulseTicket.objects.filter(used=True).count() == 0


def test_a_choice_that_is_not_there_is_asked_about(pulse_round, member) -> None:
    response = Client().post(
        address("round-ticket", ticket_of(pulse_round, member)),
        {f"item-{items_of(pulse_round)[0]}": "<script>"},
    )

    assert (response.status_code, PulseStage.objects.count()) == (200, 0)
    assert "<script>" not in response.content.decode().replace("<script src", "")


def test_a_used_ticket_leads_to_a_kind_page(pulse_round, member) -> None:
    url = address("round-ticket", ticket_of(pulse_round, member))
    answers = {f"item-{items_of(pulse_round)[0]}": "always"}
    Client().post(url, answers)

    for response in (Client().get(url), Client().post(url, answers)):
        assert response.status_code == 200
        assert "Answers were sent with this link already." in response.content.decode()
    assert PulseStage.objects.count() == 1


def test_an_answer_after_the_last_day_is_refused_kindly(pulse_round, member) -> None:
    url = address("round-ticket", ticket_of(pulse_round, member))
    with time_machine.travel(pulse_round.ends_at("Europe/London") + timedelta(minutes=1)):
        response = Client().post(url, {f"item-{items_of(pulse_round)[0]}": "always"})

    assert "These questions have closed. Nothing more can be sent or changed." in response.content.decode()
    assert PulseStage.objects.count() == 0


def test_an_unknown_ticket_says_the_same_whatever_it_is(db) -> None:
    response = Client().get(address("round-ticket", "00000000-0000-4000-8000-000000000000"))

    assert response.status_code == 404
    assert "These questions have closed, or the link is not whole." in response.content.decode()


def test_a_ticket_is_dead_when_its_owner_left(pulse_round, member) -> None:
    member.status, member.left_at = "left", dates.now()
    member.save()
    page = Client().get(address("round-ticket", ticket_of(pulse_round, member))).content.decode()

    assert "This link was for somebody who takes part in the project." in page


def test_round_leads_a_member_to_their_own_ticket(pulse_round, project, member, as_person) -> None:
    response = as_person(member).get(address("round", project.address))

    assert response.url == address("round-ticket", ticket_of(pulse_round, member))


def test_round_says_so_when_there_is_nothing_to_answer(project, member, as_person) -> None:
    browser = as_person(member)
    page = browser.get(address("round", project.address)).content.decode()
    assert "When there are questions, you get a message." in page

    pulse_round = make_round(project=project)
    PulseTicket.objects.update(used=True)
    page = browser.get(address("round", project.address)).content.decode()
    assert "You have answered, or you joined after they opened." in page
    assert pulse_round.status == "open"


# --- changing ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def receipt(pulse_round, member) -> str:
    response = Client().post(
        address("round-ticket", ticket_of(pulse_round, member)),
        {f"item-{items_of(pulse_round)[0]}": "always", "side": "staff"},
    )
    return response.cookies["receipt"].value


def test_round_change_opens_the_answers_with_the_code_signed_out(pulse_round, receipt) -> None:
    before = fingerprint()
    page = Client().post(address("round-change"), {"receipt": receipt.lower()}).content.decode()

    assert re.search(rf'name="item-{items_of(pulse_round)[0]}" value="always" checked', page)
    assert re.search(r'name="side" value="staff" checked', page)
    assert fingerprint() == before


def test_round_change_saves_new_answers(pulse_round, receipt) -> None:
    item = items_of(pulse_round)[1]
    response = Client().post(
        address("round-change"), {"receipt": receipt, "save": "yes", f"item-{item}": "no", "side": "neither"}
    )

    assert (response.status_code, response.url) == (302, address("round-sent"))
    assert list(PulseStage.objects.values_list("item_id", "choice", "side")) == [(item, "no", "")]


def test_round_change_keeps_the_old_answers_when_nothing_is_left(receipt) -> None:
    response = Client().post(address("round-change"), {"receipt": receipt, "save": "yes"})

    assert "Answer one question or more." in response.content.decode()
    assert list(PulseStage.objects.values_list("choice", flat=True)) == ["always"]


def test_round_change_takes_answers_back(receipt) -> None:
    response = Client().post(address("round-change"), {"receipt": receipt, "take-back": "yes"}, follow=True)

    assert "Your answers are taken back." in response.content.decode()
    assert PulseStage.objects.count() == 0


@pytest.mark.parametrize("code", ["", "AAAA-BBBB-CCCC-DDDD", "'; DROP TABLE", "é" * 16])
def test_round_change_with_a_wrong_code_says_so(code, receipt) -> None:
    response = Client().post(address("round-change"), {"receipt": code, "take-back": "yes"})

    words = "We do not know this code" if code else "Enter the code we showed you"
    assert words in response.content.decode()
    assert PulseStage.objects.count() == 1


def test_round_change_after_the_last_day_is_refused(pulse_round, receipt) -> None:
    with time_machine.travel(pulse_round.ends_at("Europe/London") + timedelta(minutes=1)):
        response = Client().post(address("round-change"), {"receipt": receipt, "take-back": "yes"})

    assert response.status_code == 403
    assert "These questions have closed." in response.content.decode()
    assert PulseStage.objects.count() == 1
