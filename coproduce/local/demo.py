"""`python3 manage.py demo`: the whole site on this machine, filled with a demo, until Ctrl-C."""

import argparse
import contextlib
import errno
import io
import os
import socket
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

from coproduce.local.keeper import SharedServers
from coproduce.local.launch import add_to_path
from coproduce.local.problems import LocalProblem
from coproduce.local.servers import Servers, database_programs, demo_settings, free_port, throw_away_servers
from coproduce.local.site import Site, say

FIRST_PORT = 8000
WIDEST = 24  # letters of a name, in the list of people


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `demo`, for its own parser and for `manage.py help demo`."""
    parser.add_argument("--port", type=int, help=f"where the site answers ({FIRST_PORT} if that is free)")
    parser.add_argument("--fresh", action="store_true", help="forget the demo's data and fill it in anew")
    parser.add_argument(
        "--check",
        action="store_true",
        help="start everything on throw-away data, try it, end with exit code 0 or 1",
    )


def run(arguments: Sequence[str]) -> int:
    """The exit code. Raises LocalProblem when the machine lacks something."""
    parser = argparse.ArgumentParser(prog="manage.py demo", description=__doc__)
    add_arguments(parser)
    options = parser.parse_args(arguments)
    try:
        if options.check:
            return check()
        return serve(options.port, fresh=options.fresh)
    except KeyboardInterrupt:
        return 130


def check() -> int:
    """Everything once, on data that goes at the end. 0 when each part did its work."""
    from coproduce.local import check as story

    started = time.monotonic()
    os.environ.setdefault("TICK_SECONDS", "5")  # the timetable goes faster here, so that nobody waits for it
    say("Starting PostgreSQL, the broker and the mail sink, for this check only.")
    with throw_away_servers(mail=True) as servers, free_port() as listening:
        site = prepare(servers.folder, servers.environment(), listening)
        try:
            site.start()
            story.run(site)
        except LocalProblem as problem:
            say(f"\n{problem}")
            return 1
        finally:
            site.stop()
    say(f"All is well. It took {time.monotonic() - started:.0f} seconds.")
    return 0


def serve(port: int | None, *, fresh: bool) -> int:
    """The demo until Ctrl-C; the exit code."""
    with open_port(port) as listening, demo_servers(fresh=fresh) as (servers, folder):
        site = prepare(folder, servers.environment, listening)
        try:
            site.start()
            greet(site)
            watch(site, servers)
        except (KeyboardInterrupt, SystemExit):
            say("\nStopping. The demo keeps its data for the next start.")
        finally:
            site.stop()
    return 0


@contextlib.contextmanager
def demo_servers(*, fresh: bool) -> Iterator[tuple["SharedServers | OwnServers", Path]]:
    """The shared servers of this checkout; or, when the caller brings a database, only what is missing beside it."""
    if "DATABASE_URL" in os.environ:
        if fresh:
            raise LocalProblem(
                "--fresh would empty the database in DATABASE_URL. Empty it yourself, or unset DATABASE_URL."
            )
        with throw_away_servers(mail=True) as missing:
            yield OwnServers(missing), missing.folder
        return
    shared = SharedServers(fresh=fresh)
    try:
        yield shared, shared.folder
    finally:
        shared.close(wait=20)


class OwnServers:
    """What the caller did not bring, held by this process."""

    def __init__(self, servers: Servers) -> None:
        self._servers, self.environment = servers, servers.environment()

    def look_again(self) -> bool:
        for name in self._servers.mend():
            say(f"{name} ended and was started again.")
        return False


def open_port(wanted: int | None) -> socket.socket:
    """A listening socket: on the port asked for, else on 8000 or the next free one.

    Raises LocalProblem when the port that was asked for is taken.
    """
    problem = wait_for_port(FIRST_PORT if wanted is None else wanted)
    if isinstance(problem, socket.socket):
        return problem
    if wanted is not None:
        taken = problem.errno == errno.EADDRINUSE
        why = "is taken" if taken else f"cannot be used ({problem.strerror})"
        raise LocalProblem(f"Port {wanted} {why}.\nType:  python3 manage.py demo    (it finds a free port)")
    for port in range(FIRST_PORT + 1, FIRST_PORT + 100):
        with contextlib.suppress(OSError):
            listening = listen(port)
            say(f"Port {FIRST_PORT} is taken, so this uses {port}.")
            return listening
    return free_port()


def wait_for_port(port: int) -> socket.socket | OSError:
    """A listening socket, or why there is none. A demo killed a moment ago may still be letting go of its port."""
    until = time.monotonic() + 2
    while True:
        try:
            return listen(port)
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE or time.monotonic() > until:
                return problem
        Event().wait(0.1)


def listen(port: int) -> socket.socket:
    """A listening socket on this port of the loopback. Raises OSError."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(128)
    except OverflowError:
        listening.close()
        raise OSError(errno.EINVAL, "ports go from 1 to 65535") from None
    except OSError:
        listening.close()
        raise
    return listening


