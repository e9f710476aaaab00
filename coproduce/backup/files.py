"""The files that people added, in a backup: written beside the dump, summed up, and put back where the site looks for them."""

import hashlib
import io
import json
import os
import re
import tarfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from coproduce.backup.problems import BackupProblem

FILES, FOLDER = "files.json", "files/"
PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{32}(_\w{1,20})?")  # as `place_of_file` makes them
AT_A_TIME = 1024 * 1024


@dataclass(frozen=True)
class FileSum:
    """One file: its size in bytes, and its SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class Store:
    """Where the site keeps files, and the places that rows of the database name, as of one instant."""

    root: Path
    places: list[str]


def places_named(cursor: Any) -> list[str]:
    """What the database says is in the store, within the cursor's transaction."""
    cursor.execute("SELECT content FROM projects_storedfile ORDER BY content")
    return [place for (place,) in cursor.fetchall()]


def write_files(tar: tarfile.TarFile, store: Store) -> dict[str, FileSum]:
    """Every file that a row names, then their sums. One that is gone from the disk is left out: somebody took it away
    after the database was written, or it was lost before. Nobody overwrites a file, so each is as it was.
    """
    sums = {}
    for place in store.places:
        try:
            file = (store.root / place).open("rb")
        except FileNotFoundError:
            continue
        with file:
            about = tar.gettarinfo(arcname=FOLDER + place, fileobj=file)
            about.mode, about.uid, about.gid, about.uname, about.gname = 0o600, 0, 0, "", ""
            summing = _Summing(file)
            tar.addfile(about, summing)  # type: ignore[arg-type]  # it reads and does nothing else
            sums[place] = FileSum(about.size, summing.sha256.hexdigest())
    listing = json.dumps({place: asdict(each) for place, each in sums.items()}).encode()
    about = tarfile.TarInfo(FILES)
    about.size, about.mode = len(listing), 0o600
    tar.addfile(about, io.BytesIO(listing))
    return sums


class _Summing:
    """A file that sums up what is read of it."""

    def __init__(self, file: Any) -> None:
        self.file, self.sha256 = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        part: bytes = self.file.read(size)
        self.sha256.update(part)
        return part


def read_files(tar: tarfile.TarFile) -> tuple[dict[str, FileSum], dict[str, FileSum]]:
    """The sums as they were written, and the sums of what is there. Raises KeyError and ValueError when it is not whole."""
    packed = tar.extractfile(FILES)
    if packed is None:
        raise KeyError(FILES)
    listed = {place: FileSum(**each) for place, each in json.load(packed).items()}
    found = {}
    for member in tar.getmembers():
        if member.name.startswith(FOLDER):
            found[_place(member)] = _sum_of(tar, member)
    return listed, found


def _place(member: tarfile.TarInfo) -> str:
    """Raises ValueError for a name that could lead out of the store, and for anything but a plain file."""
    place = member.name.removeprefix(FOLDER)
    if not member.isfile() or not PLACE.fullmatch(place):
        raise ValueError(f"a strange name: {member.name}")
    return place


def _sum_of(tar: tarfile.TarFile, member: tarfile.TarInfo) -> FileSum:
    file = tar.extractfile(member)
    if file is None:
        raise KeyError(member.name)
    with file:
        return FileSum(member.size, hashlib.file_digest(file, "sha256").hexdigest())  # type: ignore[arg-type]


def refuse_unless_empty(root: Path) -> None:
    """Raises BackupProblem when the store has files: the tidy job of a copy would clear away what its database does not name."""
    if root.is_dir() and any(root.iterdir()):
        raise BackupProblem(
            f"The folder for files, {root}, is not empty. A restore only goes into an empty one.\n"
            "Move it aside, or name another one in FILES_ROOT, then type the same command again."
        )


def put_back(source: Path, root: Path, sums: dict[str, FileSum]) -> None:
    """Unpack every file to its place, readable by its owner only, and look whether it is what was backed up.

    Raises BackupProblem when one is not.
    """
    if not sums:
        return
    with tarfile.open(source) as tar:
        for place in sums:
            target = root / place
            for folder in (root, target.parent):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _unpack(tar, tar.getmember(FOLDER + place), target)
    wrong = [place for place, wanted in sums.items() if _on_disk(root / place) != wanted]
    if wrong:
        listed = "\n  ".join(wrong)
        raise BackupProblem(f"These files are not what was backed up. Do not use the copy.\n  {listed}")


def _unpack(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    packed = tar.extractfile(member)
    if packed is None:
        raise BackupProblem(f"{member.name} is not in the backup.")
    with packed, os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while part := packed.read(AT_A_TIME):
            file.write(part)
        file.flush()
        os.fsync(file.fileno())


def _on_disk(path: Path) -> FileSum:
    with path.open("rb") as file:
        return FileSum(path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest())
