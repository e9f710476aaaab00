import os
import shutil
from pathlib import Path

import pytest

from coproduce.local import places
from coproduce.local.problems import LocalProblem


def test_run_is_gone_after_it_was_removed(state: Path) -> None:
    run = places.Run()
    (run.folder / "file").touch()

    run.remove()

    assert not run.folder.exists()


def test_a_new_run_removes_what_a_killed_one_left_and_nothing_else(state: Path) -> None:
    living = places.Run()
    killed = places.Run()
    killed._lock.close()  # what the kernel does when the process dies

    new = places.Run()

    assert [run.folder.exists() for run in (living, killed, new)] == [True, False, True]
    living.remove()
    new.remove()


def test_scratch_refuses_a_folder_that_somebody_else_may_write(state: Path) -> None:
    places.scratch().chmod(0o777)

    with pytest.raises(LocalProblem) as problem:
        places.scratch()

    folder = next(state.glob("coproduce-*"))
    assert (
        str(problem.value)
        == f"{folder} belongs to somebody else. Remove it, then type the same command again."
    )


def test_scratch_refuses_a_link_that_leads_elsewhere(state: Path, tmp_path: Path) -> None:
    folder = places.scratch()
    shutil.rmtree(folder)
    folder.symlink_to(tmp_path)

    with pytest.raises(LocalProblem, match="belongs to somebody else"):
        places.scratch()


def test_scratch_can_be_passed_through_whatever_the_umask(state: Path) -> None:
    before = os.umask(0o077)
    try:
        folder = places.scratch()
    finally:
        os.umask(before)

    assert oct(folder.stat().st_mode & 0o777) == "0o711"


def test_sockets_have_short_paths(monkeypatch: pytest.MonkeyPatch) -> None:
    """A unix socket's path ends at 107 letters on Linux, 103 on macOS."""
    monkeypatch.delenv("COPRODUCE_STATE", raising=False)

    deepest = Path("x" * places.LONGEST) / "runs" / "tmp12345678" / "postgres" / ".s.PGSQL.5432"

    assert len(str(places.scratch())) < places.LONGEST - 10  # the number of an account may have ten digits
    assert len(str(deepest)) <= 103


def test_scratch_explains_a_place_with_too_long_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COPRODUCE_STATE", f"/var/tmp/{'x' * 50}")

    with pytest.raises(LocalProblem, match="is too long a name"):
        places.scratch()


def test_database_owner_explains_an_account_without_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 3_999_999)

    with pytest.raises(LocalProblem) as problem:
        places.database_owner()

    assert str(problem.value).splitlines()[0] == (
        "This account (number 3999999) has no line in /etc/passwd, and PostgreSQL needs one."
    )
