"""Signing in by a code in an email."""

import re
import time
from collections.abc import Callable
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client

from members.models import Member
from tests.factories.members import make_member, make_organisation

WRONG = "That code is not right. Check the email and try again"


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam", email="sam@example.org")


def code_in(message: mail.EmailMessage) -> str:
    return re.findall(r"\b\d{6}\b", str(message.body))[0]


def ask(browser: Client, email: str = "sam@example.org", **more: str) -> None:
    answer = browser.post("/in/", {"email": email, **more})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/in/code/")


def wrong_code(message: mail.EmailMessage) -> str:
    return "000000" if code_in(message) != "000000" else "111111"


def test_sign_in_sends_a_code_of_six_numbers_and_lets_its_owner_in(client: Client, sam: Member) -> None:
    ask(client)
    answer = client.post("/in/code/", {"code": code_in(mail.outbox[0])})
    assert answer.headers["Location"] == "/home/"
    assert client.session["_auth_user_id"] == str(sam.pk)
    assert len(mail.outbox) == 1


def test_sign_in_leads_back_to_where_the_person_was_going(client: Client, sam: Member) -> None:
    answer = client.get("/me/contact/")
    assert answer.headers["Location"] == "/in/?next=/me/contact/"
    answer = client.post("/in/", {"email": "sam@example.org", "next": "/me/contact/"})
    assert answer.headers["Location"] == "/in/code/?next=%2Fme%2Fcontact%2F"
    answer = client.post("/in/code/?next=%2Fme%2Fcontact%2F", {"code": code_in(mail.outbox[0])})
    assert answer.headers["Location"] == "/me/contact/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_sign_in_never_leads_to_another_site(client: Client, sam: Member, elsewhere: str) -> None:
    answer = client.post("/in/", {"email": "sam@example.org", "next": elsewhere})
    assert answer.headers["Location"] == "/in/code/"
    answer = client.post("/in/code/", {"code": code_in(mail.outbox[0]), "next": elsewhere})
    assert answer.headers["Location"] == "/home/"


@pytest.mark.parametrize("shape", ["{0} {1}", "{0}-{1}", " {0}{1} ", "{0}\u00a0{1}", "{0}.{1}"])
def test_a_code_may_be_typed_with_spaces_and_dashes(client: Client, sam: Member, shape: str) -> None:
    ask(client)
    code = code_in(mail.outbox[0])
    answer = client.post("/in/code/", {"code": shape.format(code[:3], code[3:])})
    assert answer.headers["Location"] == "/home/"


def test_a_code_may_be_typed_in_the_numbers_of_another_script(client: Client, sam: Member) -> None:
    ask(client)
    arabic = code_in(mail.outbox[0]).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert client.post("/in/code/", {"code": arabic}).headers["Location"] == "/home/"


def test_the_code_stands_in_the_body_and_never_in_the_subject(client: Client, sam: Member) -> None:
    ask(client)
    message = mail.outbox[0]
    assert message.subject == "Your sign-in code"
    assert message.to == ["sam@example.org"]
    html = str(message.alternatives[0].content)  # type: ignore[attr-defined]
    assert re.findall(r"\b\d{6}\b", html) == [code_in(message)]


def test_a_known_and_an_unknown_address_get_the_same_answer(sam: Member) -> None:
    answers = []
    for email in ("sam@example.org", "nobody@example.org"):
        browser = Client()
        asked = browser.post("/in/", {"email": email})
        page = browser.get("/in/code/")
        tried = browser.post("/in/code/", {"code": "000000"}).content.decode()
        hidden = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|[sn]\*\*\*@')
        answers.append(
            (
                asked.status_code,
                asked.headers["Location"],
                hidden.sub("", page.content.decode()),
                hidden.sub("", tried),
            )
        )
    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [["sam@example.org"], ["nobody@example.org"]]


def test_an_unknown_address_is_told_kindly_and_gets_no_code(client: Client, db: None) -> None:
    ask(client, "nobody@example.org")
    message = mail.outbox[0]
    assert message.subject == "Signing in"
    assert "We do not know this address." in message.body
    assert re.findall(r"\d{6}", str(message.body)) == []


def test_a_closed_account_is_treated_as_unknown(client: Client, sam: Member) -> None:
    Member.objects.filter(pk=sam.pk).update(is_active=False)
    ask(client)
    assert mail.outbox[0].subject == "Signing in"


