"""The door to the operators' part."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.test import Client

from members.models import Member
from tests.factories.members import make_member, make_need

As = Callable[[Member], Client]
CANARY = "canary-7f3a"


@pytest.fixture
def operator(db: None) -> Member:
    person = make_member(name="Op", is_staff=True, is_superuser=True)
    person.authenticator_set.create(type="totp", data={"secret": "x"})
    return person


def test_strangers_come_in_through_the_same_sign_in(client: Client, db: None) -> None:
    answer = client.get("/operate/")
    assert answer.headers["Location"] == "/operate/login/?next=/operate/"
    assert (
        client.get("/operate/login/?next=/operate/")
        .headers["Location"]
        .startswith("/in/?next=/operate/login/")
    )


def test_an_operator_with_a_second_factor_comes_in(as_person: As, operator: Member) -> None:
    assert as_person(operator).get("/operate/").status_code == 200
    assert as_person(operator).get("/operate/login/").headers["Location"] == "/operate/"


def test_an_operator_without_one_adds_it_first(as_person: As, operator: Member) -> None:
    operator.authenticator_set.all().delete()
    browser = as_person(operator)
    assert browser.get("/operate/members/member/").headers["Location"].startswith("/operate/login/")
    assert browser.get("/operate/login/").headers["Location"] == "/account/ways/"


def test_in_the_demo_an_operator_passes_without_one(
    as_person: As, operator: Member, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    operator.authenticator_set.all().delete()
    assert as_person(operator).get("/operate/").status_code == 200


def test_everybody_else_gets_the_page_of_everything_missing(
    as_person: As, lead: Member, outsider: Member
) -> None:
    for person in (lead, outsider):
        assert as_person(person).get("/operate/", follow=True).status_code == 404


def test_there_are_no_pages_for_passwords(as_person: As, operator: Member) -> None:
    browser = as_person(operator)
    assert browser.get("/operate/password_change/").status_code == 404
    assert browser.get(f"/operate/members/member/{operator.pk}/password/").status_code in {302, 404}


def test_no_private_table_is_registered() -> None:
    registered = {f"{model._meta.app_label}.{model.__name__}" for model in admin.site._registry}
    private = {
        "members.Need",
        "members.SupportRequest",
        "members.Message",
        "members.Consent",
        "members.PrivateReading",
        "members.AuditKey",
        "members.ContactPreference",
        "projects.CheckIn",
        "projects.Experience",
        "projects.NeedAudience",
        "projects.Adaptation",
        "projects.JoinCode",
        "principles.PulseAnswer",
        "principles.PulseStage",
        "principles.PulseTicket",
        "mfa.Authenticator",
        "sessions.Session",
    }
    assert registered & private == set()


def test_every_admin_page_opens_and_shows_no_private_words(as_person: As, operator: Member) -> None:
    """A canary in what a member needs appears on no page of the admin."""
    make_need(member=operator, kind="own_words", words=CANARY)
    browser = as_person(operator)
    for model in admin.site._registry:
        path = f"/operate/{model._meta.app_label}/{model._meta.model_name}/"
        page = browser.get(path)
        assert (path, page.status_code, CANARY in page.content.decode()) == (path, 200, False)
    assert CANARY not in browser.get(f"/operate/members/member/{operator.pk}/change/").content.decode()
