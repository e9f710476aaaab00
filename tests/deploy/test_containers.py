"""Dockerfile and compose.yaml: what they copy and start exists, and what runs is guarded. Nothing is run here."""

import re
import shlex
from typing import Any

import pytest
import yaml

from tests.deploy.files import DEPLOY, ROOT, packages, settings_of, unknown_commands

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, Any] = COMPOSE["services"]
OURS = ["migrate", "web", "worker", "beat"]


def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's lines, with those that go on joined."""
    text = re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE).replace("\\\n", " ")
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in text.splitlines() if line.strip()]


def of(kind: str) -> list[str]:
    return [rest for name, rest in instructions() if name == kind]


def test_the_image_copies_what_exists() -> None:
    sources = [word for line in of("COPY") if "--from=" not in line for word in shlex.split(line)[:-1]]
    assert [source for source in sources if not (ROOT / source).exists()] == []
    let_in = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert set(sources) == let_in


def test_the_image_installs_the_lock_of_production_only() -> None:
    [install] = [line for line in of("RUN") if "pip install" in line]
    assert install.endswith("--require-hashes --only-binary :all: -r /tmp/requirements.txt")
    assert [line for line in of("COPY") if "requirements" in line] == [
        "requirements.txt /tmp/requirements.txt"
    ]


def test_the_image_does_not_run_as_root() -> None:
    kinds = [name for name, _rest in instructions()]
    assert of("USER") == ["coproduce"]
    assert "RUN" not in kinds[kinds.index("USER") :]


def test_the_image_starts_what_exists() -> None:
    assert of("CMD") == ['["gunicorn", "--config", "docs/deploy/gunicorn.conf.py", "coproduce.wsgi"]']
    assert "gunicorn" in packages()
    assert (DEPLOY / "gunicorn.conf.py").exists()
    assert unknown_commands((ROOT / "Dockerfile").read_text()) == []


def test_there_is_a_service_for_each_part_of_the_site() -> None:
    assert sorted(SERVICES) == ["beat", "migrate", "postgres", "proxy", "redis", "web", "worker"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_a_container_can_do_only_what_it_is_for(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "privileged" not in service


def test_only_the_proxy_is_open_to_the_world() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert {name for name, service in SERVICES.items() if service["networks"] == ["inside"]} == {
        "postgres",
        "redis",
    }


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - {"migrate"}))
def test_a_container_that_stays_says_how_it_is(name: str) -> None:
    assert "healthcheck" in SERVICES[name]


@pytest.mark.parametrize("name", OURS)
def test_a_container_of_the_site_starts_what_exists(name: str) -> None:
    command = " ".join(SERVICES[name].get("command", []))
    assert unknown_commands(command) == []
    assert not command or command.split()[0] in packages() | {"sh"}
    assert SERVICES[name]["image"] == "coproduce"


def test_jobs_may_take_longer_than_pages() -> None:
    """Decision 32: 10 seconds for the web, 120 for jobs and commands."""
    default = settings_of(DEPLOY / "env.example")["STATEMENT_TIMEOUT_SECONDS"]
    seconds = {name: SERVICES[name]["environment"].get("STATEMENT_TIMEOUT_SECONDS", default) for name in OURS}
    assert seconds == {"migrate": "120", "web": "10", "worker": "120", "beat": "120"}


def test_nothing_is_sent_before_the_tables_are_there() -> None:
    waits = {name: SERVICES[name]["depends_on"].get("migrate") for name in ("web", "worker", "beat")}
    assert waits == dict.fromkeys(["web", "worker", "beat"], {"condition": "service_completed_successfully"})


def test_compose_and_the_files_it_hands_in_exist() -> None:
    handed_in = [
        volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])
    ]
    assert [path for path in handed_in if path.startswith("./") and not (ROOT / path).exists()] == []
    named = {volume for volume in handed_in if not volume.startswith("./")}
    assert named == set(COMPOSE["volumes"])