def test_an_address_counts_whatever_its_case(client: Client, sam: Member) -> None:
    ask(client, "Sam@Example.ORG")
    assert client.post("/in/code/", {"code": code_in(mail.outbox[0])}).headers["Location"] == "/home/"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "Enter your email address"),
        ("sam", "Enter an email address, like name@example.org"),
        ("sam@example.org\nBcc: eve@example.org", "Enter an email address, like name@example.org"),
    ],
)
def test_sign_in_says_what_to_do_about_an_address(client: Client, db: None, given: str, words: str) -> None:
    answer = client.post("/in/", {"email": given})
    assert answer.status_code == 200
    assert answer.context["form"].errors == {"email": [words]}
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "Enter the code from your email"),
        ("12345", "The code is 6 numbers"),
        ("1234567", "The code is 6 numbers"),
        ("12345a", "The code is 6 numbers"),
        ("1" * 31, "The code is 6 numbers"),
    ],
)
def test_a_code_that_cannot_be_right_says_so_and_costs_no_try(
    client: Client, sam: Member, given: str, words: str
) -> None:
    ask(client)
    for _again in range(6):
        answer = client.post("/in/code/", {"code": given})
        assert answer.context["form"].errors == {"code": [words]}
    assert client.post("/in/code/", {"code": code_in(mail.outbox[0])}).headers["Location"] == "/home/"


def test_a_wrong_code_can_be_tried_again(client: Client, sam: Member) -> None:
    ask(client)
    answer = client.post("/in/code/", {"code": wrong_code(mail.outbox[0])})
    assert answer.context["form"].errors == {"code": [WRONG]}
    assert client.post("/in/code/", {"code": code_in(mail.outbox[0])}).headers["Location"] == "/home/"


def test_the_fifth_wrong_code_ends_it_for_five_minutes(client: Client, sam: Member) -> None:
    """Promise S5: wrong codes stop at 5 for an account, whoever types them."""
    make_organisation(contact_name="Maya", contact_phone="0117 496 0001")
    ask(client)
    tries = [
        client.post("/in/code/", {"code": wrong_code(mail.outbox[0])}).status_code for _again in range(5)
    ]
    assert tries == [200, 200, 200, 200, 429]
    page = client.post("/in/", {"email": "sam@example.org"})
    assert page.status_code == 429
    assert "Let us try again in 5 minutes" in page.content.decode()
    assert "Call Maya on" in page.content.decode()
    assert client.post("/in/code/", {"code": code_in(mail.outbox[0])}).headers["Location"] == "/in/"
    assert len(mail.outbox) == 1


def test_wrong_codes_count_for_the_account_and_not_for_the_browser(sam: Member) -> None:
    browsers = [Client(), Client()]
    for browser in browsers:
        ask(browser)
    for number in range(5):
        browsers[number % 2].post("/in/code/", {"code": wrong_code(mail.outbox[number % 2])})
    answer = browsers[0].post("/in/code/", {"code": code_in(mail.outbox[0])})
    assert (answer.status_code, "_auth_user_id" in browsers[0].session) == (429, False)


def test_after_five_minutes_it_can_be_tried_again(client: Client, sam: Member) -> None:
    ask(client)
    for _again in range(5):
        client.post("/in/code/", {"code": wrong_code(mail.outbox[0])})
    later = time.time() + 301
    with patch("time.time", return_value=later):
        ask(client)
        assert client.post("/in/code/", {"code": code_in(mail.outbox[1])}).headers["Location"] == "/home/"


def test_wrong_codes_for_one_account_stop_nobody_else(client: Client, sam: Member) -> None:
    make_member(name="Jo", email="jo@example.org")
    ask(client)
    for _again in range(5):
        client.post("/in/code/", {"code": wrong_code(mail.outbox[0])})
    other = Client()
    ask(other, "jo@example.org")
    assert other.post("/in/code/", {"code": code_in(mail.outbox[1])}).headers["Location"] == "/home/"


def test_a_workshop_of_thirty_on_one_address_signs_in(db: None) -> None:
    """Promise S5: nobody in the room is locked out by the others."""
    people = [make_member(email=f"guest{number}@example.org") for number in range(30)]
    led_to = []
    for person in people:
        browser = Client()
        ask(browser, str(person.email))
        led_to.append(browser.post("/in/code/", {"code": code_in(mail.outbox[-1])}).headers.get("Location"))
    assert led_to == ["/home/"] * 30


def test_a_fourth_code_in_a_minute_is_not_sent(client: Client, sam: Member) -> None:
    for _again in range(3):
        ask(client)
    assert client.post("/in/", {"email": "sam@example.org"}).status_code == 429
    assert len(mail.outbox) == 3


