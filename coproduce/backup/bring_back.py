"""Bringing a backup back: into an empty database and an empty folder, checked, held, and with those who were erased erased
again."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader

from coproduce.backup.archive import Manifest, read_archive
from coproduce.backup.files import put_back, refuse_unless_empty
from coproduce.backup.make import server_version
from coproduce.backup.problems import BackupProblem
from coproduce.backup.programs import fitting
from coproduce.backup.sums import differences, table_sums
from coproduce.privacy import replay_erasures

Say = Callable[[str], object]


@dataclass(frozen=True)
class Outcome:
    """What a restore found and did, for whoever has to go on from there."""

    manifest: Manifest
    held: int  # messages
    open_rounds: int
    erased: int = 0  # people who are in the ledger and came back with the backup
    has_ledger: bool = False
    files: int = 0


# Only what a copy of the past must not do again. In SQL, because an old backup may lack columns that the models have by now.
HOLD = """
WITH held AS (
    UPDATE members_message SET state = 'held', lease_until = NULL, lease_token = NULL
    WHERE state IN ('waiting', 'sending') RETURNING 1
), switch AS (
    UPDATE members_sitestate SET sending_held = true RETURNING 1
)
SELECT (SELECT count(*) FROM held), (SELECT count(*) FROM principles_pulseround WHERE status = 'open'),
       (SELECT count(*) FROM switch)
"""


def bring_back(source: Path, say: Say) -> Outcome:
    """Restore the file into the site's database and folder for files, both empty, and hold every message (promise R10).

    Raises BackupProblem when the file, the database or the outcome is not as it should be.
    """
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        say("Reading the backup.")
        manifest, dump, files = read_archive(source, Path(folder))
        refuse_unless_ready(manifest)
        refuse_unless_empty(Path(settings.FILES_ROOT))
        programs = fitting(at_least=max(manifest.programs, server_version(connection)))
        say(
            f"Writing {manifest.rows} rows in {len(manifest.tables)} tables with pg_restore {programs.version}."
        )
        arguments = ["--single-transaction", "--no-owner", "--no-privileges", "--dbname=", str(dump)]
        programs.run("pg_restore", arguments, connection.get_connection_params())
    outcome = hold_and_check(manifest, say)
    say(f"Putting {len(files)} files back.")
    put_back(source, Path(settings.FILES_ROOT), files)
    say("Bringing the tables up to this version.")
    call_command("migrate", verbosity=0, interactive=False)
    say("Erasing again who is in the ledger of erasures.")
    return replace(
        outcome,
        erased=replay_erasures(),
        has_ledger=Path(settings.ERASURE_LEDGER).exists(),
        files=len(files),
    )


def refuse_unless_ready(manifest: Manifest) -> None:
    """Raises BackupProblem, before anything is changed."""
    tables, others = tables_and_others()
    name = connection.settings_dict["NAME"]
    if tables:
        raise BackupProblem(
            f"The database {name} is not empty: it has {tables} tables. A restore only goes into an empty one.\n"
            f"Make one (createdb {name}_restored) and name it in DATABASE_URL, then type the same command again."
        )
    if others:
        raise BackupProblem(
            f"{others} other programs are connected to the database {name}. Stop web, worker and beat first:\n"
            "they could send messages from the copy before it is held."
        )
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    unknown = sorted(set(manifest.migrations) - known)
    if unknown:
        raise BackupProblem(
            f"This backup was made by a newer Coproduce: it has {unknown[-1]}, which this version does not know.\n"
            f"Restore it with version {manifest.coproduce} or newer."
        )


def tables_and_others() -> tuple[int, int]:
    """How many tables the database has, and how many other connections it serves."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
        )
        (tables,) = cursor.fetchone()
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        (others,) = cursor.fetchone()
    return tables, others


def hold_and_check(manifest: Manifest, say: Say) -> Outcome:
    """Compare with what was there when the backup was made, and hold the messages whatever comes out (promises P5 and R10)."""
    say("Checking counts and sums, and holding every message.")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        found = table_sums(cursor)
        cursor.execute(HOLD)
        held, open_rounds, _switches = cursor.fetchone()
    wrong = differences(manifest.tables, found)
    if wrong:
        listed = "\n  ".join(wrong)
        raise BackupProblem(f"The restored database is not what was backed up. Do not use it.\n  {listed}")
    return Outcome(manifest=manifest, held=held, open_rounds=open_rounds)
