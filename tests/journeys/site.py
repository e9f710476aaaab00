"""The demo, started as a newcomer would, for the journeys: its own process, its own database, its own mail."""

import json
import os
import re
import subprocess
import sys
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Any

import psycopg2

ROOT = Path(__file__).resolve().parents[2]
# What the test run set for itself; the demo finds its own.
OURS = (
    "REDIS_URL",
    "EMAIL_URL",
    "MAIL_SINK_DIR",
    "TESTING",
    "SITE_URL",
    "ALLOWED_HOSTS",
    "SECRET_KEY",
    "DEMO",
)


@dataclass
class RunningSite:
    """A demo that answers at `address`. `log` holds what it printed."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    def url(self, path: str) -> str:
        """The whole address of a path; a whole address stays as it is."""
        return path if path.startswith("http") else f"{self.address}{path}"


def make_database(name: str) -> str:
    """An empty database beside the tests' own; returns its URL."""
    url = os.environ["DATABASE_URL"]
    base, _question, query = url.partition("?")
    server, _slash, _old = base.rpartition("/")
    connection = psycopg2.connect(_dsn(f"{server}/postgres", query))
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    connection.close()
    return f"{server}/{name}" + (f"?{query}" if query else "")


def _dsn(base: str, query: str) -> str:
    return base.replace("postgres://", "postgresql://", 1) + (f"?{query}" if query else "")


def start_site(folder: Path, name: str, **environment: str) -> RunningSite:
    """Start `manage.py demo` on an empty database and wait until everything in it works."""
    mine = {key: value for key, value in os.environ.items() if key not in OURS}
    log = folder / "demo.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, str(ROOT / "manage.py"), "demo", "--port", "0"],
            env={**mine, "DATABASE_URL": make_database(name), **environment},
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = wait_for("the address of the demo", 90, lambda: _address(log, process))
    site = RunningSite(address, process, log)
    wait_for("a green /health/", 90, lambda: is_well(site))
    return site


def _address(log: Path, process: "subprocess.Popen[bytes]") -> str | None:
    text = log.read_text(errors="replace")
    if process.poll() is not None:
        raise AssertionError(f"the demo ended:\n{text[-3000:]}")
    found = re.search(r"Coproduce is here:\s+(http://\S+?)/\s", text)
    return found[1] if found else None


def is_well(site: RunningSite) -> bool:
    """Whether /health/ says that each part works, the first tick included."""
    try:
        with urllib.request.urlopen(site.url("/health/"), timeout=10) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def wait_for(what: str, seconds: float, look: Any) -> Any:
    """What `look` gives as soon as it gives something. Raises AssertionError when it never does."""
    until, pause = monotonic() + seconds, Event()
    while monotonic() < until:
        found = look()
        if found:
            return found
        pause.wait(0.2)
    raise AssertionError(f"{what} did not come within {seconds} seconds")


def wait_for_ticks(site: RunningSite) -> None:
    """Until the timetable has ticked twice from now on: the second tick sends what the first planned."""
    for _tick in range(2):
        start = monotonic()
        wait_for("a tick", 60, lambda start=start: _seconds_since_tick(site) + 1 < monotonic() - start)


def _seconds_since_tick(site: RunningSite) -> float:
    with urllib.request.urlopen(site.url("/health/"), timeout=10) as answer:
        return float(json.load(answer)["seconds_since_tick"])