def test_only_the_newest_code_counts(client: Client, sam: Member) -> None:
    ask(client)
    answer = client.post("/in/code/", {"action": "resend"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == [
        "Sent. Use the code in the newest email."
    ]
    old, new = (code_in(message) for message in mail.outbox)
    if old != new:
        assert client.post("/in/code/", {"code": old}).context["form"].errors == {"code": [WRONG]}
    assert client.post("/in/code/", {"code": new}).headers["Location"] == "/home/"


def test_a_code_that_ran_out_is_replaced(client: Client, sam: Member) -> None:
    ask(client)
    later = time.time() + 15 * 60 + 1
    with patch("time.time", return_value=later):
        answer = client.post("/in/code/", {"code": code_in(mail.outbox[0])})
        assert answer.context["form"].errors == {
            "code": ["That code has run out. We have sent you a new one"]
        }
        assert client.post("/in/code/", {"code": code_in(mail.outbox[1])}).headers["Location"] == "/home/"


def test_a_code_works_for_fifteen_minutes(client: Client, sam: Member) -> None:
    ask(client)
    later = time.time() + 15 * 60 - 5
    with patch("time.time", return_value=later):
        assert client.post("/in/code/", {"code": code_in(mail.outbox[0])}).headers["Location"] == "/home/"


def test_opening_the_code_page_sends_nothing(client: Client, sam: Member) -> None:
    ask(client)
    for _again in range(3):
        assert client.get("/in/code/").status_code == 200
    assert len(mail.outbox) == 1


def test_the_code_page_without_a_sign_in_leads_to_the_first_page(client: Client, db: None) -> None:
    assert client.get("/in/code/").headers["Location"] == "/in/"


def test_the_code_page_shows_only_a_little_of_the_address(client: Client, sam: Member) -> None:
    ask(client)
    page = client.get("/in/code/").content.decode()
    assert "s***@example.org" in page
    assert "sam@example.org" not in page


def test_on_my_own_phone_i_stay_signed_in_for_thirty_days(client: Client, sam: Member) -> None:
    ask(client, own_phone="on")
    answer = client.post("/in/code/", {"code": code_in(mail.outbox[0])})
    assert answer.cookies["session"]["max-age"] == int(timedelta(days=30).total_seconds())


def test_elsewhere_i_am_signed_out_when_the_browser_closes(client: Client, sam: Member) -> None:
    ask(client)
    answer = client.post("/in/code/", {"code": code_in(mail.outbox[0])})
    assert answer.cookies["session"]["max-age"] == ""


def test_a_new_code_keeps_the_choice_of_my_own_phone(client: Client, sam: Member) -> None:
    ask(client, own_phone="on")
    client.post("/in/code/", {"action": "resend"})
    answer = client.post("/in/code/", {"code": code_in(mail.outbox[1])})
    assert answer.cookies["session"]["max-age"] == int(timedelta(days=30).total_seconds())


@pytest.mark.parametrize(
    "trouble", [SMTPServerDisconnected("gone"), ConnectionRefusedError(), TimeoutError()]
)
def test_with_the_mail_server_down_the_page_says_so(client: Client, sam: Member, trouble: OSError) -> None:
    make_organisation(contact_name="Maya", contact_phone="0117 496 0001")
    with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=trouble):
        answer = client.post("/in/", {"email": "sam@example.org"})
    assert answer.status_code == 503
    assert "We could not send it just now" in answer.content.decode()
    assert "0117 496 0001" in answer.content.decode()
    ask(client)
    assert client.post("/in/code/", {"code": code_in(mail.outbox[0])}).headers["Location"] == "/home/"


def test_signed_in_people_skip_the_sign_in_pages(as_person: Callable[[Member], Client], sam: Member) -> None:
    assert as_person(sam).get("/in/").headers["Location"] == "/home/"
    assert as_person(sam).get("/in/code/").headers["Location"] == "/in/"


def test_sign_out_ends_the_session_by_post_only(as_person: Callable[[Member], Client], sam: Member) -> None:
    browser = as_person(sam)
    assert browser.get("/out/").status_code == 200
    assert browser.session["_auth_user_id"] == str(sam.pk)
    answer = browser.post("/out/", follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Done. You are signed out."]
    assert "_auth_user_id" not in browser.session


def test_sign_in_without_a_password_anywhere(client: Client, db: None) -> None:
    for path in (
        "/account/password/change/",
        "/account/password/set/",
        "/account/password/reset/",
        "/account/signup/",
    ):
        assert client.get(path).status_code == 404


def test_a_second_factor_comes_between_the_code_and_the_site(client: Client, sam: Member) -> None:
    sam.authenticator_set.create(type="totp", data={"secret": "x"})
    ask(client)
    answer = client.post("/in/code/", {"code": code_in(mail.outbox[0])})
    assert answer.headers["Location"] == "/account/ways/authenticate/"
    assert "_auth_user_id" not in client.session


def test_the_sign_in_pages_are_never_stored(client: Client, sam: Member) -> None:
    ask(client)
    for path in ("/in/", "/in/code/"):
        assert "no-store" in client.get(path).headers["Cache-Control"]
