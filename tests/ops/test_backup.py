"""The parts of a backup, each by itself: which programs, what is left out, what a damaged or newer file does."""

import io
import json
import stat
import tarfile
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from coproduce.backup import bring_back, programs
from coproduce.backup.archive import DUMP, MANIFEST, Manifest, read_archive, sha256_of, write_archive
from coproduce.backup.files import FILES, FileSum, Store, put_back, refuse_unless_empty
from coproduce.backup.problems import BackupProblem
from coproduce.backup.programs import Programs, environment, fitting
from coproduce.backup.sums import LEFT_OUT, TableSum, differences, table_sums
from members.models import Message, SiteState
from tests.factories.members import make_member, make_need


def make_manifest(**fields: object) -> Manifest:
    """The manifest of a small backup."""
    values = {
        "made_at": "2026-11-23T10:00:00+00:00",
        "coproduce": "0.1.0",
        "server": 18,
        "programs": 18,
        "migrations": ["members.0001_first"],
        "tables": {"members_member": TableSum(rows=2, sum="1/2")},
        "left_out": LEFT_OUT,
        "dump_sha256": "",
    }
    return Manifest(**{**values, **fields})  # type: ignore[arg-type]


PLACE, LOST = "ab/" + "ab" * 16, "cd/" + "cd" * 16


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A whole backup file, with something that stands for a dump, one file, and one that was lost before."""
    dump = tmp_path / DUMP
    dump.write_bytes(b"rows and rows")
    store = Store(tmp_path / "store", [PLACE, LOST])
    (store.root / PLACE).parent.mkdir(parents=True)
    (store.root / PLACE).write_bytes(b"our leaflet")
    file = tmp_path / "monday"
    assert list(write_archive(file, make_manifest(dump_sha256=sha256_of(dump)), dump, store)) == [PLACE]
    return file


def make_program(folder: Path, name: str, version: str) -> None:
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}'\n")
    program.chmod(0o755)


@pytest.fixture
def three_versions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with PostgreSQL 13, 15 and 17, and half of a 16."""
    for number in (13, 15, 17):
        make_program(tmp_path / str(number), "pg_dump", f"{number}.4")
        make_program(tmp_path / str(number), "pg_restore", f"{number}.4 (Debian {number}.4-1)")
    make_program(tmp_path / "16", "pg_dump", "16.1")
    monkeypatch.setattr(programs, "folders", lambda: sorted(tmp_path.iterdir(), reverse=True))
    return tmp_path


@pytest.mark.parametrize(("server", "chosen"), [(12, 13), (13, 13), (14, 15), (16, 17), (17, 17)])
def test_fitting_takes_the_oldest_that_is_not_older_than_the_server(
    three_versions: Path, server: int, chosen: int
) -> None:
    assert fitting(at_least=server) == Programs(chosen, three_versions / str(chosen))


def test_fitting_says_what_to_install_when_all_are_older(three_versions: Path) -> None:
    with pytest.raises(BackupProblem) as refused:
        fitting(at_least=18)
    assert "sudo apt-get install postgresql-client-18" in str(refused.value)


def test_environment_carries_the_password_and_nothing_of_the_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "elsewhere")
    told = environment({"dbname": "coproduce", "password": "hush", "options": "-c x=y", "port": None})
    assert {name: value for name, value in told.items() if name.startswith("PG")} == {
        "PGDATABASE": "coproduce",
        "PGPASSWORD": "hush",
    }


def test_a_program_that_stops_is_quoted(tmp_path: Path) -> None:
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'no room on the disk' >&2\nexit 3\n")
    (tmp_path / "pg_dump").chmod(0o755)
    with pytest.raises(BackupProblem, match="^pg_dump 17 stopped:\nno room on the disk$"):
        Programs(17, tmp_path).run("pg_dump", [], {})


def test_everything_left_out_is_a_table_of_the_site() -> None:
    tables = {model._meta.db_table for model in apps.get_models()} | {settings.CACHES["default"]["LOCATION"]}
    assert sorted(set(LEFT_OUT) - tables) == []


