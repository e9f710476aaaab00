"""Promise C1 on the running server: 200 people press "I will do this" at the same moment, each on a connection of their own.

gunicorn as the demo starts it, on the tests' own database; sessions are made in it, so that nobody has to sign in first.
"""

import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection

from coproduce.local.servers import free_port
from coproduce.local.site import Site
from members.models import Member
from projects.models import Membership
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db(transaction=True)
MANY, PLACES = 200, 3
TOKEN = "a" * 32
MOST_SECONDS = 120  # for the last of them, on a machine that does much else


@pytest.fixture
def server(tmp_path: Path, transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of the web server of the demo, on this test's database."""
    base, question, query = os.environ["DATABASE_URL"].partition("?")
    name = connection.settings_dict["NAME"]
    monkeypatch.setenv("DATABASE_URL", f"{base.rpartition('/')[0]}/{name}{question}{query}")
    with free_port() as listening:
        site = Site(f"http://localhost:{listening.getsockname()[1]}", listening, tmp_path)
        site.kept = site.kept[:1]  # the web server alone: nothing here is sent or timed
        try:
            site.start()
            yield site.own_address
        finally:
            site.stop()


def sessions_of(people: list[Member]) -> list[str]:
    """A session for each, as signing in would have made it."""
    made = []
    for who in people:
        store = SessionStore()
        store.update(
            {
                SESSION_KEY: str(who.pk),
                BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
                HASH_SESSION_KEY: who.get_session_auth_hash(),
            }
        )
        store["_session_expiry"] = 3600
        made.append(
            Session(
                session_key=store._get_new_session_key(),
                session_data=store.encode(dict(store.items())),
                expire_date=store.get_expiry_date(),
            )
        )
    return [session.session_key for session in Session.objects.bulk_create(made)]


def press_together(address: str, path: str, sessions: list[str]) -> list[tuple[int, str]]:
    """Each presses once, with connections that stand already: status and page of each."""
    start, host = Barrier(len(sessions), timeout=60), urlsplit(address)

    def press(session: str) -> tuple[int, str]:
        line = HTTPConnection(host.hostname or "", host.port, timeout=MOST_SECONDS)
        line.connect()
        cookies = f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        start.wait()
        line.request("POST", path, body="", headers={"Cookie": cookies, "X-CSRFToken": TOKEN})
        answer = line.getresponse()
        page = answer.read().decode()
        line.close()
        return answer.status, page

    with ThreadPoolExecutor(len(sessions)) as everybody:
        return list(everybody.map(press, sessions))


def test_C1_two_hundred_presses_on_the_running_server(server: str) -> None:
    project = make_project()
    task = make_task(project=project, places=PLACES)
    people = [make_membership(project=project).member for _each in range(MANY)]
    path = f"/projects/{project.address}/tasks/{task.pk}/claim/"

    came = press_together(server, path, sessions_of(people))

    assert Counter(status for status, _page in came) == {302: PLACES, 409: MANY - PLACES}
    names = set(Membership.objects.filter(places__task=task).values_list("member__display_name", flat=True))
    told = [page for status, page in came if status == 409]
    assert len(names) == PLACES
    assert [page.count("took this just before you.") for page in told] == [1] * len(told)
    assert [page for page in told if not any(name in page for name in names)] == []
    task.refresh_from_db()
    assert (task.free_places, task.places.filter(holder__isnull=False).count()) == (0, PLACES)
