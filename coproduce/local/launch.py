"""Gives a command what it needs: servers of its own for the tests, the checkout's shared ones for everything else."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

NEEDS_NO_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages", "startapp", "version",
}  # fmt: skip


def run_command(arguments: Sequence[str]) -> int:
    """The exit code. Raises LocalProblem when the machine lacks something."""
    command = arguments[1] if len(arguments) > 1 else "help"
    signal.signal(signal.SIGTERM, end_kindly)
    signal.signal(signal.SIGHUP, end_kindly)
    if command == "test":
        from coproduce.local.testing import run

        return run(arguments[2:])
    with contextlib.ExitStack() as stack:
        if not {"-h", "--help", "--version"} & set(arguments):
            prepare(command, arguments, stack)
        from django.core.management import execute_from_command_line

        execute_from_command_line(list(arguments))
    return 0


def prepare(command: str, arguments: Sequence[str], stack: contextlib.ExitStack) -> None:
    """Set the environment that the settings read, starting servers where the caller has named none."""


def end_kindly(number: int, frame: FrameType | None) -> None:
    """`kill` and a closed terminal end us as Ctrl-C does: children first, then the folders."""
    sys.exit(128 + number)
