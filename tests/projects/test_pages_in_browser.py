"""Every page of projects in a real Chromium: 320 and 1280 px, light and dark, by keyboard, with big and spaced text.

That for each page once; every further state of it is looked at on a phone, axe included.
"""

from typing import Any

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from tests.look.browser_checks import problems_everywhere, problems_on_a_phone
from tests.members.test_pages_in_browser import put_in_browser
from tests.projects.pages import browser_of
from tests.projects.stops import all_sets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("name", all_sets())
def test_no_page_has_a_problem_anywhere(name: str, live_server: Any, page: Page) -> None:
    found, seen = {}, set()
    for stop in all_sets()[name]():
        if stop.posts is None:
            put_in_browser(page, browser_of(stop), live_server.url)
            kind = resolve(stop.path.partition("?")[0]).view_name
            look = problems_on_a_phone if kind in seen else problems_everywhere
            seen.add(kind)
            problems = look(page, live_server.url + stop.path)
            if problems:
                found[stop.name] = problems
    assert found == {}
