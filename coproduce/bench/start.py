"""Starts servers of its own for the benchmark, with settings as on a real site; everything goes at the end.

Runs before there are Django settings: it makes the environment that they read.
"""

import os
import sys
from collections.abc import Sequence

from coproduce.local.places import ROOT, Run
from coproduce.local.processes import Child
from coproduce.local.servers import Servers, database_programs

INSIDE = "COPRODUCE_BENCH_FOLDER"


def run(arguments: Sequence[str]) -> int:
    """The exit code of the measuring process."""
    folder = Run()
    try:
        # Data that would survive a power cut, as on a real site: a commit has to cost what it costs there.
        servers = Servers(folder.folder, folder.folder, throw_away=False, mail=False)
        servers.start()
        try:
            child = Child(
                "the benchmark",
                [sys.executable, "manage.py", "bench", *arguments],
                cwd=ROOT,
                env={**os.environ, **settings_of(servers)},
                own_session=False,
            )
            child.start()
            return wait_for(child)
        finally:
            servers.stop()
    finally:
        folder.remove()


def settings_of(servers: Servers) -> dict[str, str]:
    """A real site's environment: no demo, no tests, https."""
    path = f"{os.environ.get('PATH', os.defpath)}{os.pathsep}{database_programs()}"
    return {
        **servers.environment(),
        INSIDE: str(servers.folder),
        "PATH": path,
        "SITE_URL": "https://coproduce.example.org",
        "ALLOWED_HOSTS": "coproduce.example.org",
        "SECRET_KEY": "only-for-the-benchmark-" + "x" * 40,
        "EMAIL_URL": "smtp://127.0.0.1:1",  # each run of messages names its own relay
        "FROM_EMAIL": "Coproduce <hello@coproduce.example.org>",
        "STATIC_ROOT": str(servers.folder / "static"),
        "LOG_LEVEL": "WARNING",
        "DEMO": "",
        "TESTING": "",
        "DEBUG": "",
    }


def wait_for(child: Child) -> int:
    """Until it ends; Ctrl-C is its own to answer."""
    while child.process:
        try:
            return child.process.wait()
        except KeyboardInterrupt:
            continue
    return 1
