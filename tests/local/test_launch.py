import contextlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.local import launch, postgres

ROOT = Path(__file__).parents[2]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no server, as on a machine where somebody types a command."""
    for name in (
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "SECRET_KEY",
        "ALLOWED_HOSTS",
        "SITE_URL",
        "MAIL_SINK_DIR",
    ):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setitem(os.environ, name, "")  # so that it is put back afterwards
        del os.environ[name]


@pytest.mark.usefixtures("bare")
def test_a_command_without_a_database_gets_settings_and_no_servers(state: Path) -> None:
    with contextlib.ExitStack() as stack:
        launch.lend_servers(stack, start=False)

        found = (os.environ["DATABASE_URL"], os.environ["SITE_URL"])

    assert found == ("postgres:///coproduce", "http://localhost:8000")
    assert list(state.glob("coproduce-*/demo")) == []


@pytest.mark.usefixtures("bare")
def test_a_site_without_the_local_servers_is_left_to_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """In production nothing is started: the settings say which variable is missing."""
    monkeypatch.setattr(postgres, "PACKAGE", "no_such_wheel")

    with contextlib.ExitStack() as stack:
        launch.lend_servers(stack, start=True)

    assert "DATABASE_URL" not in os.environ


@pytest.mark.usefixtures("bare")
def test_what_the_caller_set_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://coproduce.example.org")

    with contextlib.ExitStack() as stack:
        launch.lend_servers(stack, start=False)

    assert os.environ["SITE_URL"] == "https://coproduce.example.org"


def test_end_kindly_leaves_with_the_usual_code() -> None:
    with pytest.raises(SystemExit) as end:
        launch.end_kindly(15, None)

    assert end.value.code == 143


def test_a_missing_setting_is_said_in_one_line() -> None:
    """As on a real site, where nothing is started."""
    environment = {**os.environ, "COPRODUCE_NO_VENV": "1", "SITE_URL": ""}

    done = subprocess.run(
        [sys.executable, ROOT / "manage.py", "showmigrations"],
        env=environment,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stderr.strip()) == (
        1,
        "SITE_URL is not set. Set it like this: SITE_URL='https://coproduce.example.org'",
    )
