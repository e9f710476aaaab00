"""One pair of servers for the demo and every other command in this checkout, alive while anybody uses it.

A user is whoever holds the shared lock on `users.lock`; the kernel lets go of it when they die, however they die. The keeper, a
small process of its own, starts the servers, starts them again when one dies, and stops them when it can lock that file alone.
So a `shell` may end before the demo it started for, and a demo killed with -9 leaves nothing behind.
"""

import contextlib
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import IO, Any

from coproduce.local.launch import end_kindly
from coproduce.local.places import ROOT, demo_data, demo_sockets, lock_now
from coproduce.local.problems import LocalProblem

FOUND = "servers.json"
ROUND = 0.25  # seconds between two looks of the keeper
PATIENCE = 15  # seconds that --fresh waits for a former demo to end


class SharedServers:
    """The user's side. `environment` leads to the servers; `close` lets go of them."""

    def __init__(self, *, fresh: bool = False) -> None:
        self.folder = demo_data()
        self._using = join(self.folder, fresh=fresh)
        try:
            self.environment = find_or_start(self.folder)
        except BaseException:
            self._using.close()
            raise

    def is_kept(self) -> bool:
        """False when the keeper itself was killed."""
        return is_locked(self.folder / "keeper.lock")

    def look_again(self) -> bool:
        """Start a keeper when it was killed; True when the servers are reached in another way than before."""
        if self.is_kept():
            return False
        before = self.environment
        self.environment = find_or_start(self.folder)
        return before != self.environment

    def close(self, *, wait: float = 0) -> bool:
        """True when the servers have stopped; False when they go on, for others or only for another moment."""
        self._using.close()
        until = time.monotonic() + wait
        while self.is_kept():
            if time.monotonic() >= until:
                return False
            Event().wait(0.05)
        return True


def is_locked(path: Path) -> bool:
    """Whether somebody holds this lock alone."""
    lock_file = lock_now(path)
    if lock_file:
        lock_file.close()
    return lock_file is None


def join(folder: Path, *, fresh: bool) -> IO[str]:
    """The shared lock of a user. Waits while a former pair is stopping. `fresh` empties the folder first.

    Raises LocalProblem when the folder should be emptied while somebody uses it.
    """
    using = alone_with(folder) if fresh else (folder / "users.lock").open("w")
    if fresh:
        for path in folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif path.suffix != ".lock":
                path.unlink()
    fcntl.flock(using, fcntl.LOCK_SH)
    return using


def alone_with(folder: Path) -> IO[str]:
    """The users' lock for us alone, with no keeper left. Raises LocalProblem when somebody else goes on using the data."""
    until = time.monotonic() + PATIENCE
    while True:
        using = lock_now(folder / "users.lock")
        if using and not is_locked(folder / "keeper.lock"):
            return using
        if using:
            using.close()  # the keeper needs it to see that nobody is left
        if time.monotonic() > until:
            raise LocalProblem(
                "Another command uses the demo's data. Stop it, then type the same command again."
            )
        Event().wait(2 * ROUND)


def find_or_start(folder: Path) -> dict[str, str]:
    """The environment of the servers that run, or of those that this call starts."""
    with (folder / "start.lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        if is_locked(folder / "keeper.lock"):
            found: dict[str, str] = json.loads((folder / FOUND).read_text())
            return found
        print("Starting PostgreSQL, the broker and the mail sink.", file=sys.stderr, flush=True)
        return start_keeper(folder)


def start_keeper(folder: Path) -> dict[str, str]:
    """Start the keeper and wait for its answer. Raises LocalProblem with what it said."""
    log = folder / "keeper.log"
    with log.open("w") as errors:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "coproduce.local.keeper"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,  # Ctrl-C and the end of its starter are none of its business
        )
    assert keeper.stdout is not None
    keeper.wait()  # it goes on as a child of nobody's
    with keeper.stdout:
        for line in keeper.stdout:
            if not line.startswith("{"):
                print(line, end="", file=sys.stderr, flush=True)
                continue
            answer: dict[str, Any] = json.loads(line)
            if "problem" in answer:
                raise LocalProblem(answer["problem"])
            return dict(answer["environment"])
    raise LocalProblem(f"{log.read_text().strip()}\n\nThe local servers did not start. Their log: {log}")


def keep() -> int:
    """The keeper's side: the whole life of the pair."""
    from coproduce.local.servers import Servers

    if os.fork():
        os._exit(0)
    signal.signal(signal.SIGTERM, end_kindly)
    folder = demo_data()
    until = time.monotonic() + 5  # others take it for a moment, to see whether we are there
    while (alone := lock_now(folder / "keeper.lock")) is None:
        if time.monotonic() > until:
            return 1
        Event().wait(0.02)
    (folder / "keeper.pid").write_text(str(os.getpid()))  # for people who look for it
    try:
        servers = Servers(folder, demo_sockets(), throw_away=False)
        servers.start()
    except LocalProblem as problem:
        answer({"problem": str(problem)})
        return 1
    try:
        half = folder / f"{FOUND}.new"
        half.write_text(json.dumps(servers.environment()))
        half.replace(folder / FOUND)
        answer({"environment": servers.environment()})
        while not (last := lock_now(folder / "users.lock")):
            Event().wait(ROUND)
            with contextlib.suppress(LocalProblem):  # the next round tries again
                servers.mend()
    finally:
        servers.stop()
    # Who comes now waits for this lock, then finds no keeper and starts one.
    last.close()
    alone.close()
    return 0


def answer(words: dict[str, Any]) -> None:
    """One line to the starter, who then goes on; from here on nobody listens."""
    print(json.dumps(words), flush=True)
    with open(os.devnull, "w") as nowhere:
        os.dup2(nowhere.fileno(), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(keep())
