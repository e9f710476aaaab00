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


HIGH = "document.querySelector('.top').offsetHeight"
PAGES = {  # who looks, and at which pages: none has a name of a project, the project's own has its heading, then the rest
    "sam": ["/home/", "/projects/{}/", "/projects/{}/people/", "/projects/{}/me/check-ins/", "/projects/{}/principles/"],
    "amina": ["/home/", "/projects/{}/", "/projects/{}/people/", "/projects/{}/check-on/", "/projects/{}/me/experience/"],
    "ruth": ["/home/", "/principles/", "/projects/{}/principles/"],
    "nobody": ["/", "/in/", "/help/", "/staying-safe-online/"],
}  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("letters", ["", "DejaVu Sans"])  # the widest that are used where others are missing
@pytest.mark.parametrize("who", PAGES)
def test_the_header_is_small_for_everybody(
    who: str, letters: str, as_person: AsPerson, facilitator: Membership, member: Membership, lead: Member, project: Project,
    live_server: Any, page: Page, settings: Any,
) -> None:  # fmt: skip
    settings.DEMO = True
    Project.objects.update(purpose=LONG, name="A better welcome at the drop-in in the old station house")
    page.set_viewport_size({"width": 320, "height": 640})
    person = {"sam": member, "amina": facilitator, "ruth": lead}.get(who)
    if person:
        put_in_browser(page, as_person(person), live_server.url)
    heights = {}
    for path in PAGES[who]:
        page.goto(live_server.url + path.format(project.address))
        if letters:
            page.evaluate("to => document.documentElement.style.setProperty('--letters', to)", letters)
        heights[path] = page.evaluate(HIGH)
        assert page.evaluate("document.scrollingElement.scrollWidth") == 320
    assert {path: height for path, height in heights.items() if height > HIGHEST} == {}
    assert len(set(heights.values())) > 1 or who == "nobody"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("width", "words"),
    [
        (320, ["Check on people", "Invite"]),
        (1280, ["Check on people", "Invite", "Principles in all projects"]),
    ],
)
def test_who_runs_the_project_has_the_way_to_people_in_sight(
    width: int, words: list[str], as_person: AsPerson, facilitator: Membership, project: Project, live_server: Any, page: Page
) -> None:  # fmt: skip
    page.set_viewport_size({"width": width, "height": 640})
    put_in_browser(page, as_person(facilitator), live_server.url)
    page.goto(live_server.url + reverse("projects:people", args=[project.address]))
    menu = page.get_by_role("navigation", name="Running this project")
    links = menu.get_by_role("link").all()
    assert [link.inner_text() for link in links] == words
    assert min(link.evaluate("a => a.offsetHeight") for link in links) >= SMALLEST_TARGET
