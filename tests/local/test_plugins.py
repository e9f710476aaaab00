import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import plugins

ROOT = Path(__file__).parents[2]
A_BROWSER_TEST = "def test_page(page):\n    assert False\n\ndef test_plain():\n    assert True\n"


def run_pytest(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The plugin alone, on one browser test and one plain one, without a Chromium."""
    (folder / "test_one.py").write_text(A_BROWSER_TEST)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = browser: x\n")
    return subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.plugins",
            "-p",
            "no:django",
            "-p",
            "no:valkey",
            "-q",
            folder,
        ],
        cwd=ROOT,
        env={**os.environ, "CHROMIUM": "/nowhere/chromium", **environment},
        capture_output=True,
        text=True,
    )


def test_browser_tests_are_skipped_and_named_where_there_is_no_chromium(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, CI="")

    assert done.returncode == 0
    assert f"1 browser tests did not run: {plugins.HOW_TO}" in done.stdout.splitlines()


def test_ci_does_not_pass_when_browser_tests_were_skipped(tmp_path: Path) -> None:
    done = run_pytest(tmp_path, CI="true")

    assert done.returncode == 1
    assert f"1 browser tests did not run: {plugins.HOW_TO}" in done.stdout.splitlines()


def test_find_chromium_takes_the_one_that_was_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)

    assert plugins.find_chromium() == sys.executable


def test_find_chromium_says_none_where_the_chosen_one_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    assert plugins.find_chromium() is None
