"""Where things live on this machine: the demo's data, sockets, and the folders of single runs.

Two rules decide. A unix socket's path has to stay under 107 letters, so it cannot lie in the checkout. And PostgreSQL refuses
to run as root, so root runs it as `nobody`, who may not look into root's folders.
"""

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from coproduce.local.problems import LocalProblem

ROOT = Path(__file__).resolve().parent.parent.parent
LONGEST = (
    60  # letters of our scratch folder, which leaves room for "/runs/tmp12345678/postgres/.s.PGSQL.5432.lock"
)
OWN_SERVERS = (
    "Or use servers of your own, then none is started here:\n"
    "  DATABASE_URL=postgres://name:password@host/database REDIS_URL=redis://host:6379/0 python3 manage.py ..."
)


@dataclass(frozen=True)
class Owner:
    """Who runs PostgreSQL: we ourselves, or `nobody` when we are root. `uid` is None for ourselves."""

    uid: int | None = None
    gid: int | None = None

    def take(self, folder: Path) -> Path:
        """Make a folder that only this owner may enter."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.uid is not None and self.gid is not None:
            os.chown(folder, self.uid, self.gid)
        return folder


def database_owner() -> Owner:
    """Raises LocalProblem when the machine has no name for the account that would run PostgreSQL."""
    if os.geteuid() != 0:
        try:
            pwd.getpwuid(os.geteuid())
        except KeyError:
            raise LocalProblem(
                f"This account (number {os.geteuid()}) has no line in /etc/passwd, and PostgreSQL needs one.\n{OWN_SERVERS}"
            ) from None
        return Owner()
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        raise LocalProblem(
            "PostgreSQL does not run as root, and this machine has no account called nobody.\n"
            f"Type the same command as a plain user.\n{OWN_SERVERS}"
        ) from None
    return Owner(nobody.pw_uid, nobody.pw_gid)


def scratch() -> Path:
    """Our own short-named folder outside the checkout, one for each account and checkout.

    Raises LocalProblem when somebody else made it first: we would be trusting their files.
    """
    checkout = hashlib.sha256(os.fsencode(ROOT)).hexdigest()[:10]
    folder = parent() / f"coproduce-{os.geteuid()}-{checkout}"
    if len(os.fsencode(folder)) > LONGEST:
        raise LocalProblem(
            f"{folder} is too long a name: sockets lie below it, and theirs end at 107 letters.\n"
            "Type the same command with a shorter place in front:  COPRODUCE_STATE=/var/tmp python3 manage.py ..."
        )
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
    found = folder.lstat()
    if folder.is_symlink() or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise LocalProblem(f"{folder} belongs to somebody else. Remove it, then type the same command again.")
    return passable(folder)


def passable(folder: Path) -> Path:
    """Make a folder of ours that others may pass through, not look into: `nobody` has to reach what belongs to it."""
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)  # mkdir's own mode would be cut by the umask
    return folder


def parent() -> Path:
    """Where the scratch folder lies: COPRODUCE_STATE if that is set, else a place that survives a restart."""
    chosen = os.environ.get("COPRODUCE_STATE")
    if chosen:
        return Path(chosen)
    usual = Path("/var/tmp")
    return usual if os.access(usual, os.W_OK | os.X_OK) else Path(tempfile.gettempdir())


def demo_data() -> Path:
    """What the demo keeps between two starts: beside the code, or in our scratch folder for root and read-only code."""
    elsewhere = os.geteuid() == 0 or "COPRODUCE_STATE" in os.environ or not os.access(ROOT, os.W_OK)
    if elsewhere:
        return passable(scratch() / "demo")
    folder = ROOT / ".local" / "demo"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def demo_sockets() -> Path:
    """The folder of the demo's unix sockets."""
    return passable(scratch() / "demo-sockets")


class Run:
    """A throw-away folder for one run of the tests or of `demo --check`, removed at its end.

    It holds a lock while it lives. The kernel lets go of the lock when the process dies, however it dies, so the next run knows
    which folders nobody uses any more.
    """

    def __init__(self) -> None:
        runs = passable(scratch() / "runs")
        with (runs / "lock").open("w") as door:  # a run that is just being made is not a leftover
            fcntl.flock(door, fcntl.LOCK_EX)
            remove_leftovers(runs)
            self.folder = passable(Path(tempfile.mkdtemp(dir=runs)))
            self._lock = lock_now(self.folder / "alive")

    def remove(self) -> None:
        """The folder and all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._lock:
            self._lock.close()


def lock_now(path: Path) -> IO[str] | None:
    """The locked file, or None when somebody else holds it."""
    lock_file = path.open("w")
    try:
        fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock_file.close()
        return None
    return lock_file


def remove_leftovers(runs: Path) -> list[Path]:
    """Remove the folders of runs that were killed; return them. A PostgreSQL still in there sees it and stops."""
    removed = []
    for folder in sorted(runs.iterdir()):
        if not folder.is_dir():
            continue
        lock_file = lock_now(folder / "alive")
        if lock_file:
            shutil.rmtree(folder, ignore_errors=True)
            lock_file.close()
            removed.append(folder)
    return removed
