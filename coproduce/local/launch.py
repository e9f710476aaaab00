"""Gives a command what it needs: servers of its own for the tests, the checkout's shared ones for everything else."""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType

from coproduce.local.problems import LocalProblem

NEEDS_NO_DATABASE = {
    "check", "collectstatic", "compilemessages", "diffsettings", "findstatic", "help", "makemessages", "startapp", "version",
}  # fmt: skip


def run_command(arguments: Sequence[str]) -> int:
    """The exit code. Raises LocalProblem when the machine lacks something."""
    command = arguments[1] if len(arguments) > 1 else "help"
    asks_for_help = bool({"-h", "--help", "--version"} & set(arguments))
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is not signal.SIG_IGN:  # as under nohup
            signal.signal(number, end_kindly)
    if command == "test" and not asks_for_help:
        from coproduce.local import testing

        return testing.run(arguments[2:])
    if command == "demo" and not asks_for_help:
        from coproduce.local import demo

        return demo.run(arguments[2:])
    if command == "chaos" and not asks_for_help:
        from coproduce.local.chaos import start as chaos

        return chaos.run(arguments[2:])
    if command == "bench" and not asks_for_help and "COPRODUCE_BENCH_FOLDER" not in os.environ:
        from coproduce.bench import start

        return start.run(arguments[2:])
    with contextlib.ExitStack() as stack:
        if "DATABASE_URL" not in os.environ:
            lend_servers(stack, start=not asks_for_help and command not in NEEDS_NO_DATABASE)
        run_django(arguments)
    return 0


def run_django(arguments: Sequence[str]) -> None:
    """Django's own way. A setting that is missing is said in one line. Raises LocalProblem."""
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(list(arguments))
    except ImproperlyConfigured as error:
        if "--traceback" in arguments:
            raise
        raise LocalProblem(str(error)) from error


def lend_servers(stack: contextlib.ExitStack, *, start: bool) -> None:
    """The demo's servers for one command, started when they do not run. On a real site, where they are not installed, nothing:
    the settings then say which variable is missing."""
    from coproduce.local.postgres import is_installed

    if not is_installed():
        return
    from coproduce.local.keeper import SharedServers
    from coproduce.local.servers import database_programs, demo_settings

    if start:
        shared = SharedServers()
        stack.callback(shared.close)
        found = {**demo_settings(shared.folder), **shared.environment}
        add_to_path(database_programs())
    else:
        found = {**demo_settings(None), **NOWHERE}
    for name, value in found.items():
        os.environ.setdefault(name, value)


# For commands that read the settings and never open a connection.
NOWHERE = {
    "DATABASE_URL": "postgres:///coproduce",
    "REDIS_URL": "redis://localhost",
    "EMAIL_URL": "consolemail://",
}


def add_to_path(folder: str) -> None:
    """At the end: a pg_dump of the machine's own comes first."""
    os.environ["PATH"] = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{folder}"


def end_kindly(number: int, frame: FrameType | None) -> None:
    """`kill` and a closed terminal end us as Ctrl-C does: children first, then the folders."""
    sys.exit(128 + number)
