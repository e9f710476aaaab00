"""A database that cannot answer in time asks for a minute; what went away between the look and the deed is not here."""

from collections.abc import Callable

import pytest
from django.db import OperationalError
from django.test import Client

from members.models import Member
from principles.views import overview
from projects.models import Membership, Project, Thought
from projects.views import piece, thought
from tests.factories.common_ground import make_piece, make_thought


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


def test_what_somebody_took_away_a_moment_before_is_not_here(
    monkeypatch: pytest.MonkeyPatch,
    project: Project,
    member: Membership,
    as_person: Callable[[Membership], Client],
) -> None:
    def gone(**_given: object) -> None:
        raise Thought.DoesNotExist

    monkeypatch.setattr(thought, "take_back_thought", gone)
    about = make_thought(about=make_piece(project=project), author=member)
    url = f"/projects/{project.address}/thoughts/{about.pk}/take-back/"
    assert as_person(member).post(url).status_code == 404


def test_a_page_that_only_shows_something_is_not_excused(
    monkeypatch: pytest.MonkeyPatch,
    project: Project,
    member: Membership,
    as_person: Callable[[Membership], Client],
) -> None:
    def gone(*_given: object) -> None:
        raise Thought.DoesNotExist

    monkeypatch.setattr(piece, "piece_here", gone)
    with pytest.raises(Thought.DoesNotExist):
        as_person(member).get(f"/projects/{project.address}/plan/1/")
