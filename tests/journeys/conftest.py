"""A running demo for each module of journeys, and people with phones and computers."""

import subprocess
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.site import RunningSite, start_site

PHONE = {"width": 320, "height": 640}
COMPUTER = {"width": 1280, "height": 800}


@pytest.fixture(scope="module")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningSite]:
    """The demo, started as the README says, ended when the module's journeys are done."""
    name = request.module.__name__.rsplit(".", 1)[-1]
    running = start_site(tmp_path_factory.mktemp("demo"), f"journey_{name}", TICK_SECONDS="4")
    yield running
    running.process.terminate()
    try:
        running.process.wait(timeout=30)
    except subprocess.TimeoutExpired:
        running.process.kill()
        running.process.wait()


@pytest.fixture
def person(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Somebody with a browser of their own: `person(phone=True, script=False)` gives their page."""
    contexts: list[BrowserContext] = []

    def come(*, phone: bool = False, script: bool = True) -> Page:
        context = browser.new_context(viewport=PHONE if phone else COMPUTER, java_script_enabled=script)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield come
    for context in contexts:
        context.close()
