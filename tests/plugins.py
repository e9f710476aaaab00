"""Chromium for the browser tests: which one, how it is started, and what happens where there is none. And who runs which test."""

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO = "no Chromium found. Type:  sudo apt-get install --no-install-recommends chromium  (or set CHROMIUM=/path/to/it)"
ARGUMENTS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]

SPREAD = "tests/projects/test_pages_in_browser.py"  # each of its sets of pages takes as long as many files


class FileByFile(LoadFileScheduling):
    """A file's tests stay in one process, in their order: what it sets up is set up once, and no two of its tests meet."""

    def _split_scope(self, nodeid: str) -> str:
        return nodeid if nodeid.startswith(SPREAD) else super()._split_scope(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FileByFile | None:
    """With `--dist loadfile`. (The marks of `loadgroup` come to nothing in pytest 9 with pytest-xdist 3.8.)"""
    return FileByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def find_chromium() -> str | None:
    """The path of a Chromium: the one in CHROMIUM, else one from PATH. None when there is none."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen if Path(chosen).exists() else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


def must_run_browser_tests() -> bool:
    """In CI a skipped browser test is a failure: it would look like a passed one."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


@pytest.fixture(scope="session")
def chromium_path() -> str:
    path = find_chromium()
    if path is None:
        pytest.skip(HOW_TO)
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_path: str) -> dict[str, Any]:
    """Overrides pytest-playwright's own: the system's Chromium instead of a downloaded one."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": chromium_path, "args": [*ARGUMENTS, *as_root], "headless": True}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark whatever opens a page as a browser test; without Chromium skip it, and say so."""
    missing = find_chromium() is None
    for item in items:
        if {"page", "browser", "context"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)
            if missing:
                item.add_marker(pytest.mark.skip(reason=HOW_TO))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    skipped = skipped_for_want_of_chromium(terminalreporter)
    if skipped:
        terminalreporter.section("browser tests", sep="-")
        terminalreporter.write_line(f"{skipped} browser tests did not run: {HOW_TO}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Only the process that reports decides: under xdist the workers have no terminal."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if (
        must_run_browser_tests()
        and reporter
        and skipped_for_want_of_chromium(reporter)
        and session.exitstatus == 0
    ):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def skipped_for_want_of_chromium(reporter: Any) -> int:
    return sum(HOW_TO in str(report.longrepr) for report in reporter.stats.get("skipped", []))
