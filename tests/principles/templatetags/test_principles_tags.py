"""Pieces of the principles on pages of other apps."""

import pytest
from django.template import Context, Template

from principles.models import PulseTicket
from tests.factories.principles import make_round, ticket_of
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db


def drawn(tag: str, **context: object) -> str:
    return Template("{% load principles_tags %}{% " + tag + " %}").render(Context(context)).strip()


def test_open_round_offer_shows_the_open_questions_with_one_query(
    member, project, django_assert_num_queries
) -> None:
    pulse_round = make_round(project=project)
    with django_assert_num_queries(1):
        card = drawn("open_round_offer membership", membership=member)

    assert f"/round/{ticket_of(pulse_round, member)}/" in card
    assert "A better welcome" not in card


def test_open_round_offer_is_nothing_without_a_ticket_to_use(member, project) -> None:
    assert drawn("open_round_offer membership", membership=member) == ""
    make_round(project=project)
    PulseTicket.objects.update(used=True)
    assert drawn("open_round_offer membership", membership=member) == ""
    assert drawn("open_round_offer membership", membership=None) == ""


def test_open_round_offer_leaves_other_projects_out(member, project) -> None:
    other = make_project()
    make_membership(project=other, member=member.member)
    make_round(project=other)

    assert drawn("open_round_offer membership", membership=member) == ""


def test_open_round_offers_names_every_project_with_one_query(
    member, project, django_assert_num_queries
) -> None:
    other = make_project(name="Money talk & more")
    make_membership(project=other, member=member.member)
    make_round(project=project)
    make_round(project=other)
    with django_assert_num_queries(1):
        cards = drawn("open_round_offers member", member=member.member)

    assert (cards.count("<section"), "A better welcome." in cards, "Money talk &amp; more." in cards) == (
        2,
        True,
        True,
    )


def test_open_round_offers_leaves_out_a_project_that_the_member_left(member, project) -> None:
    make_round(project=project)
    member.status, member.left_at = "left", member.joined_at
    member.save()

    assert drawn("open_round_offers member", member=member.member) == ""
