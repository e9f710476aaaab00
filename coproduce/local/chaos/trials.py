"""What is tried, and what has to hold afterwards."""

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

from coproduce.local.chaos.relay import Trouble
from coproduce.local.chaos.stage import Stage

PATIENCE = 300
PAGES_AT_MOST = 2.0
SLOW_ENOUGH = 4.0  # milliseconds an answer: so that there is something to kill


@dataclass
class Outcome:
    """What came of one trial, beside what was promised."""

    promise: str
    what: str
    messages: int
    lost: int
    doubled: int
    bound: int  # how many may be doubled: one for each message that was in flight at a kill
    seconds: float
    longest: float  # how long it may take
    notes: list[str] = field(default_factory=list)
    ratio: float = 0.0  # of a page's time beside an idle site; at most 2

    @property
    def is_kept(self) -> bool:
        in_time = self.seconds <= self.longest and self.ratio <= PAGES_AT_MOST
        return self.lost == 0 and self.doubled <= self.bound and in_time


Blow = Callable[[int], int]


def nothing_dies(stage: Stage, number: int) -> Outcome:
    """R3: two workers, two beats with overlapping ticks, and nobody dies."""
    stage.fill(number, Trouble(answer_ms=1))
    stage.wait_for_rest(PATIENCE)
    return counted(stage, "R3", "two workers, two beats, nobody dies", number, bound=0)


def killed(stage: Stage, number: int, *, what: str, blows: Sequence[Blow]) -> Outcome:
    """R1 and R3: blow after blow, spread evenly over the sending, and each followed by at least one more message."""
    stage.fill(number, Trouble(answer_ms=SLOW_ENOUGH))
    bound = struck = 0
    for turn, blow in enumerate(blows):
        wanted = number * (turn + 1) // (len(blows) + 2)
        stage.wait_until(lambda wanted=wanted: stage.number_taken() >= wanted, PATIENCE)  # type: ignore[misc]
        bound += blow(turn) * stage.pace.lines
        struck += 1
    last = time.time()
    stage.wait_for_rest(PATIENCE)
    outcome = counted(stage, "R1 R3", f"{what} ({struck})", number, bound=bound)
    outcome.seconds = max([at for at, _to, _name in stage.taken()], default=last) - last
    outcome.longest = stage.pace.lease + stage.pace.tick + 60
    return outcome


def broker_gone(stage: Stage, number: int, *, times_emptied: int, seconds_down: float) -> Outcome:
    """R2: the broker is emptied while messages go out; later it dies, messages are written, and it comes back empty."""
    stage.fill(number, Trouble(answer_ms=SLOW_ENOUGH))
    for turn in range(times_emptied):
        wanted = number * (turn + 1) // (times_emptied + 1)
        stage.wait_until(lambda wanted=wanted: stage.number_taken() >= wanted, PATIENCE)  # type: ignore[misc]
        stage.empty_broker(turn)
    stage.wait_for_rest(PATIENCE)
    if stage.broker.child:
        stage.kill_whole(stage.broker.child)
    stage.write_more(number)
    Event().wait(seconds_down)
    sent_without = stage.number_taken() - number
    stage.broker.start()
    back = time.time()
    stage.wait_for_rest(PATIENCE)
    what = f"broker emptied ({times_emptied}), then down {seconds_down:.0f} s"
    outcome = counted(stage, "R2", what, number + 1, bound=0)
    outcome.seconds, outcome.longest = max(at for at, _to, _name in stage.taken()) - back, 90
    outcome.notes.append(f"{sent_without} of those written meanwhile went out before it was back")
    return outcome


def mail_trouble(stage: Stage, number: int) -> Outcome:
    """R4: a fifth is put off, a tenth cut off, one address refused, one message never answered."""
    trouble = Trouble(
        later=0.2, dropped=0.1, refused="person7@example.org", hangs="person9@example.org", at_most=3
    )
    stage.fill(number, trouble)
    stage.wait_for_rest(PATIENCE)
    refused = stage.ids_for(trouble.refused)
    outcome = counted(
        stage, "R4", "451 for 20 %, dropped 10 %, one 550, a hang", number, bound=0, never=refused
    )
    states = stage.states()
    outcome.notes.append(f"{states['failed']} to the refused address, as they should")
    if states["failed"] != len(refused) or states["sent"] != number - len(refused):
        outcome.lost += abs(states["failed"] - len(refused)) + abs(states["sent"] - number + len(refused))
    return outcome


def counted(
    stage: Stage, promise: str, what: str, number: int, *, bound: int, never: frozenset[str] = frozenset()
) -> Outcome:
    """Compare what the outbox holds with what the mail server took."""
    wanted = stage.message_ids() - never
    taken = stage.taken()
    times = Counter(name for _at, _to, name in taken)
    lost = sum(name not in times for name in wanted) + abs(number - len(wanted) - len(never))
    doubled = sum(times.values()) - len(times)
    moments = [at for at, _to, _name in taken]
    spent = max(moments) - min(moments) if moments else 0.0
    return Outcome(promise, what, number, lost, doubled, bound, spent, PATIENCE)


def pages_while_sending(stage: Stage, number: int, *, looks: int = 25, rounds: int = 12) -> Outcome:
    """R9: how much longer a page takes while very many messages go out (the 95th of a hundred, beside an idle site).

    By turns, holding the sending in between, so that whatever else the machine does weighs on both.
    """
    stage.start_web()
    stage.hold(True)
    stage.fill(number)
    stage.look_at_pages(looks)
    idle: list[float] = []
    busy: list[float] = []
    spent = 0.0
    for _turn in range(rounds):
        idle += stage.look_at_pages(looks)
        before, begun = stage.number_taken(), time.time()
        stage.hold(False)
        stage.wait_until(lambda before=before: stage.number_taken() > before, PATIENCE)  # type: ignore[misc]
        busy += stage.look_at_pages(looks)
        stage.hold(True)
        stage.wait_until(lambda: not stage.states()["sending"], PATIENCE)
        spent += time.time() - begun
        if stage.number_taken() == number:
            break
    begun = time.time()
    stage.hold(False)
    stage.wait_for_rest(PATIENCE)
    spent += time.time() - begun
    outcome = counted(stage, "R9", f"{number} due at once, pages looked at meanwhile", number, bound=0)
    outcome.seconds, outcome.longest = spent, 300 * max(1, number / 10_000)
    before_p95, busy_p95 = p95(idle) * 1000, p95(busy) * 1000
    outcome.ratio = busy_p95 / before_p95
    words = f"a page's p95: {before_p95:.0f} ms idle, {busy_p95:.0f} ms meanwhile ({outcome.ratio:.1f} x)"
    outcome.notes.append(words)
    return outcome


def p95(seconds: Sequence[float]) -> float:
    """The value that 95 of 100 stay under."""
    return sorted(seconds)[int(len(seconds) * 0.95)]
