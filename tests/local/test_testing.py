from pathlib import Path

import pytest

from coproduce.local import prepared, testing


@pytest.mark.parametrize(
    ("typed", "given"),
    [
        ([], ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]),
        (["-x"], ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-x"]),
        (["-n", "0"], ["-n", "0"]),
        (["-n4"], ["-n4"]),
        (["--pdb"], ["--pdb"]),
        ([__file__], [__file__]),
        ([f"{__file__}::test_x", "-x"], [f"{__file__}::test_x", "-x"]),
        (["-k", "claim"], ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder", "-k", "claim"]),
    ],
)
def test_with_defaults_uses_two_processes_for_the_whole_suite(typed: list[str], given: list[str]) -> None:
    assert testing.with_defaults(typed) == given


def test_fingerprint_changes_with_a_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    migration = tmp_path / "members" / "migrations" / "0001_first.py"
    migration.parent.mkdir(parents=True)
    migration.write_text("one")
    (tmp_path / "requirements-dev.txt").touch()
    monkeypatch.setattr(prepared, "ROOT", tmp_path)

    before, again = prepared.fingerprint(), prepared.fingerprint()
    migration.write_text("two")

    assert before == again
    assert prepared.fingerprint() != before


def test_forget_old_keeps_the_newest(tmp_path: Path) -> None:
    import os

    for age, name in enumerate(["newest", "newer", "old", "older", "oldest"]):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))

    prepared.forget_old(tmp_path)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["newer", "newest", "old"]
