"""The restore drill (promises P5 and R10): a backup of a living site, brought back into an empty database by real commands."""

import json
import os
import re
import stat
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest

from coproduce.backup.archive import MANIFEST, from_json
from coproduce.backup.sums import LEFT_OUT, TableSum, table_sums
from tests.ops.databases import ROOT, OwnDatabase, own_database

ERASE_JO = """
import django; django.setup()
from coproduce.privacy import erase_person
from members.models import Member
erase_person(Member.objects.get(email="jo@example.org"), by=None)
"""


@dataclass
class Drill:
    """A site, its backup, and the copy that was made from it."""

    site: OwnDatabase
    copy: OwnDatabase
    backup: Path
    before: dict[str, TableSum]  # of the site, when the backup was made
    said: str
    mail: Path


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Drill]:
    """Everything once, for all tests of this module: they only look."""
    folder = tmp_path_factory.mktemp("drill")
    backup = folder / "monday.backup"
    environment = {
        "DJANGO_SETTINGS_MODULE": "coproduce.settings",
        "EMAIL_URL": f"filemail:///{folder}/mail",
        "ERASURE_LEDGER": str(folder / "erasures.jsonl"),
    }
    stores = [str(folder / name) for name in ("site-files", "copy-files")]
    with (
        own_database("site", **environment, FILES_ROOT=stores[0]) as site,
        own_database("copy", **environment, FILES_ROOT=stores[1]) as copy,
    ):
        for words in (["migrate", "--verbosity=0"], ["createcachetable"]):
            done(site.command(*words))
        done(site.run("-m", "tests.ops.fill"))
        done(site.command("backup", "--to", str(backup)))
        before = sums_of(site)
        done(site.run("-c", ERASE_JO))
        yield Drill(
            site, copy, backup, before, done(copy.command("restore", "--from", str(backup))), folder / "mail"
        )


def done(process) -> str:  # type: ignore[no-untyped-def]
    """What the process said, after making sure that it ended well."""
    assert process.returncode == 0, process.stdout + process.stderr
    return str(process.stdout)


def sums_of(database: OwnDatabase) -> dict[str, TableSum]:
    line = psycopg2.connect(database.url)
    try:
        with line, line.cursor() as cursor:
            return table_sums(cursor)
    finally:
        line.close()


def test_P5_every_row_is_back(drill: Drill) -> None:
    """The restore compares the copy with the manifest by itself (test_backup.py); here the manifest with the site of then."""
    with tarfile.open(drill.backup) as tar:
        manifest = from_json(json.load(tar.extractfile(MANIFEST)))  # type: ignore[arg-type]
    assert manifest.tables == drill.before
    assert manifest.tables["members_need"].rows == 1
    for question in ("SELECT * FROM members_need", "SELECT * FROM members_privatereading"):
        assert drill.copy.rows(question) == drill.site.rows(question)


def test_P5_every_file_is_back(drill: Drill) -> None:
    """Three were there, and one row names a file that was lost before."""
    site, copy = (Path(database.environment["FILES_ROOT"]) for database in (drill.site, drill.copy))
    [(named,)] = drill.copy.rows("SELECT count(*) FROM projects_storedfile")
    assert (named, len(files_in(site)), files_in(copy)) == (4, 3, files_in(site))
    assert "and 3 files." in drill.said


def files_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_restore_refuses_a_folder_with_files_in_it(drill: Drill) -> None:
    store = drill.copy.environment["FILES_ROOT"]
    with own_database("files", **drill.copy.environment) as other:
        refused = other.command("restore", "--from", str(drill.backup))
        assert (
            refused.returncode,
            other.rows("SELECT 1 FROM pg_class WHERE relname = 'members_member'"),
        ) == (1, [])
    assert refused.stderr.startswith(f"CommandError: The folder for files, {store}, is not empty.")


def test_P5_the_copy_goes_on_with_new_numbers(drill: Drill) -> None:
    question = "SELECT max(id) FROM members_member"
    [(last,)] = drill.copy.rows(question)
    done(
        drill.copy.run(
            "-c",
            "import django; django.setup(); from tests.factories.members import make_member; make_member()",
        )
    )
    assert drill.copy.rows(question) == [(last + 1,)]


def test_P5_the_record_of_readings_is_still_closed(drill: Drill) -> None:
    with pytest.raises(psycopg2.errors.RaiseException):
        drill.copy.rows("UPDATE members_privatereading SET about = reader")


