"""Everything that a chaos run kills: PostgreSQL, broker, mail server, two workers, two beats; all of its own."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event

import psycopg2

from coproduce.local import prepared, testing
from coproduce.local.broker import Broker
from coproduce.local.chaos.relay import Trouble
from coproduce.local.places import ROOT, Run
from coproduce.local.postgres import NAME, Postgres
from coproduce.local.problems import LocalProblem
from coproduce.local.processes import Child
from coproduce.local.servers import free_port

DATABASE = "chaos"
WORKERS, PROCESSES, BEATS = 2, 2, 2
PAUSE = 0.02  # between two looks


@dataclass(frozen=True)
class Pace:
    """How quick this run is. A real site: a lease of 120 seconds, a tick of 30, a first wait of 60."""

    lease: int = 5
    tick: int = 1
    retry: int = 1
    batch: int = 20
    lines: int = 1  # to the mail server, for each process
    senders: int = WORKERS * PROCESSES  # a real site: 2


class Stage:
    """Start and stop from the main thread: what it starts ends with it."""

    def __init__(self, pace: Pace) -> None:
        self.pace = pace
        self.run = Run()
        self.folder = self.run.folder
        with prepared.prepared_data(testing.SETTINGS) as data:
            if data is None:
                raise LocalProblem("The migrations do not run. Type:  python3 manage.py migrate")
            prepared.copy(data, self.folder / "postgres")
        self.postgres = Postgres(self.folder / "postgres", self.folder / "sockets", throw_away=True)
        # A commit has to be one: what is lost with a killed server would be sent twice.
        self.postgres.settings |= {"synchronous_commit": "on", "autovacuum": "on"}
        self.broker = Broker(self.folder / "broker")
        self.listening = free_port()
        self.relay: Child | None = None
        self.workers: list[Child] = []
        self.beats: list[Child] = []
        self.web: Child | None = None

    # --- starting and stopping ------------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        return self.postgres.url.replace(f"/{NAME}?", f"/{DATABASE}?")

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            **testing.SETTINGS,
            "DATABASE_URL": self.url,
            "REDIS_URL": self.broker.url,
            "EMAIL_URL": f"smtp://127.0.0.1:{self.listening.getsockname()[1]}",
            "MESSAGE_LEASE_SECONDS": str(self.pace.lease),
            "MESSAGE_RETRY_SECONDS": str(self.pace.retry),
            "MAIL_CONNECTIONS": str(self.pace.lines),
            "MAIL_SENDERS": str(self.pace.senders),
            "CHAOS_TICK": str(self.pace.tick),
            "CHAOS_BATCH": str(self.pace.batch),
            "LOG_LEVEL": "WARNING",
        }

    def start(self) -> None:
        """Servers, workers and beats; returns when all of them run."""
        self.postgres.start()
        with self.connection("postgres") as cursor:
            cursor.execute(f"CREATE DATABASE {DATABASE}")
        self.broker.start()
        self.start_relay(Trouble())
        self.workers = [self._worker(number) for number in range(WORKERS)]
        self.beats = [self._beat(number) for number in range(BEATS)]
        for child in [*self.workers, *self.beats]:
            child.start()
        self.wait_until(lambda: all(self.pool(worker) for worker in self.workers), seconds=90)

    def stop(self) -> None:
        for child in [*self.beats, *self.workers, *([self.web] if self.web else [])]:
            self.kill_whole(child)
        for server in (self.relay, self.broker, self.postgres):
            if server:
                server.stop()
        self.listening.close()
        self.run.remove()

    def _worker(self, number: int) -> Child:
        return self._celery(
            f"worker-{number}",
            ["worker", "-c", str(PROCESSES), "-n", f"w{number}@%h", "--without-gossip", "--without-mingle", "-l", "WARNING"],
        )  # fmt: skip

    def _beat(self, number: int) -> Child:
        return self._celery(
            f"beat-{number}", ["beat", "-S", "celery.beat.Scheduler", "--pidfile=", "-l", "WARNING"]
        )

    def _celery(self, name: str, arguments: list[str]) -> Child:
        return Child(
            name,
            [sys.executable, "-m", "celery", "-A", "coproduce.local.chaos.app:app", *arguments],
            log=self.folder / f"{name}.log",
            env=self.environment,
            cwd=ROOT,
        )

    def start_relay(self, trouble: Trouble) -> None:
        """With other troubles than before; the port stays the same."""
        if self.relay:
            self.relay.stop(seconds=1)
        self.relay = Child(
            "the mail server",
            [sys.executable, "-P", Path(__file__).with_name("relay.py"), self.folder, str(self.listening.fileno()), json.dumps(asdict(trouble))],
            pass_fds=[self.listening.fileno()],
            log=self.folder / "relay.log",
        )  # fmt: skip
        self.relay.start()

    def start_web(self) -> None:
        """The site itself, as on a real machine."""
        if self.web is None:
            door = self.folder / "web.sock"
            self.web = Child(
                "the web server",
                [
                    sys.executable,
                    "-m",
                    "gunicorn",
                    "coproduce.wsgi",
                    "--workers",
                    "2",
                    "--bind",
                    f"unix:{door}",
                ],
                log=self.folder / "web.log",
                env=self.environment,
                cwd=ROOT,
            )
            self.web.start()
            self.wait_until(door.exists, seconds=30)

    def look_at_pages(self, times: int) -> list[float]:
        """How many seconds each look took. Raises LocalProblem when a page is not there."""
        took = []
        for _turn in range(times):
            begun = time.perf_counter()
            page = http.client.HTTPConnection("localhost")
            page.sock = socket.socket(socket.AF_UNIX)
            page.sock.connect(str(self.folder / "web.sock"))
            page.request("GET", "/support/")
            answer = page.getresponse()
            answer.read()
            page.close()
            took.append(time.perf_counter() - begun)
            if answer.status != 200:
                raise LocalProblem(f"A page answered {answer.status}.")
        return took

    def fill(self, number: int, trouble: Trouble | None = None) -> None:
        """An outbox with so many messages, due now, and a mail server with these troubles; nothing is left from before."""
        with self.connection() as cursor:
            cursor.execute("DELETE FROM members_message")
        (self.folder / "taken").unlink(missing_ok=True)
        self.start_relay(trouble or Trouble())
        subprocess.run(
            [sys.executable, "-m", "coproduce.local.chaos.fill", str(number)],
            env=self.environment,
            cwd=ROOT,
            check=True,
        )

    def hold(self, is_held: bool) -> None:
        """Hold all sending, or let it go on."""
        with self.connection() as cursor:
            cursor.execute("UPDATE members_sitestate SET sending_held = %s", [is_held])

    def write_more(self, number: int) -> None:
        """One message more than this number, by somebody who knows nothing of what is broken."""
        subprocess.run(
            [sys.executable, "-m", "coproduce.local.chaos.fill", str(number + 1), "--only-the-last"],
            env=self.environment,
            cwd=ROOT,
            check=True,
        )

    # --- looking --------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def connection(self, database: str = DATABASE) -> Iterator[psycopg2.extensions.cursor]:
        line = psycopg2.connect(host=str(self.postgres.sockets), user=NAME, dbname=database)
        line.autocommit = True
        try:
            with line.cursor() as cursor:
                yield cursor
        finally:
            line.close()

    def states(self) -> Counter[str]:
        """How many messages are in which state."""
        with self.connection() as cursor:
            cursor.execute("SELECT state, count(*) FROM members_message GROUP BY state")
            return Counter(dict(cursor.fetchall()))

    def message_ids(self) -> set[str]:
        with self.connection() as cursor:
            cursor.execute("SELECT message_id FROM members_message")
            return {found for (found,) in cursor.fetchall()}

    def ids_for(self, address: str) -> frozenset[str]:
        with self.connection() as cursor:
            cursor.execute(
                "SELECT message_id FROM members_message m JOIN members_member p ON p.id = m.recipient_id WHERE p.email = %s",
                [address],
            )
            return frozenset(found for (found,) in cursor.fetchall())

    def taken(self) -> list[tuple[float, str, str]]:
        """What the mail server took: when, for whom, which."""
        try:
            lines = (self.folder / "taken").read_text().splitlines()
        except FileNotFoundError:
            return []
        return [(float(at), to, name) for at, to, name in (line.split(" ", 2) for line in lines)]

    def number_taken(self) -> int:
        try:
            return (self.folder / "taken").read_bytes().count(b"\n")
        except FileNotFoundError:
            return 0

    def pool(self, worker: Child) -> list[int]:
        """The numbers of the worker's processes that send."""
        if not worker.is_running or worker.process is None:
            return []
        number = worker.process.pid
        try:
            return [
                int(child) for child in Path(f"/proc/{number}/task/{number}/children").read_text().split()
            ]
        except OSError:
            return []

    def wait_until(self, is_so: Callable[[], object], seconds: float) -> None:
        """Raises LocalProblem, with the last words of everybody, when it does not become so."""
        until = time.monotonic() + seconds
        while not is_so():
            if time.monotonic() > until:
                words = "\n".join(f"--- {child.name}: {child.last_words()}" for child in self.children)
                raise LocalProblem(f"{words}\n\nIt took longer than {seconds:.0f} seconds.")
            self.mend()
            Event().wait(PAUSE)

    def wait_for_rest(self, seconds: float) -> None:
        """Until no message waits or is on its way."""

        def is_quiet() -> bool:
            try:
                states = self.states()
            except psycopg2.OperationalError:
                return False
            return not states["waiting"] and not states["sending"]

        self.wait_until(is_quiet, seconds)

    @property
    def children(self) -> list[Child]:
        return [child for child in [*self.workers, *self.beats, self.relay] if child]

    # --- killing, as power cuts and the kernel do -----------------------------------------------------------------

    def mend(self) -> None:
        """Start again what is dead, as systemd would."""
        for child in [*self.workers, *self.beats]:
            if not child.is_running:
                child.start()

    def kill_whole(self, child: Child) -> None:
        """The process and all its children at once, as when a machine loses power."""
        if child.process and child.is_running:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()

    def kill_worker(self, turn: int) -> int:
        """Returns how many processes may have had a message in doubt."""
        self.kill_whole(self.workers[turn % WORKERS])
        self.mend()
        return PROCESSES

    def kill_pool_child(self, turn: int) -> int:
        pool = self.pool(self.workers[turn % WORKERS])
        if not pool:
            return 0
        with contextlib.suppress(ProcessLookupError):
            os.kill(pool[turn // WORKERS % len(pool)], signal.SIGKILL)
        return 1

    def kill_beat(self, turn: int) -> int:
        self.kill_whole(self.beats[turn % BEATS])
        self.mend()
        return 0

    def kill_postgres(self, turn: int) -> int:
        """The whole cluster, without a word, and up again."""
        child = self.postgres.child
        if child and child.process:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()
        self.start_postgres()
        return WORKERS * PROCESSES

    def start_postgres(self) -> None:
        """The first tries may find that processes of the killed server still hold its memory."""
        until = time.monotonic() + 60
        while True:
            try:
                self.postgres.start()
            except LocalProblem:
                if time.monotonic() > until:
                    raise
                Event().wait(0.2)
            else:
                return

    def empty_broker(self, turn: int) -> int:
        """Every wake-up and every tick that waits is gone."""
        import redis

        redis.Redis(unix_socket_path=str(self.broker.socket)).flushall()
        return 0

    def kill_broker(self, turn: int) -> int:
        if self.broker.child:
            self.kill_whole(self.broker.child)
        self.broker.start()
        return 0
