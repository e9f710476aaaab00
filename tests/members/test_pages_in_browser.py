"""Every page of members in a real Chromium: 320 and 1280 px, light and dark, by keyboard, with big and spaced text."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page

from tests.look.browser_checks import problems_everywhere
from tests.members.pages import Stop, make_stops, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


def put_in_browser(page: Page, client: Client, url: str) -> None:
    """The browser goes on where the test's own browser stood."""
    page.context.clear_cookies()
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    if cookie:
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": url}])


def browser_for(stop: Stop) -> Client:
    """Signed in as the person of the stop, or waiting for a code."""
    client = signed_in(stop.who) if stop.who else Client()
    if stop.waits_for_code:
        client.post("/in/", {"email": "nobody@example.org"})
    return client


def test_no_page_has_a_problem_anywhere(live_server: Any, page: Page) -> None:
    found = {}
    for stop in make_stops():
        if stop.posts is None and not stop.path.startswith("/account/"):
            put_in_browser(page, browser_for(stop), live_server.url)
            problems = problems_everywhere(page, live_server.url + stop.path)
            if problems:
                found[stop.name] = problems
    assert found == {}
