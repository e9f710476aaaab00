"""A database that cannot answer in time asks for a minute, on a page that needs no database."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from members.models import Member
from principles.views import overview


def test_a_lock_that_is_not_free_in_time(
    monkeypatch: pytest.MonkeyPatch, lead: Member, as_person: Callable[[Member], Client]
) -> None:
    def too_long(*_args: object) -> None:
        raise OperationalError("canceling statement due to lock timeout")

    monkeypatch.setattr(overview, "spreads_of", too_long)
    browser = as_person(lead)
    lead.authenticator_set.create(type="totp", data={})
    answer = browser.get("/principles/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "60")
    assert "What you saved before is safe." in answer.content.decode()
