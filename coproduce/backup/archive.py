"""The file that a backup is: a tar with `manifest.json` first, pg_dump's own file after it, then the files that people added,
and last `files.json` with their sums, which are made while the files are written."""

import hashlib
import json
import os
import shutil
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coproduce.backup.files import FileSum, Store, read_files, write_files
from coproduce.backup.problems import BackupProblem
from coproduce.backup.sums import TableSum

MANIFEST, DUMP = "manifest.json", "database.dump"
FORMAT = 2  # 1: without files


@dataclass(frozen=True)
class Manifest:
    """What is in the backup, made in the same snapshot of the database as the dump."""

    made_at: str
    coproduce: str
    server: int  # major version of PostgreSQL that it came from
    programs: int  # major version of pg_dump that wrote it
    migrations: list[str]  # "members.0001_first"
    tables: dict[str, TableSum]
    left_out: dict[str, str]
    dump_sha256: str
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """Rows of all tables together."""
        return sum(table.rows for table in self.tables.values())


def write_archive(target: Path, manifest: Manifest, dump: Path, store: Store) -> dict[str, FileSum]:
    """Readable by its owner only. Returns the sums of the files that are in it."""
    listing = dump.with_name(MANIFEST)
    listing.write_text(json.dumps(asdict(manifest), indent=1))
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            tar.add(listing, MANIFEST)
            tar.add(dump, DUMP)
            sums = write_files(tar, store)
        file.flush()
        os.fsync(file.fileno())
    return sums


def read_archive(source: Path, folder: Path) -> tuple[Manifest, Path, dict[str, FileSum]]:
    """The manifest, the dump unpacked into the folder, and the sums of the files, which stay packed.

    Raises BackupProblem when it is not whole.
    """
    try:
        with tarfile.open(source) as tar:
            for name in (MANIFEST, DUMP):
                _unpack(tar, name, folder / name)
            found = json.loads((folder / MANIFEST).read_text())
            listed, sums = read_files(tar) if found.get("format") == FORMAT else ({}, {})
    except (tarfile.TarError, KeyError, TypeError, ValueError) as error:
        raise BackupProblem(
            f"{source} is not a whole backup of Coproduce ({error}).\n"
            "If it was encrypted, decrypt it first: docs/backup.md says how."
        ) from error
    if found.get("format") not in (1, FORMAT):
        raise BackupProblem(f"{source} was made by a newer Coproduce. Restore it with that version.")
    manifest = from_json(found)
    if sha256_of(folder / DUMP) != manifest.dump_sha256 or listed != sums:
        raise BackupProblem(
            f"{source} is damaged: its contents are not what was written. Take an older backup."
        )
    return manifest, folder / DUMP, sums


def _unpack(tar: tarfile.TarFile, name: str, target: Path) -> None:
    packed = tar.extractfile(name)
    if packed is None:
        raise KeyError(name)
    with packed, target.open("wb") as file:
        shutil.copyfileobj(packed, file)


def from_json(found: dict[str, Any]) -> Manifest:
    """The manifest as it was before it was written down."""
    return Manifest(
        **{**found, "tables": {name: TableSum(**table) for name, table in found["tables"].items()}}
    )


def sha256_of(path: Path) -> str:
    """The file's SHA-256, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
