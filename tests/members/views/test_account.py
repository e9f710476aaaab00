"""The member's own pages."""

import re
import time
from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.core import mail
from django.test import Client

from members.actions.account import remember_proved_email
from members.models import Member
from tests.factories.members import make_member, make_organisation, make_organisation_role

As = Callable[[Member], Client]
READING = {"text_size": "xl", "colours": "dark", "letters": "clear", "fewer_things": "yes"}


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam", email="sam@example.org")


def flashes(answer: object) -> list[str]:
    return [str(message) for message in answer.context["messages"]]  # type: ignore[attr-defined]


def code_in(message: mail.EmailMessage) -> str:
    return re.findall(r"\b\d{6}\b", str(message.body))[0]


def test_me_lists_the_pages_and_the_organisations(as_person: As, sam: Member) -> None:
    place = make_organisation(name="Station House")
    make_organisation_role(organisation=place, member=sam, role="facilitator")
    page = as_person(sam).get("/me/")
    assert page.context["organisations"] == [place]


@pytest.mark.parametrize(
    "path",
    [
        "/me/",
        "/me/name/",
        "/me/contact/",
        "/me/messages/",
        "/me/again/",
        "/me/data/",
        "/me/data/take/",
        "/me/data/remove/",
        "/support/for-me/",
        "/support/1/",
    ],
)
def test_own_pages_ask_strangers_to_sign_in(client: Client, db: None, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/in/?next={path}")


def test_name_is_saved(as_person: As, sam: Member) -> None:
    answer = as_person(sam).post("/me/name/", {"display_name": " Sami "}, follow=True)
    assert flashes(answer) == ["Saved. We call you Sami."]
    assert Member.objects.get().display_name == "Sami"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("", "Enter what we should call you"),
        ("  ", "Enter what we should call you"),
        ("\u200b\u202e", "Enter what we should call you"),
        ("x" * 61, "Use a name of 60 letters or fewer"),
    ],
)
def test_name_says_what_to_do(as_person: As, sam: Member, given: str, words: str) -> None:
    answer = as_person(sam).post("/me/name/", {"display_name": given})
    assert answer.context["form"].errors == {"display_name": [words]}
    assert Member.objects.get().display_name == "Sam"


