"""What sending costs: our outbox in two Celery processes, beside floor A in two bare ones, to the same relay."""

import contextlib
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from threading import Event

from celery import current_app
from django.conf import settings
from django.db import connection

from coproduce.bench.figures import AT_LEAST, Figure, Report
from coproduce.demo.bulk import share_out
from coproduce.demo.rows import Filling
from coproduce.lib import dates
from coproduce.local.processes import Child
from coproduce.local.servers import free_port
from members.actions.message import wake
from members.messages.plans import all_plans
from members.models import ContactPreference, Member, Message
from projects.models import Membership, Task, TaskPlace

HERE = Path(__file__).resolve().parent
PATIENCE = 900  # seconds without the end of a run
STALLED = 20  # seconds without a single message: wake again, as beat would
FLOOR_TABLE = "bench_floor"
TURNS = 3
WARM_UP = 200  # messages for the workers to load what they need


@dataclass(frozen=True)
class Run:
    """One run: how many messages reached the relay, in how long, and what it cost."""

    number: int
    seconds: float
    twice: int
    cpu_ms: float  # of one message

    @property
    def rate(self) -> float:
        """Messages a second."""
        return self.number / self.seconds if self.seconds else 0.0

    @property
    def in_words(self) -> str:
        """For the report."""
        return f"{self.number:,} in {self.seconds:.1f} s, {self.cpu_ms:.2f} ms processor time each"


def together(runs: list[Run]) -> Run:
    """Several runs as one."""
    number = sum(run.number for run in runs)
    cpu = sum(run.cpu_ms * run.number for run in runs) / max(1, number)
    return Run(number, sum(run.seconds for run in runs), sum(run.twice for run in runs), cpu)


class Relay:
    """The relay's process and what it counted."""

    def __init__(self, folder: Path, delay: float) -> None:
        self.listening = free_port()
        self.state = folder / f"relay-{self.listening.getsockname()[1]}.json"
        self.child = Child(
            "the relay",
            [sys.executable, "-P", HERE / "relay.py", str(self.listening.fileno()), str(delay), self.state],
            pass_fds=[self.listening.fileno()],
        )

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        return f"smtp://127.0.0.1:{self.listening.getsockname()[1]}"

    def begin(self) -> None:
        """Count from nothing."""
        if self.child.process:
            self.child.process.send_signal(signal.SIGUSR1)
        Event().wait(0.5)

    def counted(self) -> dict[str, float]:
        """What it wrote last."""
        try:
            found: dict[str, float] = json.loads(self.state.read_text())
        except (OSError, ValueError):
            found = {"number": 0, "twice": 0, "first": 0.0, "last": 0.0}
        return found


@contextlib.contextmanager
def relay(folder: Path, delay: float = 0.0) -> Iterator[Relay]:
    """A relay for one run."""
    server = Relay(folder, delay)
    server.child.start()
    try:
        while not server.state.exists():
            Event().wait(0.05)
        yield server
    finally:
        server.child.stop(3)
        server.listening.close()


def processor_seconds(pid: int) -> float:
    """Processor time of a process and of all its children that live."""
    ticks = os.sysconf("SC_CLK_TCK")
    own = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return (int(own[11]) + int(own[12])) / ticks + sum(processor_seconds(int(child)) for child in children)


# --- floor A ----------------------------------------------------------------------------------------------------------


