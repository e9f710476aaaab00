"""The account pages wear our look and use our words, in every state that a person can reach."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.test import Client

from projects.models import Membership
from tests.look.page_checks import Page, long_sentences, problems_in

pytestmark = [pytest.mark.urls("tests.look.urls"), pytest.mark.django_db]
SIGNED_OUT = ["login/code/", "login/", "signup/", "password/reset/", "password/reset/done/", "inactive/"]
SIGNED_IN = ["email/", "logout/", "2fa/", "2fa/webauthn/", "sessions/"]


def heading(html: str) -> str:
    return Page(html).all("h1")[0].text


@pytest.mark.parametrize("path", SIGNED_OUT)
def test_page_for_people_who_are_signed_out_has_no_problems(client: Client, path: str) -> None:
    html = client.get(f"/account/{path}").content.decode()

    assert problems_in(html) == []
    assert long_sentences(html) == []


@pytest.mark.parametrize("path", SIGNED_IN)
def test_page_for_people_who_are_signed_in_has_no_problems(
    member: Membership, as_person: Any, path: str
) -> None:
    html = as_person(member).get(f"/account/{path}").content.decode()

    assert problems_in(html) == []
    assert long_sentences(html) == []


def test_code_page_says_where_the_code_went(client: Client, member: Membership) -> None:
    member.member.email = "sam@example.org"
    member.member.save()
    EmailAddress.objects.create(user=member.member, email="sam@example.org", primary=True, verified=True)

    html = client.post("/account/login/code/", {"email": "sam@example.org"}, follow=True).content.decode()

    assert heading(html) == "Enter the code we sent you"
    assert "We sent a code of 6 numbers to sam@example.org." in html
    assert problems_in(html) == []


def test_code_page_keeps_the_words_of_the_box_when_the_code_is_wrong(client: Client) -> None:
    client.post("/account/login/code/", {"email": "sam@example.org"})

    html = client.post("/account/login/code/confirm/", {"code": ""}).content.decode()

    assert [each.text.strip() for each in Page(html).all("label")][0] == "Your code"
    assert 'href="#id_code"' in html
    assert problems_in(html) == []
