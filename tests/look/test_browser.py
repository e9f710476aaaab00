"""The components and the public pages in a real browser; and the browser checks find what they look for."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.look import browser_checks

pytestmark = [pytest.mark.urls("tests.look.urls"), pytest.mark.django_db(transaction=True)]
SHELL = '<html lang="en"><head><title>x</title></head><body><main><h1>x</h1>{}</main></body></html>'


@pytest.mark.parametrize("path", ["/components/", "/", "/staying-safe-online/", "/account/login/code/"])
def test_page_has_no_problems_anywhere(live_server: Any, page: Page, path: str) -> None:
    assert browser_checks.problems_everywhere(page, live_server.url + path) == []


def test_reading_choices_hold_on_the_components_page(live_server: Any, page: Page) -> None:
    page.context.add_cookies([{"name": "reading", "value": "dark.xl.clear.1", "url": live_server.url}])

    assert browser_checks.problems_everywhere(page, live_server.url + "/components/") == []


def test_first_visit_makes_four_requests_and_none_elsewhere(live_server: Any, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(live_server.url + "/", wait_until="networkidle")

    assert [url for url in asked if not url.startswith(live_server.url)] == []
    assert len(asked) <= 5


def test_print_hides_menus_and_opens_details(live_server: Any, page: Page) -> None:
    page.goto(live_server.url + "/help/")
    page.emulate_media(media="print")

    assert page.locator("footer").is_hidden()
    assert page.get_by_text("Look in your junk mail too").is_visible()


@pytest.mark.parametrize(
    ("html", "check", "problem"),
    [
        ("<img src='x'>", browser_checks.axe_problems, "axe image-alt"),
        (
            "<p><span style='display:inline-block;width:900px'>wide</span></p>",
            browser_checks.scroll_problems,
            "the page is",
        ),
        (
            "<p style='width:12px;overflow-wrap:anywhere'>squeezed</p>",
            browser_checks.thin_text_problems,
            "thin text: <p>",
        ),
        ("<button>tiny</button>", browser_checks.target_problems, "<button> tiny is"),
        ("<button style='outline:0'>no ring</button>", browser_checks.focus_problems, "no ring on <button>"),
        (
            "<a href='#x' style='position:fixed;top:-99px;outline:3px solid'>gone</a>",
            browser_checks.focus_problems,
            "off the screen: <a>",
        ),
    ],
)
def test_check_finds_what_is_wrong(page: Page, html: str, check: Any, problem: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.set_content(SHELL.format(html))

    found = check(page)

    assert [line[: len(problem)] for line in found] == [problem]


def test_link_in_a_sentence_may_be_as_high_as_its_line(page: Page) -> None:
    page.set_content(SHELL.format("<p>Read <a href='#x'>this</a> first.</p>"))

    assert browser_checks.target_problems(page) == []