def test_read_archive_gives_back_what_was_written(backup: Path, tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    manifest, dump, files = read_archive(backup, folder)
    assert manifest == make_manifest(dump_sha256=sha256_of(dump))
    assert dump.read_bytes() == b"rows and rows"
    assert files == {PLACE: FileSum(11, sha256(b"our leaflet").hexdigest())}


@pytest.mark.parametrize(
    ("written", "read"), [(b"rows and rows", b"rows and cows"), (b"our leaflet", b"our leaflex")]
)
def test_read_archive_refuses_a_damaged_dump_or_file(
    backup: Path, tmp_path: Path, written: bytes, read: bytes
) -> None:
    backup.write_bytes(backup.read_bytes().replace(written, read))
    with pytest.raises(BackupProblem, match="is damaged"):
        read_archive(backup, tmp_path)


@pytest.mark.parametrize("content", [b"", b"age-encryption.org/v1\n", b"\0" * 10_240])
def test_read_archive_refuses_what_is_no_backup(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(BackupProblem, match="is not a whole backup"):
        read_archive(tmp_path / "other", tmp_path)


def make_tar(folder: Path, kind: int, *, files: dict[str, bytes] | None = None) -> Path:
    """A backup put together by hand, of this kind of file."""
    (folder / DUMP).write_bytes(b"")
    manifest = replace(make_manifest(dump_sha256=sha256_of(folder / DUMP)), format=kind)
    (folder / MANIFEST).write_text(json.dumps(asdict(manifest)))
    target = folder / "by-hand"
    with tarfile.open(target, "w") as tar:
        tar.add(folder / MANIFEST, MANIFEST)
        tar.add(folder / DUMP, DUMP)
        for name, content in (files or {}).items():
            about = tarfile.TarInfo(name)
            about.size = len(content)
            tar.addfile(about, io.BytesIO(content))
    return target


def unpacked(tmp_path: Path) -> Path:
    folder = tmp_path / "unpacked"
    folder.mkdir()
    return folder


def test_read_archive_refuses_a_later_kind_of_file(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="made by a newer Coproduce"):
        read_archive(make_tar(tmp_path, 3), unpacked(tmp_path))


def test_read_archive_takes_a_backup_of_before_there_were_files(tmp_path: Path) -> None:
    _manifest, _dump, files = read_archive(make_tar(tmp_path, 1), unpacked(tmp_path))
    assert files == {}


def test_read_archive_refuses_a_backup_that_ends_before_its_files_do(tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match="is not a whole backup"):
        read_archive(make_tar(tmp_path, 2), unpacked(tmp_path))


@pytest.mark.parametrize(
    "name", ["files/../../etc/passwd", "files//etc/passwd", "files/ab/x", f"files/{PLACE}/.."]
)
def test_read_archive_refuses_names_that_lead_out_of_the_store(tmp_path: Path, name: str) -> None:
    made = make_tar(tmp_path, 2, files={name: b"x", FILES: b"{}"})
    with pytest.raises(BackupProblem, match="a strange name"):
        read_archive(made, unpacked(tmp_path))


def test_put_back_gives_files_that_only_their_owner_reads(backup: Path, tmp_path: Path) -> None:
    *_rest, files = read_archive(backup, unpacked(tmp_path))
    root = tmp_path / "copy" / "files"
    put_back(backup, root, files)
    assert (root / PLACE).read_bytes() == b"our leaflet"
    modes = [stat.S_IMODE(path.stat().st_mode) for path in (root, (root / PLACE).parent, root / PLACE)]
    assert modes == [0o700, 0o700, 0o600]


def test_put_back_says_which_file_is_not_what_was_backed_up(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupProblem, match=f"not what was backed up. Do not use the copy.\n  {PLACE}"):
        put_back(backup, tmp_path / "copy", {PLACE: FileSum(11, "0" * 64)})


def test_refuse_unless_empty_names_the_folder(backup: Path, tmp_path: Path) -> None:
    refuse_unless_empty(tmp_path / "nothing")
    with pytest.raises(BackupProblem, match="store, is not empty"):
        refuse_unless_empty(tmp_path / "store")


def test_table_sums_change_with_any_row(db: None) -> None:
    need = make_need(member=make_member(), words="A quiet room")
    make_need(member=make_member())
    with connection.cursor() as cursor:
        before = table_sums(cursor)
        need.words = "A quieter room"
        need.save()
        after = table_sums(cursor)
    assert before["members_need"].rows == 2
    assert [name for name in before if before[name] != after[name]] == ["members_need"]
    assert sorted(LEFT_OUT.keys() & before.keys()) == []


def test_differences_name_each_table() -> None:
    wanted = {"a": TableSum(1, "1/1"), "b": TableSum(2, "2/2"), "c": TableSum(0, "0/0")}
    found = {"a": TableSum(1, "1/1"), "b": TableSum(2, "2/3"), "d": TableSum(0, "0/0")}
    assert differences(wanted, found) == [
        "b: 2 rows (sum 2/2) in the backup, 2 rows (sum 2/3) now",
        "c: 0 rows (sum 0/0) in the backup, no such table now",
        "d: no such table in the backup, 0 rows (sum 0/0) now",
    ]


def test_hold_and_check_refuses_a_copy_that_differs_and_holds_it_all_the_same(db: None) -> None:
    member = make_member()
    now = member.joined_at
    message = Message.objects.create(
        key="drill", kind="drill", recipient=member, due_at=now, next_attempt_at=now, expires_at=now
    )
    with pytest.raises(BackupProblem, match="is not what was backed up. Do not use it"):
        bring_back.hold_and_check(make_manifest(), print)
    message.refresh_from_db()
    assert message.state == Message.State.HELD
    assert SiteState.objects.get().sending_held is True


def test_refuse_unless_ready_refuses_a_backup_of_newer_code(
    monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    monkeypatch.setattr(bring_back, "tables_and_others", lambda: (0, 0))
    manifest = make_manifest(migrations=["members.0001_first", "members.0999_later"])
    with pytest.raises(BackupProblem, match="it has members.0999_later, which this version does not know"):
        bring_back.refuse_unless_ready(manifest)
