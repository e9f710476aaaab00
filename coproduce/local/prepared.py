"""A cluster whose every new database already has the tables, so that a test run does not wait for the migrations.

PostgreSQL copies `template1` when it makes a database. Ours holds the migrated schema; Django's test runner then finds nothing
left to migrate. The prepared cluster is named after the content of all migrations and of the lock: whoever edits one gets a
new cluster, never a stale one.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from coproduce.local.places import ROOT, database_owner, passable, scratch
from coproduce.local.postgres import NAME, Postgres

KEPT = 3


def fingerprint() -> str:
    """Changes with any migration of ours, any package, and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in [ROOT / "requirements-dev.txt", *sorted(ROOT.glob("*/migrations/*.py"))]:
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@contextlib.contextmanager
def prepared_data(environment: dict[str, str]) -> Iterator[Path | None]:
    """The folder to copy, guarded from removal meanwhile. None when the migrations do not run: pytest will say why."""
    shelf = passable(scratch() / "prepared")
    wanted = shelf / fingerprint()
    with (shelf / "lock").open("w") as door:
        fcntl.flock(door, fcntl.LOCK_SH)
        if not wanted.exists():
            fcntl.flock(door, fcntl.LOCK_EX)
            if not wanted.exists():  # perhaps the one we waited for has made it
                make(wanted, environment)
            fcntl.flock(door, fcntl.LOCK_SH)
        yield wanted / "data" if wanted.exists() else None


def make(wanted: Path, environment: dict[str, str]) -> None:
    """Build it under another name, then rename: half a cluster is never copied."""
    print(
        "Preparing the test database (once for each change of the migrations).", file=sys.stderr, flush=True
    )
    half = wanted.with_suffix(".new")
    sockets = wanted.with_suffix(".s")
    for left in (half, sockets):
        shutil.rmtree(left, ignore_errors=True)
    postgres = Postgres(half, sockets, throw_away=True)
    postgres.start()
    try:
        address = postgres.url.replace(f"/{NAME}?", "/template1?")
        environment = {**os.environ, **environment, "DATABASE_URL": address, "REDIS_URL": "redis://localhost"}
        for command in ("migrate", "createcachetable"):
            done = subprocess.run(
                [sys.executable, ROOT / "manage.py", command, "-v", "0"], env=environment, capture_output=True
            )
            if done.returncode != 0:
                break
    finally:
        postgres.stop()
        shutil.rmtree(sockets, ignore_errors=True)
    if done.returncode != 0:
        shutil.rmtree(half, ignore_errors=True)
        return
    half.rename(wanted)
    forget_old(wanted.parent)


def forget_old(shelf: Path) -> None:
    """Keep the newest few, for those who switch between branches."""
    clusters = sorted(
        (path for path in shelf.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime
    )
    for old in clusters[:-KEPT]:
        shutil.rmtree(old, ignore_errors=True)


def copy(data: Path, folder: Path) -> None:
    """Into the folder of a cluster that has not started yet, owner and rights included."""
    database_owner().take(folder)
    subprocess.run(["cp", "-a", data, folder / "data"], check=True)
