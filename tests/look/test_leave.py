"""Leaving fast ends the session and goes away; the way out never jams (decision 29)."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from projects.models import Membership

pytestmark = [pytest.mark.urls("tests.look.urls"), pytest.mark.django_db]


def test_leave_ends_the_session_and_goes_to_the_neutral_site(member: Membership, as_person: Any) -> None:
    browser = as_person(member)

    response = browser.post("/leave/")

    assert (response.status_code, response["Location"]) == (302, settings.NEUTRAL_SITE)
    assert "no-store" in response["Cache-Control"]
    assert Session.objects.count() == 0


def test_leave_without_the_token_goes_away_and_keeps_the_session(member: Membership) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(member.member, backend=settings.AUTHENTICATION_BACKENDS[0])

    response = browser.post("/leave/")

    assert (response.status_code, response["Location"]) == (302, settings.NEUTRAL_SITE)
    assert Session.objects.count() == 1


def test_leave_opened_as_a_page_changes_nothing(member: Membership, as_person: Any) -> None:
    response = as_person(member).get("/leave/")

    assert (response.status_code, response["Location"]) == (302, "/staying-safe-online/")
    assert Session.objects.count() == 1


def test_sensitive_page_lets_its_forms_end_at_the_neutral_site(client: Client) -> None:
    response = client.get("/staying-safe-online/")

    assert "form-action 'self' https://www.bbc.co.uk;" in response["Content-Security-Policy"] + ";"
    assert "no-store" in response["Cache-Control"]


def test_other_pages_keep_the_strict_policy(client: Client) -> None:
    assert "form-action 'self';" in client.get("/help/")["Content-Security-Policy"] + ";"