def prepare(folder: Path, environment: dict[str, str], listening: socket.socket) -> Site:
    """Set the environment, bring the database up to date, fill it when it is empty."""
    port = listening.getsockname()[1]
    address = f"http://localhost:{port}"
    for name, value in {**demo_settings(folder, address), **environment}.items():
        os.environ.setdefault(name, value)
    with contextlib.suppress(LocalProblem):  # a caller with a database of their own has programs of their own
        add_to_path(database_programs())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")

    import django
    from django.core.management import call_command
    from django.db import DatabaseError, connection

    django.setup()
    if "DATABASE_URL" not in environment:
        refuse_real_people()
    say("Bringing the database up to date.")
    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        fill_in()
    except DatabaseError as error:
        raise LocalProblem(
            f"{error}\nThe data here does not fit this version of the site.\n"
            "To begin again with the demo's own data, type:  python3 manage.py demo --fresh"
        ) from error
    connection.close()
    return Site(address, listening, folder / "logs" / str(port))  # two demos may run at once


def refuse_real_people() -> None:
    """A database that the caller named may be a real one: raises LocalProblem when people live in it who are not the demo's."""
    from django.contrib.auth import get_user_model
    from django.db import connection

    from coproduce.demo.people import PEOPLE

    people = get_user_model().objects.all()
    if people.model._meta.db_table not in connection.introspection.table_names():
        return
    if people.exists() and not people.filter(handle__in=[person.handle for person in PEOPLE]).exists():
        raise LocalProblem(
            "DATABASE_URL names a database with people who are not the demo's. The demo lets anybody in as anybody,\n"
            "so it does not touch it. Type:  env -u DATABASE_URL python3 manage.py demo"
        )


def fill_in() -> None:
    """The demo's people and projects, when nobody is there yet."""
    from django.contrib.auth import get_user_model
    from django.core.management import call_command

    if get_user_model().objects.exists():
        return
    say("Filling in the demo.")
    call_command("demo_data", stdout=io.StringIO())


def greet(site: Site) -> None:
    """Say where the site is and who the people in it are."""
    from django.db import connection

    from coproduce.demo.personas import people_here

    people = people_here()
    connection.close()
    widest = min(max((len(person.name) for person in people), default=0), WIDEST)
    say(f"\nCoproduce is here:        {site.address}/")
    if people:
        say(f"Be one of these people:   {site.address}/demo/\n")
        for person in people:
            say(f"  {person.name:<{widest}}   {person.part}")
    say(f"\nThe mail that it sends:   {site.address}/mail/")
    say(f"Its logs:                 {site.logs}\n\nPress Ctrl-C to stop.")


def watch(site: Site, servers: SharedServers | OwnServers) -> None:
    """Until Ctrl-C: start again what dies."""
    while True:
        Event().wait(0.5)
        if servers.look_again():
            os.environ.update(servers.environment)
            site.restart()
        site.mend()
