"""The systemd units: they parse, start what exists, and give a break-in little to do."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.files import DEPLOY, ROOT, packages, settings_of, systemd_units, unit, unknown_commands

SERVICES, TIMERS = systemd_units("service"), systemd_units("timer")
VENV = "/srv/coproduce/.venv/bin/"
GUARDS = {
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "User": "coproduce",
    "UMask": "0077",
}


def name_of(path: Path) -> str:
    return path.name


def test_there_is_a_unit_for_each_part_of_the_site() -> None:
    assert [path.stem.removeprefix("coproduce-") for path in SERVICES] == [
        "backup",
        "beat",
        "send",
        "web",
        "worker",
    ]
    assert [path.stem.removeprefix("coproduce-") for path in TIMERS] == ["backup", "send"]


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_a_service_can_do_only_what_it_is_for(path: Path) -> None:
    service = unit(path)["Service"]
    assert {name: service.get(name) for name in GUARDS} == GUARDS


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_a_service_may_write_where_files_are_kept(path: Path) -> None:
    """Everything else is read-only to it, so the store and the ledger have to lie in its own folder."""
    own = f"/var/lib/{unit(path)['Service']['StateDirectory']}/"
    kept = settings_of(DEPLOY / "env.example")
    assert [kept[name].startswith(own) for name in ("FILES_ROOT", "ERASURE_LEDGER")] == [True, True]


@pytest.mark.parametrize("path", SERVICES, ids=name_of)
def test_a_service_starts_something_that_exists(path: Path) -> None:
    command = unit(path)["Service"]["ExecStart"]
    [program] = [part.split()[0] for part in command.split(VENV)[1:]]
    assert program in packages() | {"python"}
    assert unknown_commands(command) == []
    assert "--config" not in command or (ROOT / command.split("--config ")[1].split()[0]).exists()


@pytest.mark.parametrize(
    ("name", "seconds"), [("web", "10"), ("worker", "120"), ("beat", "120"), ("send", "120")]
)
def test_a_statement_ends_in_good_time(name: str, seconds: str) -> None:
    """Decision 32: 10 seconds for the web, 120 for jobs and commands."""
    [path] = [path for path in SERVICES if path.stem == f"coproduce-{name}"]
    assert unit(path)["Service"]["Environment"] == f"STATEMENT_TIMEOUT_SECONDS={seconds}"


@pytest.mark.parametrize("path", TIMERS, ids=name_of)
def test_a_timer_has_a_service(path: Path) -> None:
    assert path.with_suffix(".service") in SERVICES
    assert unit(path)["Install"]["WantedBy"] == "timers.target"


def test_systemd_has_nothing_to_say_about_them(tmp_path: Path) -> None:
    """With systemd's own look at them where it is installed; the programs stand in for those of a real site."""
    verify = shutil.which("systemd-analyze")
    for path in [*SERVICES, *TIMERS]:
        text = path.read_text(encoding="utf-8")
        assert text.startswith("[Unit]\nDescription=Coproduce: ")
        (tmp_path / path.name).write_text(text.replace(VENV, f"{tmp_path}/"))
    for program in ("python", "gunicorn", "celery"):
        (tmp_path / program).write_text("#!/bin/sh\n")
        (tmp_path / program).chmod(0o755)
    if verify:
        said = subprocess.run(
            [verify, "verify", "--man=no", *(str(tmp_path / path.name) for path in [*SERVICES, *TIMERS])],
            capture_output=True,
            text=True,
        )
        about_ours = [line for line in said.stderr.splitlines() if "coproduce-" in line]
        assert about_ours == []
