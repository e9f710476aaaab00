"""Every page of projects in a real Chromium: 320 and 1280 px, light and dark, by keyboard, with big and spaced text."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.look.browser_checks import problems_everywhere
from tests.members.test_pages_in_browser import put_in_browser
from tests.projects.pages import browser_of
from tests.projects.stops import all_sets

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("name", all_sets())
def test_no_page_has_a_problem_anywhere(name: str, live_server: Any, page: Page) -> None:
    found = {}
    for stop in all_sets()[name]():
        if stop.posts is None:
            put_in_browser(page, browser_of(stop), live_server.url)
            problems = problems_everywhere(page, live_server.url + stop.path)
            if problems:
                found[stop.name] = problems
    assert found == {}
