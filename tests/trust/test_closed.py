"""A project that is paused or has ended offers nothing that it would refuse: no link to a page, no button."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.db import transaction
from django.test import Client

from coproduce.lib import dates
from projects.actions.ending import end_project, pause_project
from projects.models import Membership
from tests.trust.crawler import Form, PageReader, pages
from tests.trust.world import World, make_world

pytestmark = pytest.mark.django_db

# Leaving and signing out end the visit; a receipt from a round is asked for on a page of its own.
NOT_HERE = {"/out/", "/leave/", "/round/change/"}
TYPED = {
    "email": "kim@example.org",
    "number": "3",
    "date": "2099-05-14",
    "time": "10:00",
    "url": "https://example.org/",
}


@dataclass
class Pressed:
    """One way to send a form: which of its buttons is pressed."""

    form: Form
    button: dict[str, str] = field(default_factory=dict)

    def sent(self, *, last: bool) -> dict[str, object]:
        """Everything filled in, so that only a refusal can be the answer; of what is offered the first or the last."""
        typed = {
            item.name: TYPED.get(item.kind, item.value or "Some words")
            for item in self.form.fields
            if item.kind in {"text", "textarea", "tel", "search", *TYPED}
        }
        chosen = {item.name: item.value for item in self.form.fields if item.kind == "radio"} if last else {}
        listed = {
            item.name: item.offers[-1]
            for item in self.form.fields
            if item.kind == "select" and item.offers and last
        }
        ticked = {item.name: item.value or "on" for item in self.form.fields if item.kind == "checkbox"}
        return self.form.filled() | ticked | typed | chosen | listed | self.button


class ButtonReader(PageReader):
    """Collects the buttons of each form too."""

    def __init__(self, at: str) -> None:
        super().__init__(at)
        self.pressed: list[Pressed] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A button is one way to send its form."""
        super().handle_starttag(tag, attrs)
        if tag == "button" and self.forms and self._form is not None:
            has = {name: value or "" for name, value in attrs}
            self.pressed.append(
                Pressed(self._form, {has["name"]: has.get("value", "")} if has.get("name") else {})
            )


@pytest.fixture
def world(db: None) -> World:
    """The small world with everybody in it."""
    return make_world()


def paused(world: World) -> None:
    """The host pauses the project."""
    pause_project(by=host_of(world), words="We wait for the money.", back_on=None, now=dates.now())


def ended(world: World) -> None:
    """The host ended the project three days ago."""
    end_project(by=host_of(world), words={"thanks": "Thank you all."}, now=dates.now() - timedelta(days=3))


def host_of(world: World) -> Membership:
    """The host's place in the project."""
    return Membership.objects.get(project=world.project, member=world.people["host"])


def refused(browser: Client, seen: set[str], *starts: str) -> Iterator[str]:
    """Links to pages that say no, and buttons that are answered with a no, on all pages that can be reached.

    `seen` fills with what was pressed, so that nobody takes a walk through nothing for a good one.
    """
    for url, response, _page in pages(browser, *starts):
        if response.status_code == 403:
            yield f"link to {url}"
        if response.status_code != 200 or "html" not in response["Content-Type"]:
            continue
        reader = ButtonReader(url)
        reader.feed(response.content.decode())
        for press in reader.pressed:
            name = f"{press.form.action} {press.button}"
            if press.form.method != "post" or name in seen or urlsplit(press.form.action).path in NOT_HERE:
                continue
            seen.add(name)
            for last in (False, True):
                with transaction.atomic():
                    answer = browser.post(press.form.action, press.sent(last=last))
                    transaction.set_rollback(True)
                if answer.status_code != 302:
                    yield f"{url}: {name} is answered with {answer.status_code}"


@pytest.mark.parametrize("close", [paused, ended])
@pytest.mark.parametrize("persona", ["host", "member", "other member"])
def test_a_closed_project_offers_nothing_that_it_refuses(
    persona: str, close: Callable[[World], None], world: World
) -> None:
    close(world)
    pressed: set[str] = set()
    starts = [f"/projects/{world.project.address}/", "/home/", "/projects/"]
    assert list(refused(world.browser(persona), pressed, *starts)) == []
    assert len(pressed) > 5
