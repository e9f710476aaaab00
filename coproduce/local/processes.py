"""Child processes that never outlive us, even when we are killed with -9."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from coproduce.local.places import Owner
from coproduce.local.problems import LocalProblem

PR_SET_PDEATHSIG = 1


def dies_with_parent(parent: int, last_signal: signal.Signals) -> Callable[[], None] | None:
    """For `preexec_fn`: the kernel sends this signal when the thread that started the child ends. Linux only.

    Start children from the main thread. `subprocess` changes the user before it calls this; the other order would undo it.
    """
    if not sys.platform.startswith("linux"):
        return None
    libc = ctypes.CDLL(None)

    def tie() -> None:
        libc.prctl(PR_SET_PDEATHSIG, last_signal)
        if os.getppid() != parent:  # it died before we were tied to it
            os._exit(1)

    return tie


class Child:
    """One process with a name, a log file and a way to end: the parent stops it, or takes it along when killed."""

    def __init__(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        log: Path | None = None,
        env: dict[str, str] | None = None,
        cwd: Path | None = None,
        owner: Owner | None = None,
        ends_on: signal.Signals = signal.SIGTERM,
        own_session: bool = True,
        pass_fds: Sequence[int] = (),
    ) -> None:
        self.name, self.command, self.log, self.ends_on = name, command, log, ends_on
        # Own session: Ctrl-C reaches us only, and we end the children in order.
        self._options: dict[str, Any] = {
            "env": env, "cwd": cwd, "start_new_session": own_session, "pass_fds": tuple(pass_fds),
        }  # fmt: skip
        if owner and owner.uid is not None:
            self._options |= {"user": owner.uid, "group": owner.gid, "extra_groups": []}
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Raises LocalProblem when the program cannot be started at all."""
        tie = dies_with_parent(os.getpid(), self.ends_on)
        with contextlib.ExitStack() as stack:
            output: dict[str, Any] = {}
            if self.log:
                file = stack.enter_context(self.log.open("ab"))
                output = {"stdin": subprocess.DEVNULL, "stdout": file, "stderr": subprocess.STDOUT}
            try:
                self.process = subprocess.Popen(self.command, preexec_fn=tie, **output, **self._options)
            except (OSError, subprocess.SubprocessError) as error:
                raise LocalProblem(f"{self.name} could not be started: {error}") from error

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def how_it_ended(self) -> str:
        code = self.process.poll() if self.process else None
        if code is None:
            return "it has not ended"
        return f"by signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"

    def ask_to_stop(self) -> None:
        if self.is_running and self.process:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(self.ends_on)

    def stop(self, seconds: float = 10) -> None:
        """End it kindly, and after so many seconds for certain, its own children with it."""
        if self.process is None:
            return
        self.ask_to_stop()
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            with contextlib.suppress(ProcessLookupError):
                if self._options["start_new_session"]:
                    os.killpg(self.process.pid, signal.SIGKILL)
                self.process.kill()
            self.process.wait()

    def last_words(self, lines: int = 15) -> str:
        """The end of its log, for a text that explains what went wrong."""
        if self.log is None or not self.log.exists():
            return "(it said nothing)"
        said = self.log.read_text(errors="replace").strip().splitlines()
        return "\n".join(said[-lines:]) or "(it said nothing)"