@pytest.mark.parametrize("table", sorted(LEFT_OUT))
def test_what_must_not_be_kept_is_not_in_the_backup(drill: Drill, table: str) -> None:
    question = f"SELECT count(*) FROM {table}"
    assert drill.site.rows(question) != [(0,)]
    assert drill.copy.rows(question) == [(0,)]


def test_P5_who_was_erased_since_the_backup_is_erased_in_the_copy(drill: Drill) -> None:
    for database in (drill.site, drill.copy):
        assert database.rows(
            "SELECT display_name, email FROM members_member WHERE erased_at IS NULL ORDER BY id LIMIT 1"
        ) == [("Sam", "sam@example.org")]
        [(erased,)] = database.rows(
            "SELECT members_member::text FROM members_member WHERE erased_at IS NOT NULL"
        )
        assert "Ünsal" not in erased
    assert "1 people had been erased since, and are erased again." in drill.said


def test_R10_a_restored_copy_sends_nothing_until_it_is_released(drill: Drill) -> None:
    assert drill.copy.rows("SELECT sending_held FROM members_sitestate") == [(True,)]
    states = "SELECT key, state FROM members_message ORDER BY key"
    held = [
        (key, "held" if state in {"waiting", "sending"} else state) for key, state in drill.site.rows(states)
    ]
    assert drill.copy.rows(states) == held
    assert "2 messages are held" in drill.said


def test_a_restore_says_what_a_person_has_to_do_next(drill: Drill) -> None:
    assert "- 1 rounds were open." in drill.said
    assert "- Then type:  python3 manage.py release_sending" in drill.said.splitlines()[-1]


def test_a_restore_refuses_a_database_with_something_in_it(drill: Drill) -> None:
    before = sums_of(drill.copy)
    refused = drill.copy.command("restore", "--from", str(drill.backup))
    assert refused.returncode == 1
    assert "is not empty" in refused.stderr
    assert sums_of(drill.copy) == before


def test_a_restore_refuses_while_others_could_send(drill: Drill) -> None:
    with own_database("used", **drill.copy.environment) as used:
        worker = psycopg2.connect(used.url)
        refused = used.command("restore", "--from", str(drill.backup))
        worker.close()
    assert refused.returncode == 1
    assert refused.stderr.startswith("CommandError: 1 other programs are connected")


def test_a_backup_never_overwrites_a_file(drill: Drill) -> None:
    before = drill.backup.read_bytes()
    refused = drill.site.command("backup", "--to", str(drill.backup))
    assert refused.stderr.startswith(f"CommandError: {drill.backup} is there already.")
    assert drill.backup.read_bytes() == before
    assert stat.S_IMODE(drill.backup.stat().st_mode) == 0o600
    assert [path.name for path in drill.backup.parent.iterdir() if path.name.startswith(".")] == []


def test_a_backup_goes_through_a_pipe_both_ways(drill: Drill) -> None:
    """As into and out of a program that encrypts."""
    store = str(drill.backup.with_name("piped-files"))
    with own_database("piped", **{**drill.copy.environment, "FILES_ROOT": store}) as piped:
        site, copy = (
            {**os.environ, **database.environment, "DATABASE_URL": database.url}
            for database in (drill.site, piped)
        )
        manage = [sys.executable, str(ROOT / "manage.py")]
        out = subprocess.run([*manage, "backup", "--to", "-"], env=site, capture_output=True, check=True)
        subprocess.run(
            [*manage, "restore", "--from", "-"], env=copy, input=out.stdout, capture_output=True, check=True
        )
        assert piped.rows("SELECT display_name FROM members_member ORDER BY id")[0] == ("Sam",)
        assert files_in(Path(store)) == files_in(Path(drill.site.environment["FILES_ROOT"]))


def test_R10_nothing_leaves_a_copy_before_somebody_releases_it(drill: Drill) -> None:
    """Last, because it changes the copy: the sender runs, a person releases, the sender runs again."""
    done(drill.copy.command("send_messages", "--once"))
    before = drill.copy.rows("SELECT count(*) FROM members_message WHERE state = 'sent'")
    assert (before, sent_from(drill.mail)) == ([(1,)], [])
    done(drill.copy.command("release_sending", "--send-all"))
    done(drill.copy.command("send_messages", "--once"))
    assert sent_from(drill.mail) == ["kim@example.org", "kim@example.org"]


def sent_from(folder: Path) -> list[str]:
    """To whom messages went out."""
    texts = [path.read_text() for path in folder.glob("*.log")]
    return [address for text in texts for address in re.findall(r"^To: (.*)$", text, re.MULTILINE)]
