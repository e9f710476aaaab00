"""The purpose on every page of a project (seed 6), in a header that stays small."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from members.models import Member
from projects.models import Membership, Project
from tests.look.browser_checks import SMALLEST_TARGET
from tests.members.test_pages_in_browser import put_in_browser

AsPerson = Callable[[Member | Membership], Client]
LONG = "Nobody should feel lost on their first day, and everybody should know whom they can ask for what they need."
HIGHEST = 192


def line_in(html: str) -> str:
    """The line of the purpose in the header, as it is written; empty when there is none."""
    _before, found, rest = html.partition('<span class="aim">')
    return rest.partition("</span>")[0] if found else ""


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["people", "task-list", "my-place", "limits", "story", "milestone-list"])
def test_every_page_of_the_project_says_what_it_is_for(
    name: str, as_person: AsPerson, member: Membership, project: Project
) -> None:
    page = as_person(member).get(reverse(f"projects:{name}", args=[project.address])).content.decode()
    assert line_in(page) == "Draft: Nobody should feel lost on their first day."


@pytest.mark.django_db
def test_agreed_words_are_not_called_a_draft(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    Project.objects.update(purpose_status="agreed")
    page = as_person(member).get(reverse("projects:people", args=[project.address])).content.decode()
    assert line_in(page) == "Nobody should feel lost on their first day."


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["detail", "purpose"])
def test_it_is_not_printed_twice(
    name: str, as_person: AsPerson, member: Membership, project: Project
) -> None:
    page = as_person(member).get(reverse(f"projects:{name}", args=[project.address])).content.decode()
    assert line_in(page) == ""


@pytest.mark.django_db
def test_a_lead_reads_it_too(as_person: AsPerson, lead: Member, project: Project, settings: Any) -> None:
    settings.DEMO = True
    page = as_person(lead).get(reverse("principles:project", args=[project.address])).content.decode()
    assert line_in(page) == "Draft: Nobody should feel lost on their first day."


@pytest.mark.django_db
def test_the_header_says_that_a_project_is_paused(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    Project.objects.update(status="paused", paused_at=project.opened_at)
    page = as_person(member).get(reverse("projects:people", args=[project.address])).content.decode()
    assert "<span>Paused: A better welcome</span>" in page


@pytest.mark.django_db(transaction=True)
def test_the_header_stays_small_on_a_small_phone(
    as_person: AsPerson, member: Membership, project: Project, live_server: Any, page: Page
) -> None:
    Project.objects.update(purpose=LONG, name="A better welcome at the drop-in in the old station house")
    page.set_viewport_size({"width": 320, "height": 640})
    put_in_browser(page, as_person(member), live_server.url)
    page.goto(live_server.url + reverse("projects:people", args=[project.address]))
    assert page.evaluate("document.querySelector('.top').offsetHeight") <= HIGHEST
    assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    line = "(parseFloat(getComputedStyle(document.querySelector('.aim')).fontSize) * 1.4)"
    assert page.evaluate(f"document.querySelector('.aim').offsetHeight <= {line}") is True
    assert page.evaluate("document.querySelector('.where a').offsetHeight") >= SMALLEST_TARGET