def test_reading_is_kept_with_the_account_and_in_a_cookie(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    answer = browser.post("/me/reading/", READING)
    assert answer.headers["Location"] == "/me/reading/"
    cookie = answer.cookies["reading"]
    assert (cookie.value, cookie["httponly"], cookie["samesite"]) == ("dark.xl.clear.1", True, "Lax")
    sam.refresh_from_db()
    assert (sam.text_size, sam.colours, sam.letters, sam.fewer_things) == ("xl", "dark", "clear", True)
    page = browser.get("/me/reading/")
    assert flashes(page) == ["Saved. Pages look like this from now on."]
    assert (
        '<html lang="en-gb" data-theme="dark" data-size="xl" data-letters="clear" data-fewer="yes">'
        in page.content.decode()
    )


def test_reading_works_signed_out(client: Client, db: None) -> None:
    client.post("/me/reading/", READING)
    assert (
        'data-theme="dark" data-size="xl" data-letters="clear" data-fewer="yes"'
        in client.get("/").content.decode()
    )
    assert client.get("/me/reading/").context["form"].initial == READING


@pytest.mark.parametrize(
    "cookie", ["", "dark", "a.b.c.d", "dark.xl.clear.1.1", '"><script>', "dark.xl.clear"]
)
def test_a_strange_reading_cookie_gives_the_usual_look(client: Client, db: None, cookie: str) -> None:
    client.cookies["reading"] = cookie
    assert 'data-theme="auto" data-size="m" data-letters="system"' in client.get("/").content.decode()


def test_reading_refuses_choices_that_do_not_exist(client: Client, db: None) -> None:
    answer = client.post("/me/reading/", {**READING, "colours": "pink"})
    assert list(answer.context["form"].errors) == ["colours"]
    assert "reading" not in answer.cookies


def test_prove_by_code_opens_what_matters(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    answer = browser.get("/me/data/take/")
    assert answer.headers["Location"] == "/me/again/?next=%2Fme%2Fdata%2Ftake%2F"
    browser.post("/me/again/", {"send": "1", "next": "/me/data/take/"})
    assert mail.outbox[0].to == ["sam@example.org"]
    answer = browser.post("/me/again/", {"code": code_in(mail.outbox[0]), "next": "/me/data/take/"})
    assert answer.headers["Location"] == "/me/data/take/"
    assert browser.get("/me/data/take/").status_code == 200


def test_prove_lasts_fifteen_minutes(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    browser.post("/me/again/", {"send": "1"})
    browser.post("/me/again/", {"code": code_in(mail.outbox[0])})
    now = time.time()
    with patch("time.time", return_value=now + 15 * 60 - 5):
        assert browser.get("/me/data/take/").status_code == 200
    with patch("time.time", return_value=now + 15 * 60 + 5):
        assert browser.get("/me/data/take/").status_code == 302


def test_signing_in_by_code_counts_as_showing_who_you_are(client: Client, sam: Member) -> None:
    client.post("/in/", {"email": "sam@example.org"})
    client.post("/in/code/", {"code": code_in(mail.outbox[0])})
    assert client.get("/me/data/take/").status_code == 200


def test_prove_stops_at_five_wrong_codes(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    browser.post("/me/again/", {"send": "1"})
    wrong = "000000" if code_in(mail.outbox[0]) != "000000" else "111111"
    assert [browser.post("/me/again/", {"code": wrong}).status_code for _again in range(5)] == [
        200,
        200,
        200,
        200,
        429,
    ]
    browser.post("/me/again/", {"code": code_in(mail.outbox[0])})
    assert browser.get("/me/data/take/").status_code == 302


def test_prove_replaces_a_code_that_ran_out(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    browser.post("/me/again/", {"send": "1"})
    with patch("time.time", return_value=time.time() + 901):
        answer = browser.post("/me/again/", {"code": code_in(mail.outbox[0])})
        assert answer.context["form"].errors == {
            "code": ["That code has run out. We have sent you a new one"]
        }
        assert browser.post("/me/again/", {"code": code_in(mail.outbox[1])}).headers["Location"] == "/me/"


def test_prove_never_leads_to_another_site(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    browser.post("/me/again/", {"send": "1"})
    answer = browser.post("/me/again/", {"code": code_in(mail.outbox[0]), "next": "https://evil.example/"})
    assert answer.headers["Location"] == "/me/"


def test_prove_without_email_or_factor_says_how_to_get_one(as_person: As, db: None) -> None:
    page = as_person(make_member(name="Lee", email=None)).get("/me/again/")
    assert "Add an email address or a passkey first." in page.content.decode()


def test_prove_offers_the_other_ways_there_are(as_person: As, sam: Member) -> None:
    sam.authenticator_set.create(type="totp", data={"secret": "x"})
    page = as_person(sam).get("/me/again/?next=/me/data/take/").content.decode()
    assert "/account/ways/reauthenticate/?next=/me/data/take/" in page
    assert "/account/ways/webauthn/reauthenticate/" not in page


def test_ways_to_sign_in_and_places_are_reachable(as_person: As, sam: Member) -> None:
    remember_proved_email(member=sam)
    browser = as_person(sam)
    for path in (
        "/account/ways/",
        "/account/places/",
        "/account/email/",
        "/account/ways/totp/activate/",
        "/account/ways/webauthn/add/",
    ):
        assert (path, browser.get(path).status_code) == (path, 200)


def test_a_new_address_counts_once_its_code_is_typed_in(as_person: As, sam: Member) -> None:
    browser = as_person(sam)
    browser.post("/account/email/", {"action_add": "1", "email": "new@example.org"})
    assert Member.objects.get().email == "sam@example.org"
    assert (mail.outbox[0].to, mail.outbox[0].subject) == (["new@example.org"], "Your code")
    browser.post("/account/email/code/", {"code": code_in(mail.outbox[0])})
    assert Member.objects.get().email == "new@example.org"


def test_with_the_mail_server_down_nothing_breaks_and_nothing_changes(as_person: As, sam: Member) -> None:
    remember_proved_email(member=sam)
    browser = as_person(sam)
    with patch("django.core.mail.EmailMultiAlternatives.send", side_effect=ConnectionRefusedError()):
        answers = [
            browser.post("/me/again/", {"send": "1"}),
            browser.post("/account/email/", {"action_add": "1", "email": "new@example.org"}),
        ]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert ["We could not send it just now" in answer.content.decode() for answer in answers] == [True, True]
    assert Member.objects.get().email == "sam@example.org"
