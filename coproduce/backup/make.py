"""Making a backup: dump and sums of the same instant, and the files that it names, in one file."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from coproduce.backup.archive import DUMP, Manifest, sha256_of, write_archive
from coproduce.backup.files import FileSum, Store, places_named
from coproduce.backup.programs import Programs, fitting
from coproduce.backup.sums import LEFT_OUT, TableSum, table_sums

# The snapshot has to stand still for as long as pg_dump takes, however long that is.
SNAPSHOT = """
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0
"""


@dataclass(frozen=True)
class Made:
    """What a backup holds, and the places of files that the database names and that were not on the disk."""

    manifest: Manifest
    files: dict[str, FileSum]
    missing: list[str]


def make_backup(target: Path, say: Callable[[str], object]) -> Made:
    """Write the site's database and files to a new file. `say` is told each step.

    Raises FileExistsError when there is such a file, BackupProblem when pg_dump is missing or stops.
    """
    if target.exists():
        raise FileExistsError(target)
    with (
        tempfile.TemporaryDirectory(prefix=".backup-", dir=target.parent) as folder,
        snapshot() as (line, name),
    ):
        programs = fitting(at_least=server_version(line))
        dump = Path(folder) / DUMP
        say(f"Writing the database with pg_dump {programs.version}.")
        programs.run("pg_dump", dump_arguments(name, dump), line.get_connection_params())
        say("Counting and summing up every table.")
        with line.cursor() as cursor:
            manifest = describe(cursor, table_sums(cursor), programs, line, dump)
            store = Store(Path(settings.FILES_ROOT), places_named(cursor))
        say(f"Writing {len(store.places)} files.")
        whole = Path(folder) / "backup"
        files = write_archive(whole, manifest, dump, store)
        whole.rename(target)
    return Made(manifest, files, [place for place in store.places if place not in files])


@contextmanager
def snapshot() -> Iterator[tuple[BaseDatabaseWrapper, str]]:
    """A connection of its own in a transaction that sees one instant, and the name under which pg_dump may see the same one."""
    line = connection.copy()
    try:
        line.set_autocommit(False)
        with line.cursor() as cursor:
            cursor.execute(SNAPSHOT)
            cursor.execute("SELECT pg_export_snapshot()")
            (name,) = cursor.fetchone()
        yield line, name
    finally:
        line.close()


def dump_arguments(snapshot_name: str, dump: Path) -> list[str]:
    """What pg_dump is told: this instant, no accounts of this server, nothing of what is left out."""
    left_out = [f"--exclude-table-data=public.{table}" for table in LEFT_OUT]
    return [
        "--format=custom",
        "--no-owner",
        "--no-privileges",
        f"--snapshot={snapshot_name}",
        f"--file={dump}",
        *left_out,
    ]


def describe(
    cursor: Any, tables: dict[str, TableSum], programs: Programs, line: BaseDatabaseWrapper, dump: Path
) -> Manifest:
    """The manifest of a dump that has just been written."""
    cursor.execute("SELECT app || '.' || name FROM django_migrations ORDER BY 1")
    return Manifest(
        made_at=timezone.now().isoformat(
            timespec="seconds"
        ),  # the real clock: the demo's may have been moved
        coproduce=own_version(),
        server=server_version(line),
        programs=programs.version,
        migrations=[name for (name,) in cursor.fetchall()],
        tables=tables,
        left_out=LEFT_OUT,
        dump_sha256=sha256_of(dump),
    )


def server_version(line: BaseDatabaseWrapper) -> int:
    """The major version of the server at the other end."""
    return int(line.pg_version) // 10_000  # type: ignore[attr-defined]


def own_version() -> str:
    """The version of Coproduce, for whoever restores it later."""
    try:
        return version("coproduce")
    except PackageNotFoundError:  # run from the checkout, not installed as a package
        return "unreleased"
