"""Promise S1, second half: private words are readable by their audience only, on every page that a person can reach."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from projects.models import ThoughtAuthor
from tests.trust.crawler import pages
from tests.trust.world import (
    AUTHOR,
    CALL,
    CHECK_IN,
    CONFIDENCE,
    NAMELESS,
    NEEDS,
    PERSONAS,
    SKILL,
    SUPPORT,
    World,
    make_world,
)

pytestmark = pytest.mark.django_db

# Who may read which words. Needs are set to "only me"; the check-in and the chat went to the support person. The answer
# to the call is for those who run the project; a note before a task and what somebody likes doing are theirs alone.
READERS = {
    NEEDS: {"member"},
    CHECK_IN: {"support person"},
    SUPPORT: {"member", "support person"},
    CALL: {"member", "host"},
    CONFIDENCE: {"member"},
    SKILL: {"member"},
}


@pytest.fixture
def world(db: None) -> World:
    """The small world with everybody in it."""
    return make_world()


def starts(world: World, persona: str) -> list[str]:
    """Where a curious person would begin: the front, home, the project's pages, the admin."""
    at = f"/projects/{world.project.address}/"
    places = [
        "/",
        "/home/",
        "/me/",
        "/me/needs/",
        "/support/for-me/",
        "/check-ins/",
        "/projects/",
        "/principles/",
    ]
    places += [
        at,
        f"{at}people/",
        f"{at}tasks/",
        f"{at}needs/",
        f"{at}needs/shared/",
        f"{at}check-on/",
        f"{at}principles/",
        f"{at}purpose/",
        f"{at}ending/",
        f"{at}who-runs/",
        f"{at}tasks/{world.things['task']['pk']}/",
        f"{at}plan/{world.things['piece']['pk']}/",
        f"{at}everything/",
        f"{at}me/",
    ]
    places += [f"/support/{world.things['support']['pk']}/", f"/organisations/{world.house.slug}/"]
    return [*places, "/operate/"] if persona == "operator" else places


def names_its_author(world: World, body: bytes) -> bool:
    """Whether a page with the thought without a name leads to who wrote it."""
    kept = ThoughtAuthor.objects.get(membership__member=world.author)
    traces = (AUTHOR, reverse("projects:thought-take-back", args=[world.project.address, kept.thought_id]))
    return any(trace.encode() in body for trace in traces)


@pytest.mark.parametrize("persona", PERSONAS)
def test_S1_no_canary_where_it_should_not_be(persona: str, world: World) -> None:
    browser, found, looked_at = world.browser(persona), {}, 0
    for url, response, _page in pages(browser, *starts(world, persona), most=150):
        assert response.status_code < 500 or url == "/health/", url
        looked_at += 1
        body = b"" if response.streaming else response.content
        for words in READERS:
            if words.encode() in body:
                found.setdefault(words, url)
        assert not (NAMELESS.encode() in body and names_its_author(world, body)), url
    assert looked_at > 15
    assert {words: url for words, url in found.items() if persona not in READERS[words]} == {}


@pytest.mark.parametrize(
    ("words", "reader"),
    [
        (CHECK_IN, "support person"),
        (SUPPORT, "support person"),
        (NEEDS, "member"),
        (CALL, "host"),
        (CALL, "member"),
        (CONFIDENCE, "member"),
        (SKILL, "member"),
        (NAMELESS, "other member"),
    ],
)
def test_the_canaries_sing_for_whom_they_should(words: str, reader: str, world: World) -> None:
    """Without this, the test above would pass on a site that shows nothing to anybody."""
    bodies = [
        response.content.decode()
        for _url, response, _page in pages(world.browser(reader), *starts(world, reader), most=120)
        if not response.streaming
    ]
    assert any(words in body for body in bodies)


def test_only_who_wrote_a_thought_without_a_name_is_led_to_take_it_back(world: World) -> None:
    assert world.author is not None
    browser = Client()
    browser.force_login(world.author, backend=settings.AUTHENTICATION_BACKENDS[0])
    page = browser.get(
        reverse("projects:piece-detail", args=[world.project.address, world.things["piece"]["pk"]])
    )
    assert names_its_author(world, page.content)
