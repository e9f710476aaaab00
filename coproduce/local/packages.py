"""Makes `.venv` from the locked list of packages. Runs before any package exists: standard library only, read by path."""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

OLDEST_PYTHON = (3, 11)
MARK = "coproduce-installed"  # written last: the venv is whole, and made from this lock
UNFINISHED = (
    "coproduce-unfinished"  # written first: whoever finds it knows that the maker was stopped half-way
)


def enter_venv(root: Path) -> None:
    """Go on inside `.venv`, made or mended first if need be. Does not return when it has to start Python again."""
    if sys.version_info < OLDEST_PYTHON:
        wanted = ".".join(map(str, OLDEST_PYTHON))
        sys.exit(f"Coproduce needs Python {wanted} or newer. This is {sys.version.split()[0]}.")
    venv = root / ".venv"
    inside = Path(sys.prefix).resolve() == venv.resolve()
    if not inside and packages_were_chosen():
        return
    lock = root / os.environ.get("COPRODUCE_LOCK", "requirements-dev.txt")
    if not is_ready(venv, lock):
        with only_one_maker(root):
            if not is_ready(venv, lock):  # perhaps the one we waited for has made it
                make(venv, lock)
                inside = False
    if not inside:
        sys.stdout.flush()
        os.execv(python_of(venv), [str(python_of(venv)), *sys.argv])


def packages_were_chosen() -> bool:
    """Somebody runs this in a Python of their own that has the packages: an image, another venv."""
    if os.environ.get("COPRODUCE_NO_VENV"):
        return True
    return sys.prefix != sys.base_prefix and importlib.util.find_spec("django") is not None


def python_of(venv: Path) -> Path:
    """The venv's own Python."""
    return venv / "bin" / "python"


def mark_for(lock: Path) -> str:
    """What the mark says when the venv was made from this lock, for this Python."""
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    return f"{digest} python{sys.version_info.major}.{sys.version_info.minor}"


def is_ready(venv: Path, lock: Path) -> bool:
    """Whether the venv is whole and made from this very lock."""
    try:
        return (venv / MARK).read_text() == mark_for(lock) and python_of(venv).exists()
    except FileNotFoundError:
        return False


@contextlib.contextmanager
def only_one_maker(root: Path) -> Iterator[None]:
    """Demo and test may both be started on a fresh machine: the second waits for the first."""
    try:
        (root / ".local").mkdir(exist_ok=True)
        lock_file = (root / ".local" / "packages.lock").open("w")
    except OSError as error:
        sys.exit(
            f"The packages in .venv are missing or old, and this folder may not be written: {error}.\n"
            f"Type this as the owner of {root}:  python3 manage.py check"
        )
    with lock_file:
        try:
            fcntl.flock(lock_file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Another command is installing the packages. Waiting for it.", file=sys.stderr, flush=True)
            fcntl.flock(lock_file, fcntl.LOCK_EX)
        # pip holds the lock too: when we are killed it goes on for a while, and nobody may build beside it.
        os.set_inheritable(lock_file.fileno(), True)
        yield


def make(venv: Path, lock: Path) -> None:
    """Bring the venv to the state of the lock. On a mishap the half-made venv goes, and the text says what to type."""
    mark, unfinished = venv / MARK, venv / UNFINISHED
    mark_text = mark_for(lock)
    if unfinished.exists() or not python_works(venv):
        shutil.rmtree(venv, ignore_errors=True)
    fresh = not venv.exists()
    try:
        if fresh:
            make_empty(venv)
        unfinished.touch()
        mark.unlink(missing_ok=True)
        install(venv, lock)
    except BaseException:
        if fresh:
            shutil.rmtree(venv, ignore_errors=True)
        raise
    unfinished.unlink()
    half_written = mark.with_suffix(".new")
    half_written.write_text(mark_text)
    half_written.replace(mark)


def python_works(venv: Path) -> bool:
    """Whether it has a Python of this version, with pip. A folder copied from elsewhere, or an upgraded Python, has not."""
    question = f"import pip, sys; sys.exit(sys.version_info[:2] != {sys.version_info[:2]})"
    try:
        answer = subprocess.run([python_of(venv), "-c", question], capture_output=True)
    except OSError:
        return False
    return answer.returncode == 0


def make_empty(venv: Path) -> None:
    """A venv with nothing but pip. Ends the program with what to type when Python cannot make one."""
    print("Making .venv, a folder for the packages (5 to 10 seconds).", file=sys.stderr, flush=True)
    made = subprocess.run(
        [base_python(), "-m", "venv", venv],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        close_fds=False,
    )
    if made.returncode != 0:
        said = made.stdout.strip()
        sys.exit(
            f"{said}\n\nPython could not make .venv. On Debian and Ubuntu the missing part is called python3-venv.\n"
            f"Type:  {'sudo ' if os.geteuid() else ''}apt-get install python3-venv\n"
            "Then the same command again."
        )


def base_python() -> str:
    """The system's Python, also when we run in the very venv that has to be made anew."""
    return getattr(sys, "_base_executable", None) or sys.executable


def install(venv: Path, lock: Path) -> None:
    """Install exactly what the lock names. Ends the program with pip's last words when that does not work."""
    wanted = sum(
        1 for line in lock.read_text().splitlines() if "==" in line and not line.lstrip().startswith("#")
    )
    print(f"Installing {wanted} packages into .venv (20 to 60 seconds, once).", file=sys.stderr, flush=True)
    pip = subprocess.Popen(
        [
            python_of(venv), "-m", "pip", "install", "--require-hashes", "--no-input",
            "--disable-pip-version-check", "--progress-bar", "off", "-r", lock,
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        close_fds=False,
    )  # fmt: skip
    said = []
    with pip:
        for line in pip.stdout or ():
            said.append(line)
            if sys.stderr.isatty() and line.startswith("Collecting"):
                done = sum(earlier.startswith("Collecting") for earlier in said)
                print(f"\r  {done} of {wanted}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print("\r" + " " * 30 + "\r", end="", file=sys.stderr, flush=True)
    if pip.returncode != 0:
        last_words = "".join(said[-12:])
        sys.exit(
            f"{last_words}\nThe packages could not be installed. The first time needs the network, later times do not.\n"
            f"Look at the lines above, then type the same command again. By hand it is:\n"
            f"  python3 -m venv .venv && .venv/bin/pip install --require-hashes -r {lock.name}"
        )
