"""The site's own processes: web, one worker, and the timetable."""

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from threading import Event

from coproduce.local.places import ROOT
from coproduce.local.problems import LocalProblem
from coproduce.local.processes import Child

SETTLED = 10  # seconds: who dies sooner after a start waits before the next one
LONGEST_PAUSE = 30  # seconds


def say(text: str) -> None:
    """A line for the person at the terminal, apart from a command's own output."""
    print(text, file=sys.stderr, flush=True)


class Kept:
    """One child that is started again when it dies: at once the first time, then after a growing pause."""

    def __init__(self, child: Child) -> None:
        self.child = child
        self.started_at = 0.0
        self.pause = 0.0
        self.start_at = 0.0

    def start(self) -> None:
        self.child.start()
        self.started_at = time.monotonic()
        self.start_at = 0.0

    def mend(self) -> None:
        if self.child.is_running:
            return
        now = time.monotonic()
        if not self.start_at:
            soon = now - self.started_at < SETTLED
            self.pause = min(max(1.0, self.pause * 2), LONGEST_PAUSE) if soon else 0.0
            self.start_at = now + self.pause
            when = f"in {self.pause:.0f} seconds" if self.pause else "now"
            say(
                f"{self.child.name} ended ({self.child.how_it_ended}). It starts again {when}. Its log: {self.child.log}"
            )
        if now >= self.start_at:
            self.start()


class Site:
    """gunicorn on a socket that we hold, so that its port stays ours while it starts again; a worker; beat."""

    def __init__(self, address: str, listening: socket.socket, logs: Path) -> None:
        logs.mkdir(parents=True, exist_ok=True)
        self.address, self.logs = address, logs
        # For our own questions: a machine without /etc/hosts does not know "localhost".
        self.own_address = f"http://127.0.0.1:{urllib.parse.urlsplit(address).port}"
        python = sys.executable
        web = [
            python, "-m", "gunicorn", "coproduce.wsgi", "--bind", f"fd://{listening.fileno()}", "--workers", "2",
            "--threads", "4", "--timeout", "60", "--graceful-timeout", "5", "--no-control-socket",
        ]  # fmt: skip
        celery = [python, "-m", "celery", "-A", "coproduce"]
        worker = [
            *celery,
            "worker",
            "--concurrency",
            "2",
            "--loglevel",
            "INFO",
            "--without-gossip",
            "--without-mingle",
        ]
        beat = [
            *celery,
            "beat",
            "--loglevel",
            "INFO",
            "--pidfile=",
            "--schedule",
            str(logs / "beat-schedule"),
        ]
        self.kept = [
            Kept(self._child("The web server", web, "web.log", signal.SIGINT, pass_fds=[listening.fileno()])),
            Kept(self._child("The worker", worker, "worker.log", signal.SIGTERM)),
            Kept(self._child("The timetable", beat, "beat.log", signal.SIGTERM)),
        ]

    def _child(
        self,
        name: str,
        command: list[str],
        log: str,
        ends_on: signal.Signals,
        pass_fds: list[int] | None = None,
    ) -> Child:
        path = self.logs / log
        path.write_bytes(b"")  # this start only
        return Child(name, command, log=path, cwd=ROOT, ends_on=ends_on, pass_fds=pass_fds or [])

    def start(self) -> None:
        """Returns when the front page answers. Raises LocalProblem with the end of the web server's log."""
        say("Starting the web server, a worker and the timetable.")
        for kept in self.kept:
            kept.start()
        until = time.monotonic() + 60
        while not self.answers():
            web = self.kept[0].child
            if not web.is_running or time.monotonic() > until:
                raise LocalProblem(
                    f"{web.last_words()}\n\nThe web server does not answer. Its log: {web.log}"
                )
            Event().wait(0.1)

    @property
    def web(self) -> Child:
        return self.kept[0].child

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.own_address}/", timeout=10):
                return True
        except urllib.error.HTTPError as error:
            error.close()
            return error.code < 500
        except OSError:
            return False

    def mend(self) -> None:
        for kept in self.kept:
            kept.mend()

    def restart(self) -> None:
        self.stop()
        for kept in self.kept:
            kept.start()

    def stop(self) -> None:
        """All at once, then wait for each."""
        for kept in self.kept:
            kept.child.ask_to_stop()
        for kept in self.kept:
            kept.child.stop()


os.environ.setdefault("no_proxy", "localhost,127.0.0.1")  # a proxy for the world is none for this machine
