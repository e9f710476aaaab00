"""`python3 manage.py chaos`: every trial at full size, a table by promise, exit 1 when one is broken."""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

from coproduce.local.chaos import trials
from coproduce.local.chaos.stage import Pace, Stage
from coproduce.local.chaos.trials import Outcome
from coproduce.local.problems import LocalProblem

KILLS = ("quiet", "workers", "children", "postgres", "mixed", "broker", "mail")
PAGES = ("pages",)  # with as many senders as a real site has
WORKERS, CHILDREN, OTHERS = 10, 20, 3  # how often each is killed at full size


def run(arguments: Sequence[str]) -> int:
    """The exit code."""
    chosen = options(arguments)
    usual = Pace(lease=chosen.lease, tick=chosen.tick, retry=1, batch=chosen.batch, lines=chosen.lines)
    outcomes: list[Outcome] = []
    try:
        for pace, names in ((usual, KILLS), (replace(usual, senders=2), PAGES)):
            wanted = [name for name in names if not chosen.only or name in chosen.only]
            if wanted:
                outcomes += on_stage(pace, wanted, chosen.messages)
    except LocalProblem as problem:
        say(f"\n{problem}")
        return 1
    print(table(outcomes), flush=True)
    return 0 if all(outcome.is_kept for outcome in outcomes) else 1


def on_stage(pace: Pace, names: Sequence[str], number: int) -> list[Outcome]:
    """Each of these trials, on servers that live as long. Raises LocalProblem."""
    say("Starting PostgreSQL, a broker, a mail server, two workers and two beats, all of their own.")
    stage = Stage(pace)
    outcomes = []
    try:
        stage.start()
        trials_by_name = plan(stage, number)
        for name in names:
            say(f"{name} ...")
            outcomes.append(trials_by_name[name]())
            say(f"    {told(outcomes[-1])}")
    finally:
        stage.stop()
    return outcomes


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """What was typed after `chaos`."""
    reader = argparse.ArgumentParser(
        prog="manage.py chaos", description="Kill everything on purpose, and count."
    )
    reader.add_argument("--messages", type=int, default=5000, help="in each trial")
    reader.add_argument("--lease", type=int, default=10, help="seconds a claim lasts (a real site: 120)")
    reader.add_argument("--tick", type=int, default=2, help="seconds between ticks (a real site: 30)")
    reader.add_argument("--batch", type=int, default=100, help="messages in a claim")
    reader.add_argument(
        "--lines",
        type=int,
        default=1,
        help="connections to the mail server for each process, when it is slow",
    )
    reader.add_argument(
        "--only", nargs="*", help="some of: quiet workers children postgres mixed broker mail pages"
    )
    return reader.parse_args(arguments)


def plan(stage: Stage, number: int) -> dict[str, Callable[[], Outcome]]:
    """Every trial by its name."""
    mixed = [
        stage.kill_worker, stage.kill_pool_child, stage.kill_postgres, stage.kill_beat, stage.empty_broker,
        stage.kill_pool_child, stage.kill_broker, stage.kill_worker, stage.kill_postgres, stage.empty_broker,
    ]  # fmt: skip

    def killed(what: str, blows: Sequence[trials.Blow]) -> Callable[[], Outcome]:
        return lambda: trials.killed(stage, number, what=what, blows=blows)

    return {
        "quiet": lambda: trials.nothing_dies(stage, number),
        "workers": killed("workers killed with -9", [stage.kill_worker] * WORKERS),
        "children": killed("processes of the pool killed with -9", [stage.kill_pool_child] * CHILDREN),
        "postgres": killed("PostgreSQL killed with -9", [stage.kill_postgres] * OTHERS),
        "mixed": killed("everything mixed", mixed * 2),
        "broker": lambda: trials.broker_gone(stage, number, times_emptied=OTHERS, seconds_down=5),
        "mail": lambda: trials.mail_trouble(stage, number),
        "pages": lambda: trials.pages_while_sending(stage, number),
    }


def told(outcome: Outcome) -> str:
    """One outcome in one line."""
    word = "kept" if outcome.is_kept else "BROKEN"
    notes = "".join(f"; {note}" for note in outcome.notes)
    return (
        f"{word}: {outcome.lost} lost, {outcome.doubled} doubled (at most {outcome.bound}), "
        f"{outcome.seconds:.1f} s (at most {outcome.longest:.0f}){notes}"
    )


def table(outcomes: Sequence[Outcome]) -> str:
    """All outcomes, by promise."""
    rows = [("promise", "what", "messages", "lost", "doubled", "bound", "seconds", "at most", "")]
    rows += [
        (
            outcome.promise,
            outcome.what,
            str(outcome.messages),
            str(outcome.lost),
            str(outcome.doubled),
            str(outcome.bound),
            f"{outcome.seconds:.1f}",
            f"{outcome.longest:.0f}",
            "kept" if outcome.is_kept else "BROKEN",
        )
        for outcome in outcomes
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    notes = [f"{outcome.promise}: {note}" for outcome in outcomes for note in outcome.notes]
    return "\n".join(["", *lines, "", *notes])


def say(words: str) -> None:
    """On the way; the table alone goes to the output."""
    print(words, file=sys.stderr, flush=True)
