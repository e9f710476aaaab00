"""What we hold about a member: seeing, taking along, removing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from members.actions.audit import record_reading
from members.models import Member
from tests.factories.members import make_member, make_need

As = Callable[[Member], Client]


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam")


@pytest.fixture(autouse=True)
def ledger(tmp_path: Path, settings: object) -> Path:
    settings.ERASURE_LEDGER = str(tmp_path / "erasures.jsonl")  # type: ignore[attr-defined]
    return tmp_path / "erasures.jsonl"


def proved(browser: Client, member: Member) -> Client:
    """The same browser, just after its person showed who they are."""
    request = RequestFactory().get("/")
    request.session = browser.session
    record_authentication(request, member, method="code")
    request.session.save()
    return browser


def test_data_shows_who_looked(as_person: As, sam: Member) -> None:
    record_reading(reader=make_member(name="Amina"), about=sam, what="needs")
    page = as_person(sam).get("/me/data/")
    assert [(each.who, each.what) for each in page.context["looked"]] == [("Amina", "What you need")]


def test_taking_it_along_gives_a_file_by_post_only(as_person: As, sam: Member) -> None:
    make_need(member=sam, kind="own_words", words="A seat by the door")
    browser = proved(as_person(sam), sam)
    assert browser.get("/me/data/take/").headers["Content-Type"] == "text/html; charset=utf-8"
    answer = browser.post("/me/data/take/")
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="my-details-20')
    assert "no-store" in answer.headers["Cache-Control"]
    assert json.loads(answer.content)["members"]["needs"][0]["words"] == "A seat by the door"


def test_removing_closes_the_account_and_signs_out(as_person: As, sam: Member) -> None:
    browser = proved(as_person(sam), sam)
    assert browser.get("/me/data/remove/").status_code == 200
    assert Member.objects.get(pk=sam.pk).erased_at is None
    answer = browser.post("/me/data/remove/", follow=True)
    assert [str(each) for each in answer.context["messages"]] == [
        "Done. We have removed what we held about you. Thank you for all you did."
    ]
    assert Member.objects.get(pk=sam.pk).display_name == "Someone who left"
    assert browser.get("/me/").status_code == 302


@pytest.mark.parametrize("path", ["/me/data/take/", "/me/data/remove/"])
def test_what_matters_asks_again_who_you_are(as_person: As, sam: Member, path: str) -> None:
    answer = as_person(sam).post(path)
    assert answer.headers["Location"] == "/me/again/?next=%2Fme%2F"
    assert Member.objects.get(pk=sam.pk).erased_at is None


def test_a_form_comes_back_to_its_own_page(as_person: As, sam: Member) -> None:
    answer = as_person(sam).post("/me/data/take/", headers={"referer": "http://testserver/me/data/take/"})
    assert answer.headers["Location"] == "/me/again/?next=%2Fme%2Fdata%2Ftake%2F"
    answer = as_person(sam).post("/me/data/take/", headers={"referer": "https://evil.example/x/"})
    assert answer.headers["Location"] == "/me/again/?next=%2Fme%2F"
