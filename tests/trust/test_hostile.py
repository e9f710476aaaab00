"""Promise S2: hostile input in every field, query and path gives no 5xx, and nothing comes back unescaped, now or later."""

import pytest
from django.core import mail
from django.http import HttpResponse
from django.test import Client

from tests.trust.crawler import Form, pages, read
from tests.trust.test_canaries import starts
from tests.trust.world import World, make_world

pytestmark = pytest.mark.django_db

MARK = "<script>mark"
HOSTILE = [
    f"{MARK}</script>\"'><img src=x onerror=mark>",
    "x" * 20_000,
    "\x00nul\x00",
    "a\r\nBcc: everyone@example.org\r\n\r\nhello",
    "{{ 7|add:7 }}{% debug %}",
    "'; DROP TABLE members_member; --",
    "\u202eright to left\u0000\ufffe",
    "-1",
    "99999999999999999999",
    "=cmd|' /C calc'!A0",
    "",
]
# Leaving and signing out would end the visit; the others are tried by their own tests.
NOT_HERE = ("/out/", "/leave/", "/me/data/remove/", "/demo/")
# What closes the project or the visit comes last, in this order.
LAST = ("/ending/pause/", "/ending/end/", "/leave/")


@pytest.fixture
def world(db: None) -> World:
    """The small world with everybody in it."""
    return make_world()


def forms_of(browser: Client, world: World, persona: str) -> list[tuple[str, Form]]:
    """Every form that the person can reach, once for each place it goes to."""
    found: dict[str, tuple[str, Form]] = {}
    for url, response, page in pages(browser, *starts(world, persona), most=120):
        if response.status_code == 200:
            for form in page.forms:
                if not any(form.action.startswith(ending) for ending in NOT_HERE):
                    found.setdefault(f"{form.method} {form.action}", (url, form))
    order = sorted(found.values(), key=lambda pair: pair[1].action, reverse=True)
    return sorted(order, key=lambda pair: [pair[1].action.endswith(ending) for ending in LAST[::-1]])


def told(response: HttpResponse) -> str:
    """The page's text; nothing for files, which no browser runs."""
    is_page = "html" in response.get("Content-Type", "") and not response.streaming
    return response.content.decode() if is_page else ""


@pytest.mark.parametrize("persona", ["host", "member"])
def test_S2_no_field_breaks_the_site(persona: str, world: World) -> None:
    browser = world.browser(persona)
    browser.raise_request_exception = False
    broken, tried = [], 0
    for _url, form in forms_of(browser, world, persona):
        for words in HOSTILE:
            response = getattr(browser, form.method)(form.action, form.filled(words))
            tried += 1
            if response.status_code >= 500 or MARK in told(response):
                broken.append(f"{form.method} {form.action} with {words[:20]!r}: {response.status_code}")
    assert broken == []
    assert tried > 50
    later = [
        url
        for url, response, _page in pages(browser, *starts(world, persona), most=100)
        if response.status_code >= 500 or MARK in told(response)
    ]
    assert later == []
    for message in mail.outbox:
        assert len(message.to) == 1
        assert "\n" not in message.subject


QUERIES = [
    "?q=%00",
    "?after=%00",
    "?page=-1",
    "?before=zzz&after=%ff",
    "?next=//evil.example/",
    "?way=%3Cscript%3Emark",
]


def test_S2_no_query_breaks_the_site(world: World) -> None:
    browser = world.browser("host")
    browser.raise_request_exception = False
    urls = {
        url.partition("?")[0] for url, _response, _page in pages(browser, *starts(world, "host"), most=60)
    }
    wrong = []
    for url in sorted(urls):
        for query in QUERIES:
            response = browser.get(f"{url}{query}")
            if response.status_code >= 500 or MARK in told(response):
                wrong.append(f"{url}{query}")
    assert wrong == []


@pytest.mark.parametrize(
    "path", ["/projects/%00/", "/join/%00/", "/a/%ff/", "/round/zz/", "/support/99999999999999999999/"]
)
def test_S2_no_path_breaks_the_site(path: str, world: World) -> None:
    browser = world.browser("host")
    browser.raise_request_exception = False
    assert browser.get(path).status_code in {302, 400, 404, 410}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"])
def test_S2_other_methods_are_refused(method: str, client: Client, db: None) -> None:
    assert client.generic(method, "/").status_code == 405


def test_S3_a_post_without_the_token_is_refused(world: World) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = world.browser("host").cookies
    wrong = []
    for _url, form in forms_of(world.browser("host"), world, "host"):
        if form.method == "post":
            data = {key: value for key, value in form.filled("x").items() if key != "csrfmiddlewaretoken"}
            if strict.post(form.action, data).status_code != 403:
                wrong.append(form.action)
    assert wrong == []


def test_S3_sign_in_never_leads_to_another_site(client: Client, db: None) -> None:
    page = read(client.get("/in/?next=https://evil.example/"), "/in/")
    assert [link for link in page.links if "evil.example" in link] == []
    assert [form.action for form in page.forms if "evil.example" in form.action] == []
