from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from principles.models import PrincipleRelease, PulseItem, PulseRound
from projects.models import Membership, Project
from tests.factories.principles import make_closed_round, make_people, make_round, sheets

pytestmark = pytest.mark.django_db


def page_of(project: Project) -> str:
    return reverse("principles:what-it-is-not", args=[project.address])


def test_what_it_is_not_shows_eleven_statements_before_anybody_was_asked(
    member: Membership, as_person: Callable[..., Client]
) -> None:
    page = as_person(member).get(page_of(member.project)).content.decode()
    words = list(PulseItem.objects.filter(about="not").values_list("words", flat=True))
    assert len(words) == 11
    assert [each for each in words if each not in page] == []


def test_what_it_is_not_ask_opens_a_round_of_statements_only(
    facilitator: Membership, as_person: Callable[..., Client]
) -> None:
    make_people(facilitator.project, 5)
    to = reverse("principles:what-it-is-not-ask", args=[facilitator.project.address])
    as_person(facilitator).post(to, {"opens": "today", "length": "7"})
    opened = PulseRound.objects.get()
    assert (opened.about, opened.status, opened.round_items.count()) == ("not", "open", 11)
    assert set(opened.round_items.values_list("item__about", flat=True)) == {"not"}


def test_what_it_is_not_ask_is_refused_below_k_with_the_lines_to_talk_through(
    facilitator: Membership, as_person: Callable[..., Client]
) -> None:
    to = reverse("principles:what-it-is-not-ask", args=[facilitator.project.address])
    page = as_person(facilitator).get(to).content.decode()
    assert "Answers have no names when 5 or more people are asked" in page
    assert page.count("<li>It ") == 11


def test_a_statement_takes_agree_unsure_differs(facilitator: Membership, client: Client) -> None:
    make_people(facilitator.project, 5)
    opened = make_round(project=facilitator.project, about="not")
    page = client.get(reverse("principles:round-ticket", args=[opened.tickets.first().pk])).content.decode()
    assert page.count('value="agree"') == page.count('value="differs"') == 11
    assert 'value="always"' not in page


def test_what_people_said_shows_after_the_close_and_leads_to_a_piece(
    facilitator: Membership, as_person: Callable[..., Client]
) -> None:
    make_people(facilitator.project, 9)
    make_closed_round(
        project=facilitator.project,
        about="not",
        sheets=sheets((5, "agree", ""), (3, "unsure", ""), (2, "differs", "")),
    )
    page = as_person(facilitator).get(page_of(facilitator.project)).content.decode()
    assert page.count("5 of 10 people agreed.") == 11
    assert page.count("Make it a piece of our plan") == 11


def test_too_few_answers_show_nothing(facilitator: Membership, as_person: Callable[..., Client]) -> None:
    make_people(facilitator.project, 9)
    make_closed_round(project=facilitator.project, about="not", sheets=sheets((4, "agree", "")))
    page = as_person(facilitator).get(page_of(facilitator.project)).content.decode()
    assert "people agreed" not in page
    assert page.count("Not enough answers to show this.") == 11


def test_what_it_is_not_says_nothing_about_the_principles(
    facilitator: Membership, as_person: Callable[..., Client]
) -> None:
    make_people(facilitator.project, 9)
    make_closed_round(project=facilitator.project, about="pulse", sheets=sheets((6, "always", "")))
    before = list(PrincipleRelease.objects.filter(latest=True).values_list("pk", flat=True))
    make_closed_round(project=facilitator.project, about="not", sheets=sheets((6, "differs", "")))
    assert list(PrincipleRelease.objects.filter(latest=True).values_list("pk", flat=True)) == before
    page = as_person(facilitator).get(reverse("principles:project", args=[facilitator.project.address]))
    assert "people agreed" not in page.content.decode()
