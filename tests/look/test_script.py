"""What the small script adds, and that nothing needs it."""

from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from playwright.sync_api import BrowserContext, Page, expect

from projects.models import Membership

pytestmark = [pytest.mark.urls("tests.look.urls"), pytest.mark.django_db(transaction=True)]
SENSITIVE = "/staying-safe-online/"


@pytest.fixture
def neutral(live_server: Any, settings: Any) -> str:
    """A neutral site that needs no network."""
    settings.NEUTRAL_SITE = f"{live_server.url}/words/"
    return str(settings.NEUTRAL_SITE)


@pytest.fixture
def signed_in(context: BrowserContext, live_server: Any, member: Membership, as_person: Any) -> None:
    """The browser belongs to Sam."""
    cookie = as_person(member).cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])


@pytest.fixture
def signed_out() -> Iterator[Event]:
    """Set when the server has ended a session: the browser sends this while it is already leaving."""
    event = Event()

    def note(**_what: Any) -> None:
        event.set()

    user_logged_out.connect(note)
    yield event
    user_logged_out.disconnect(note)


def leave_with_the_button(page: Page) -> None:
    page.get_by_role("button", name="Leave this page fast").click()


def leave_with_shift(page: Page) -> None:
    for _press in range(3):
        page.keyboard.press("Shift")


@pytest.mark.usefixtures("signed_in")
@pytest.mark.parametrize("leave", [leave_with_the_button, leave_with_shift])
def test_leaving_ends_the_session_and_back_shows_the_page_before(
    live_server: Any, page: Page, neutral: str, leave: Any, signed_out: Event
) -> None:
    page.goto(live_server.url + "/help/")
    page.goto(live_server.url + SENSITIVE)

    leave(page)
    page.wait_for_url(neutral)
    assert signed_out.wait(timeout=10)
    page.go_back()

    expect(page).to_have_url(live_server.url + "/help/")
    assert Session.objects.count() == 0


@pytest.mark.usefixtures("signed_in")
def test_leaving_without_script_ends_the_session_too(
    live_server: Any, browser: Any, neutral: str, context: BrowserContext
) -> None:
    plain = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = plain.new_page()
    page.goto(live_server.url + SENSITIVE)

    leave_with_the_button(page)

    expect(page).to_have_url(neutral)
    assert Session.objects.count() == 0
    plain.close()


def test_page_with_a_problem_starts_at_the_summary_and_leads_to_the_box(live_server: Any, page: Page) -> None:
    page.goto(live_server.url + "/account/login/code/")
    page.get_by_role("button", name="Send me a code").click()

    expect(page.locator("[data-err]")).to_be_focused()
    page.locator("[data-err] a").click()
    expect(page.get_by_label("Your email address")).to_be_focused()


def test_second_press_does_not_send_again(live_server: Any, page: Page) -> None:
    sent: list[str] = []
    page.goto(live_server.url + "/account/login/code/")
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)

    page.evaluate("() => { const b = document.querySelector('main form button'); b.click(); b.click(); }")
    page.wait_for_url("**/account/login/code/")
    expect(page.locator("[data-err]")).to_be_visible()

    assert len(sent) == 1
