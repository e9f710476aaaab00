"""Promise S1: every URL and method, for every kind of person, as written in one table."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLResolver, get_resolver, reverse

from tests.architecture.test_views import is_ours, views
from tests.trust.table import ASK, ASK_AGAIN_FIRST, MOVED, PAGE, PROVE, REFUSED, TABLE
from tests.trust.world import PERSONAS, World, make_world

pytestmark = pytest.mark.django_db


def names() -> list[str]:
    """The names of all URLs of ours."""

    def walk(resolver: Any, space: str) -> Iterator[str]:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                yield from walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif is_ours(pattern) and not space.startswith("admin:"):
                yield f"{space}{pattern.name}"

    return sorted(set(walk(get_resolver(), "")))


def said(response: HttpResponse) -> str:
    """What the answer means for the person."""
    if response.status_code in {301, 302}:
        to = response["Location"]
        return ASK if to.startswith("/in/") else PROVE if to.startswith("/me/again/") else MOVED
    if response.status_code in {403, 404, 405}:
        return str(response.status_code)
    assert response.status_code < 500 or response["Content-Type"] == "application/json", response.status_code
    return PAGE


def address(world: World, name: str) -> str:
    """The URL's path in this world."""
    return reverse(name, kwargs=world.arguments(name))


def test_there_are_urls() -> None:
    assert len(list(views())) > 80


def test_every_url_has_a_row_in_the_table() -> None:
    assert sorted(set(names()) - set(TABLE)) == []


def test_every_row_has_a_url() -> None:
    assert sorted(set(TABLE) - set(names())) == []


@pytest.fixture
def world(db: None) -> World:
    """The small world with everybody in it."""
    return make_world()


@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize("method", ["get", "post"])
def test_S1_each_person_gets_what_the_table_says(persona: str, method: str, world: World) -> None:
    browser, wrong = world.browser(persona), []
    cookies = browser.cookies.copy()
    for name in sorted(TABLE):
        browser.cookies = cookies.copy()  # one page signs people out
        expected = TABLE[name][persona]
        with transaction.atomic():
            answer = said(getattr(browser, method)(address(world, name)))
            transaction.set_rollback(True)
        if answer not in allowed(name, expected, method):
            wrong.append(f"{name}: {answer}, not {expected}")
    assert wrong == []


def allowed(name: str, expected: str, method: str) -> set[str]:
    """The answers that fit. A method that a page does not have may be refused as such, to anybody."""
    fits = {expected, "405"} | ({PROVE, MOVED} if name in ASK_AGAIN_FIRST and expected != ASK else set())
    if expected == PAGE:
        fits |= {MOVED, PROVE}
    if expected == PAGE and method == "post":
        fits |= {REFUSED, "404"}  # whether the deed fits is the action's to say: an empty form may not
    if expected == REFUSED and method == "get":
        fits |= {MOVED}  # a page that is only a button leads back to where the button is
    return fits


def test_S1_things_of_other_projects_look_as_if_they_did_not_exist(world: World) -> None:
    """The same status and the same body as for an id that nobody ever had."""
    host, wrong = world.browser("host"), []
    for name in sorted(TABLE):
        arguments = world.arguments(name)
        if not {"pk", "address"} <= set(arguments):
            continue
        elsewhere = reverse(name, kwargs={**arguments, "pk": world.elsewhere_pk(name)})
        missing = reverse(name, kwargs={**arguments, "pk": 987654321})
        for method in ("get", "post"):
            real, never = getattr(host, method)(elsewhere), getattr(host, method)(missing)
            same = without_tokens(real.content) == without_tokens(never.content)
            if (real.status_code, never.status_code, same) not in NOTHING_TOLD:
                wrong.append(f"{method} {name}: {real.status_code} and {never.status_code}")
    assert wrong == []


# Not there; or a method that the page does not have, refused or led on before anything is looked up.
NOTHING_TOLD = {(404, 404, True), (405, 405, True), (302, 302, True)}


def without_tokens(body: bytes) -> str:
    """The page without what differs on every look."""
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", body.decode())


def test_S1_an_outsider_cannot_tell_a_project_from_none(world: World) -> None:
    outsider = world.browser("outsider")
    real = outsider.get(f"/projects/{world.project.address}/")
    never = outsider.get("/projects/aaaaaaaaaa/")
    assert (real.status_code, never.status_code) == (404, 404)
    assert without_tokens(real.content) == without_tokens(never.content)


def test_S1_signed_out_every_project_gives_the_same_page(world: World) -> None:
    nobody = world.browser("signed out")
    real = nobody.get(f"/projects/{world.project.address}/tasks/")
    never = nobody.get("/projects/aaaaaaaaaa/tasks/")
    assert (real.status_code, never.status_code) == (302, 302)
    assert real["Location"].replace(world.project.address, "aaaaaaaaaa") == never["Location"]


def test_refused_means_the_kind_page(world: World) -> None:
    page = world.browser("member").get(f"/projects/{world.project.address}/invite/")
    assert page.status_code == 403
    assert "people who run this project" in page.content.decode()
