"""The story's smoke test: what `demo --check` tries on the real parts, over HTTP, as people would. Each step is bounded in time."""

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from datetime import datetime
from email import message_from_bytes, policy
from http.cookiejar import CookieJar
from pathlib import Path
from threading import Event
from typing import TypeVar
from zoneinfo import ZoneInfo

from coproduce.local.problems import LocalProblem
from coproduce.local.site import Site, say

Found = TypeVar("Found")
AWAKE = range(9, 18)  # hours at which nobody has quiet hours
TICK = 45  # seconds until the timetable has ticked for the first time, with room to spare


class Visitor:
    """Somebody with a browser that knows cookies and forms, and nothing else."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.page = ""

    def open(self, path: str) -> str:
        """The page. Raises LocalProblem with what the server said when it is not 200."""
        return self._ask(path, None)

    def send(self, path: str, **fields: str) -> str:
        """Send a form from the page that is open, and follow to the next one. Raises LocalProblem like `open`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.page)
        if token:
            fields["csrfmiddlewaretoken"] = token[1]
        return self._ask(path, urllib.parse.urlencode(fields).encode())

    def _ask(self, path: str, data: bytes | None) -> str:
        try:
            with self._browser.open(f"{self.site.own_address}{path}", data, timeout=30) as answer:
                self.page = answer.read().decode()
        except urllib.error.HTTPError as error:
            error.close()
            raise LocalProblem(
                f"{path} answered {error.code}. The end of the web server's log:\n{self.site.web.last_words()}"
            ) from error
        except OSError as error:
            raise LocalProblem(f"{path} did not answer: {error}") from error
        return self.page


def run(site: Site) -> None:
    """Raises LocalProblem that says what did not work."""
    for what, step in STEPS:
        say(f"  {what}")
        step(site)


def public_pages_open(site: Site) -> None:
    """The front page and the pages that everybody may read."""
    visitor = Visitor(site)
    for path in ("/", "/help/", "/privacy/", "/accessibility/", "/words/", "/in/"):
        visitor.open(path)


def everyone_in_the_demo_gets_in(site: Site) -> None:
    """One press on /demo/ signs in as any of the demo's people, and their first page opens."""
    people = re.findall(r'name="person" value="([^"]+)"', Visitor(site).open("/demo/"))
    if not people:
        raise LocalProblem("/demo/ shows nobody to be.")
    for person in people:
        visitor = Visitor(site)
        visitor.open("/demo/")
        visitor.send("/demo/sign-in/", person=person)


def a_code_signs_in(site: Site) -> None:
    """Sam asks for a code, finds it in the mail, and is in."""
    visitor, before = Visitor(site), len(mails())
    visitor.open("/in/")
    visitor.send("/in/", email="sam@example.org")
    mail = wait_for("the mail with the code", 20, lambda: newest_mail(after=before), site)
    code = re.search(r"\b\d{6}\b", mail)
    if not code:
        raise LocalProblem(f"There is no code of six numbers in the mail:\n{mail}")
    visitor.send("/in/code/", code=code[0])
    if 'action="/out/"' not in visitor.open("/me/"):
        raise LocalProblem("The code from the mail did not sign in.")


def the_site_is_well(site: Site) -> None:
    """/health/ is green: database, broker, and a tick of the timetable that the worker has done."""

    def is_green() -> bool:
        facts = health(site)
        return bool(facts.get("ok") and facts.get("database") and facts.get("broker"))

    wait_for("a green /health/", TICK, is_green, site)


def health(site: Site) -> dict[str, object]:
    """The facts of /health/, also when it answers that somebody has to look."""
    try:
        with urllib.request.urlopen(f"{site.own_address}/health/", timeout=10) as answer:
            return dict(json.load(answer))
    except urllib.error.HTTPError as error:
        with error:
            return dict(json.load(error)) if error.code == 503 else {"ok": False, "answered": error.code}
    except (OSError, ValueError) as error:
        return {"ok": False, "answered": str(error)}


def a_message_is_planned_and_sent(site: Site) -> None:
    """The clock goes on by days, at an hour when people are awake, until the worker plans and sends somebody a message."""
    from celery import current_app

    visitor, before = Visitor(site), len(mails())
    visitor.open("/demo/")
    for _ in range(24):
        if demo_hour() in AWAKE:
            break
        visitor.send("/demo/clock/", step="hour")
    for _ in range(8):
        current_app.send_task("members.tick")
        until = time.monotonic() + 5
        while time.monotonic() < until:
            if newest_mail(after=before):
                return
            Event().wait(0.1)
        visitor.send("/demo/clock/", step="day")
    wait_for("a message that the worker sent", 10, lambda: newest_mail(after=before), site)


def demo_hour() -> int:
    """The hour of day in the demo, where its people live."""
    from django.db import connection

    from coproduce.lib import dates

    dates.forget_offset()
    now: datetime = dates.now()
    connection.close()
    return now.astimezone(ZoneInfo("Europe/London")).hour


def mails() -> list[Path]:
    """The sink's messages, oldest first."""
    from django.conf import settings

    return sorted(Path(settings.MAIL_SINK_DIR).glob("*.eml"))


def newest_mail(*, after: int) -> str:
    """The words of the newest message, when there are more than so many."""
    found = mails()
    if len(found) <= after:
        return ""
    message = message_from_bytes(found[-1].read_bytes(), policy=policy.default)
    body = message.get_body(("plain",))
    return str(body.get_content()) if body else ""


def wait_for(what: str, seconds: float, look: Callable[[], Found], site: Site) -> Found:
    """What `look` finds, as soon as it finds something. Raises LocalProblem with the ends of the logs."""
    until = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > until:
            logs = "\n".join(f"--- {kept.child.log}\n{kept.child.last_words()}" for kept in site.kept)
            raise LocalProblem(
                f"{logs}\n\nWaited {seconds:.0f} seconds for {what}. /health/ says {health(site)}."
            )
        Event().wait(0.1)
    return found


STEPS: list[tuple[str, Callable[[Site], None]]] = [
    ("The public pages open.", public_pages_open),
    ("Everyone in the demo gets in.", everyone_in_the_demo_gets_in),
    ("A code from the mail signs in.", a_code_signs_in),
    ("The timetable ticks, and the site says that it is well.", the_site_is_well),
    ("A message is planned, and the worker sends it.", a_message_is_planned_and_sent),
]
