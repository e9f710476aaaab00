import fcntl
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.local import packages

ROOT = Path(__file__).parents[2]


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    path = tmp_path / "requirements-dev.txt"
    path.write_text("django==5.2 \\\n    --hash=sha256:0\n")
    return path


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for a venv, made of this very Python instead of a new one."""

    def make_empty(folder: Path) -> None:
        (folder / "bin").mkdir(parents=True)
        packages.python_of(folder).write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
        packages.python_of(folder).chmod(0o755)

    monkeypatch.setattr(packages, "make_empty", make_empty)
    monkeypatch.setattr(packages, "install", lambda venv, lock: None)
    return tmp_path / ".venv"


def test_is_ready_after_it_was_made(venv: Path, lock: Path) -> None:
    before = packages.is_ready(venv, lock)

    packages.make(venv, lock)

    assert (before, packages.is_ready(venv, lock)) == (False, True)
    assert not (venv / packages.UNFINISHED).exists()


def test_is_ready_no_longer_when_the_lock_changes(venv: Path, lock: Path) -> None:
    packages.make(venv, lock)

    lock.write_text(lock.read_text() + "celery==5.7\n")

    assert packages.is_ready(venv, lock) is False


def test_is_ready_no_longer_when_the_systems_python_is_gone(venv: Path, lock: Path) -> None:
    packages.make(venv, lock)

    packages.python_of(venv).unlink()
    packages.python_of(venv).symlink_to("/nowhere/python")

    assert packages.is_ready(venv, lock) is False


def test_make_keeps_a_venv_that_works(venv: Path, lock: Path) -> None:
    packages.make(venv, lock)
    (venv / "kept").touch()
    lock.write_text("celery==5.7\n")

    packages.make(venv, lock)

    assert (venv / "kept").exists()
    assert packages.is_ready(venv, lock)


def test_make_begins_again_when_the_last_maker_was_killed(venv: Path, lock: Path) -> None:
    packages.make(venv, lock)
    (venv / packages.UNFINISHED).touch()
    (venv / "half a package").touch()
    lock.write_text("celery==5.7\n")

    packages.make(venv, lock)

    assert not (venv / "half a package").exists()
    assert packages.is_ready(venv, lock)


def test_make_leaves_nothing_of_a_first_try_that_did_not_work(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "install", lambda venv, lock: sys.exit("no network"))

    with pytest.raises(SystemExit, match="no network"):
        packages.make(venv, lock)

    assert not venv.exists()


def test_make_tries_again_after_an_update_that_did_not_work(
    venv: Path, lock: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages.make(venv, lock)
    lock.write_text("celery==5.7\n")
    monkeypatch.setattr(packages, "install", lambda venv, lock: sys.exit("no network"))

    with pytest.raises(SystemExit, match="no network"):
        packages.make(venv, lock)

    assert packages.is_ready(venv, lock) is False
    assert (venv / packages.UNFINISHED).exists()


def test_make_empty_says_what_to_type_where_debian_left_venv_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = subprocess.CompletedProcess([], returncode=1, stdout="ensurepip is not available.")
    monkeypatch.setattr(packages.subprocess, "run", lambda *args, **options: said)
    monkeypatch.setattr(packages.os, "geteuid", lambda: 1000)

    with pytest.raises(SystemExit) as problem:
        packages.make_empty(tmp_path / ".venv")

    assert str(problem.value).splitlines() == [
        "ensurepip is not available.",
        "",
        "Python could not make .venv. On Debian and Ubuntu the missing part is called python3-venv.",
        "Type:  sudo apt-get install python3-venv",
        "Then the same command again.",
    ]


def test_install_says_what_to_type_where_pip_does_not_get_through(tmp_path: Path, lock: Path) -> None:
    pip = tmp_path / ".venv" / "bin" / "python"
    pip.parent.mkdir(parents=True)
    pip.write_text("#!/bin/sh\necho 'ERROR: no route to host'\nexit 1\n")
    pip.chmod(0o755)

    with pytest.raises(SystemExit) as problem:
        packages.install(tmp_path / ".venv", lock)

    assert str(problem.value).splitlines() == [
        "ERROR: no route to host",
        "",
        "The packages could not be installed. The first time needs the network, later times do not.",
        "Look at the lines above, then type the same command again. By hand it is:",
        "  python3 -m venv .venv && .venv/bin/pip install --require-hashes -r requirements-dev.txt",
    ]


def test_enter_venv_refuses_an_old_python(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "OLDEST_PYTHON", (99, 1))

    with pytest.raises(SystemExit) as problem:
        packages.enter_venv(tmp_path)

    assert str(problem.value) == f"Coproduce needs Python 99.1 or newer. This is {sys.version.split()[0]}."


def test_enter_venv_makes_none_where_the_packages_were_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPRODUCE_NO_VENV", "1")

    packages.enter_venv(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_second_maker_waits_until_the_first_is_done(tmp_path: Path) -> None:
    """Demo and test started together on a fresh machine: one installs, the other finds it done."""
    program = (
        "import sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from coproduce.local import packages\n"
        "with packages.only_one_maker(Path(sys.argv[2])): print('in')\n"
    )
    with packages.only_one_maker(tmp_path):
        second = subprocess.Popen(
            [sys.executable, "-c", program, str(ROOT), str(tmp_path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert second.stderr is not None
        waiting = second.stderr.readline()
        still_there = second.poll() is None
    with second:
        said, _ = second.communicate()

    assert waiting == "Another command is installing the packages. Waiting for it.\n"
    assert (still_there, said) == (True, "in\n")


def test_what_a_killed_maker_started_still_keeps_others_out(tmp_path: Path) -> None:
    with packages.only_one_maker(tmp_path):
        pip = subprocess.Popen(["cat"], stdin=subprocess.PIPE, close_fds=False)
    # Here the maker's own lock is gone, as after a kill.
    with (tmp_path / ".local" / "packages.lock").open("w") as door:
        with pytest.raises(BlockingIOError):
            fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
        with pip:
            pip.communicate()
        fcntl.flock(door, fcntl.LOCK_EX | fcntl.LOCK_NB)
