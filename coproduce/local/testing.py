"""`python3 manage.py test`: pytest with servers of its own, so that any number of runs and the demo can go on at once."""

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from coproduce.local import prepared
from coproduce.local.places import ROOT
from coproduce.local.processes import Child
from coproduce.local.servers import database_programs, throw_away_servers

SETTINGS = {
    "TESTING": "1",
    "DEMO": "",  # whatever the shell has
    "DEBUG": "",
    "SECRET_KEY": "only-for-tests-" + "x" * 50,
    "ALLOWED_HOSTS": "testserver,localhost,127.0.0.1",
    "SITE_URL": "http://localhost",
    "EMAIL_URL": "memorymail://",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # playwright runs a loop in the thread that talks to the database
}
NOT_IN_PARALLEL = (
    "-n",
    "--numprocesses",
    "--dist",
    "--pdb",
    "--trace",
    "-s",
    "--collect-only",
    "--co",
    "-h",
    "--help",
)


def run(arguments: Sequence[str]) -> int:
    """Returns pytest's own exit code."""
    with throw_away_servers(fill=with_tables) as servers:
        environment = {
            **os.environ,
            **SETTINGS,
            "MAIL_SINK_DIR": str(servers.folder / "mail"),
            "FILES_ROOT": str(servers.folder / "files"),
            **servers.environment(),
        }
        if servers.postgres:
            environment["PATH"] = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{database_programs()}"
        # The whole cluster goes at the end: taking its databases apart first would only wait for idle connections.
        keep = ["--reuse-db"] if servers.postgres else []
        pytest = Child(
            "pytest",
            [sys.executable, "-m", "pytest", *keep, *with_defaults(arguments)],
            env=environment,
            cwd=ROOT,
            ends_on=signal.SIGTERM,
            own_session=False,  # Ctrl-C is pytest's to answer
        )
        pytest.start()
        try:
            return wait_for(pytest)
        finally:
            pytest.stop()  # before its servers, when somebody ends us


def with_tables(folder: Path) -> None:
    """Put a copy of the prepared cluster where this run's PostgreSQL will look for its data."""
    with prepared.prepared_data(SETTINGS) as data:
        if data:
            prepared.copy(data, folder)


def wait_for(child: Child) -> int:
    """The exit code of the child, however often Ctrl-C is pressed."""
    assert child.process is not None
    while True:
        try:
            return child.process.wait()
        except KeyboardInterrupt:
            continue  # the child got it too and prints what it has


def with_defaults(arguments: Sequence[str]) -> list[str]:
    """Two processes for the whole suite; one for a chosen file, where starting the second takes longer than it saves."""
    if any(names_a_test(argument) or argument.startswith(NOT_IN_PARALLEL) for argument in arguments):
        return list(arguments)
    # In the order of their names: else the journeys, one long test a file, would all come last.
    return ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", *arguments]


def names_a_test(argument: str) -> bool:
    """Whether an argument for pytest is a file, a folder or a test in a file."""
    return not argument.startswith("-") and Path(argument.split("::")[0]).exists()
