"""The demo's pages in a real browser, at 320 and 1280 px, light and dark, with big text."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from coproduce.demo.fill import Wanted, fill
from tests.demo.test_pages import NOW, put_mail
from tests.look.browser_checks import problems_everywhere


@pytest.fixture
def demo(transactional_db: None, settings: Any, tmp_path: Path) -> str:
    """The demo with its people and one message; the name of the message."""
    settings.DEMO = True
    settings.MAIL_SINK_DIR = str(tmp_path)
    fill(Wanted(), now=NOW, say=lambda words: None)
    return put_mail(tmp_path, 1)


def test_no_page_of_the_demo_has_a_problem(demo: str, live_server: Any, page: Page) -> None:
    paths = ["/demo/", "/mail/", f"/mail/{demo}/"]
    found = {path: problems_everywhere(page, live_server.url + path) for path in paths}
    assert found == {path: [] for path in paths}


def test_one_press_signs_in_as_somebody(demo: str, live_server: Any, page: Page) -> None:
    page.goto(f"{live_server.url}/demo/")
    page.get_by_role("button", name="Be Sam").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Hello Sam"
    assert page.title().startswith("Done: ")