def fill_floor(number: int) -> None:
    """So many due rows in a table of their own, with all that a message needs."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {FLOOR_TABLE}")
        cursor.execute(
            f"CREATE TABLE {FLOOR_TABLE} (id bigserial PRIMARY KEY, email text, name text, title text, day date,"
            " state text NOT NULL DEFAULT 'waiting', due_at timestamptz NOT NULL DEFAULT now())"
        )
        cursor.execute(
            f"INSERT INTO {FLOOR_TABLE} (email, name, title, day)"  # noqa: S608
            " SELECT 'person' || n || '@example.org', 'Person ' || n, 'Read the draft', current_date + 1"
            " FROM generate_series(1, %s) n",
            [number],
        )
        cursor.execute(f"CREATE INDEX ON {FLOOR_TABLE} (due_at, id) WHERE state = 'waiting'")
        cursor.execute(f"ANALYZE {FLOOR_TABLE}")


def run_floor(folder: Path, number: int, delay: float = 0.0, processes: int = 2) -> Run:
    """Floor A in this many processes."""
    fill_floor(number)
    with relay(folder, delay) as server:
        environment = {**os.environ, "EMAIL_URL": server.url}
        children = [
            Child(
                f"floor {turn}",
                [sys.executable, "-m", "coproduce.bench.floor_sender", FLOOR_TABLE],
                env=environment,
                log=folder / f"floor-{server.state.stem}-{turn}.log",
            )
            for turn in range(processes)
        ]
        for child in children:
            child.start()
        while any(child.is_running for child in children):
            Event().wait(0.05)
        return _result(server, sum(float(child.last_words(1)) for child in children))


def _result(server: Relay, cpu: float) -> Run:
    Event().wait(0.5)
    found = server.counted()
    number = int(found["number"])
    return Run(number, found["last"] - found["first"], int(found["twice"]), cpu * 1000 / max(1, number))


# --- our own ----------------------------------------------------------------------------------------------------------


def add_reminders(number: int) -> None:
    """So many tasks held by somebody and due tomorrow, by people who hear of things as they happen, at any hour."""
    Message.objects.all().delete()
    Task.objects.filter(title__startswith="Bench ").delete()
    Task.objects.filter(status="open").update(due_on=None)
    Membership.objects.update(check_in_rhythm="never", check_in_from=None)
    ContactPreference.objects.update(
        channel="email", pace="each", quiet_from="00:00", quiet_until="00:00", paused_until=None
    )
    holders = list(
        Membership.objects.filter(
            status="active", way="taking_part", member__email__isnull=False, project__status="open"
        )
        .order_by("pk")
        .values_list("pk", "project_id")
    )
    Member.objects.filter(is_active=True).update(time_zone="Europe/London")
    filling = Filling(seed=number, now=dates.now())
    for turn in range(number):
        holder, project = holders[turn % len(holders)]
        task = filling.add(
            Task,
            project_id=project,
            title=f"Bench {turn}",
            what="Read the draft",
            due_on=filling.day(2),
            free_places=0,
        )
        filling.add(TaskPlace, task_id=task, number=1, holder_id=holder, claimed_at=filling.now)
    filling.finish()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE projects_task, projects_taskplace, projects_membership, members_message")


def plan_reminders() -> tuple[float, int]:
    """Run every plan once, as the tick does; returns the seconds it took and how many messages wait."""
    started = time.perf_counter()
    now = dates.now()
    for _name, plan in all_plans():
        plan(now, now + settings.MESSAGE_PLAN_AHEAD)
    return time.perf_counter() - started, Message.objects.filter(state="waiting").count()


def make_due(most: int) -> int:
    """Let so many of those that wait for later be due now; returns how many."""
    now = dates.now()
    later = (
        Message.objects.filter(state="waiting", next_attempt_at__gt=now).order_by("pk").values("pk")[:most]
    )
    number = Message.objects.filter(pk__in=later).update(
        due_at=now, next_attempt_at=now - timedelta(seconds=1), expires_at=now + timedelta(days=1)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE members_message")
    return int(number)


@contextlib.contextmanager
def worker(folder: Path, server: Relay, processes: int = 2) -> Iterator[Child]:
    """A real Celery worker with this many processes."""
    current_app.control.purge()
    child = Child(
        "the worker",
        [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "coproduce",
            "worker",
            "--concurrency",
            str(processes),
            "--loglevel",
            "WARNING",
        ],
        env={**os.environ, "EMAIL_URL": server.url, "LOG_LEVEL": "WARNING"},
        log=folder / "worker.log",
    )
    child.start()
    try:
        until = time.monotonic() + 60
        while not current_app.control.ping(timeout=0.5):
            if time.monotonic() > until or not child.is_running:
                raise RuntimeError(f"the worker does not start:\n{child.last_words()}")
        yield child
    finally:
        child.stop(20)


def run_outbox(folder: Path, number: int, delay: float = 0.0, processes: int = 2) -> tuple[int, Run]:
    """Let so many be due and send them with our own sender, after a few to warm it up; how many were due, and the run."""
    with relay(folder, delay) as server, worker(folder, server, processes) as child:
        if child.process is None:
            raise RuntimeError("the worker did not start")
        _send(server, make_due(WARM_UP), processes)
        server.begin()
        due = make_due(number)
        before = processor_seconds(child.process.pid)
        _send(server, due, processes)
        cpu = processor_seconds(child.process.pid) - before
        return due, _result(server, cpu)


def _send(server: Relay, due: int, processes: int) -> None:
    if due:
        for _process in range(processes):
            wake()
        _wait_until_sent(server)


def _wait_until_sent(server: Relay) -> None:
    """Raises RuntimeError when it takes longer than anybody would wait."""
    until, moved, seen = time.monotonic() + PATIENCE, time.monotonic(), -1.0
    while Message.objects.filter(state__in=["waiting", "sending"], next_attempt_at__lte=dates.now()).exists():
        Event().wait(0.25)
        number = server.counted()["number"]
        now = time.monotonic()
        if number != seen:
            moved, seen = now, number
        if now > until:
            raise RuntimeError("the messages do not go out")
        if now - moved > STALLED:
            wake()
            moved = now


def why_left() -> str:
    """What the outbox says about messages that did not go out."""
    rows = (
        Message.objects.exclude(state="sent")
        .values_list("state", "last_error")
        .order_by("state", "last_error")
    )
    return "; ".join(f"{state}: {words or 'no reason'}" for state, words in rows.distinct()[:5])


def measure_sending(report: Report, folder: Path, *, number: int, slow_number: int) -> None:
    """All figures about messages. Floor and outbox by turns, because a machine is never twice the same."""
    report.heading(f"Messages: {number:,} due reminders, two processes, by turns")
    add_reminders(number + TURNS * WARM_UP)
    planned_in, planned = plan_reminders()
    if not planned:
        report.say("  no plan wrote a reminder: nothing to send")
        return
    floors, runs, due = [], [], 0
    for part in share_out(number, [1.0] * TURNS):
        floors.append(run_floor(folder, part))
        here, run = run_outbox(folder, part)
        due += here
        runs.append(run)
    floor, ours = together(floors), together(runs)
    report.add(Figure("floor A", round(floor.rate, 1), "a second", note=floor.in_words))
    report.add(
        Figure("sent by two Celery processes", round(ours.rate, 1), "a second", floor=round(floor.rate, 1),
               ratio=round(ours.rate / floor.rate, 2), limit=0.5, sense=AT_LEAST, of="ratio", note=ours.in_words)
    )  # fmt: skip
    lost = due - ours.number + ours.twice
    report.add(Figure("lost", lost, "messages", limit=0, note=why_left() if lost else ""))
    report.add(Figure("doubled", ours.twice, "messages", limit=0))
    report.add(Figure("processor time", round(ours.cpu_ms, 2), "ms each", floor=round(floor.cpu_ms, 2), limit=2,
                      ratio=round(ours.cpu_ms / floor.cpu_ms, 2)))  # fmt: skip
    both = planned_in * ours.number / planned + ours.seconds
    report.add(
        Figure("planned and sent", round(both, 1), "s", floor=round(floor.seconds, 1), ratio=round(both / floor.seconds, 2),
               limit=2, of="ratio", note=f"{planned:,} planned in {planned_in:.1f} s")
    )  # fmt: skip
    _measure_slow(report, folder, slow_number)


def _measure_slow(report: Report, folder: Path, number: int) -> None:
    report.heading(f"Messages to a relay that takes 20 ms for each: {number:,}, two processes")
    floor = run_floor(folder, min(number, 500), delay=0.02)
    add_reminders(number + WARM_UP)
    plan_reminders()
    _due, slow = run_outbox(folder, number, delay=0.02)
    report.add(
        Figure("sent", round(slow.rate, 1), "a second", floor=round(floor.rate, 1), ratio=round(slow.rate / floor.rate, 2),
               limit=400, sense=AT_LEAST, note=f"{slow.in_words}, {slow.twice} doubled")
    )  # fmt: skip
