"""A real site's settings: every one is in env.example, and `check --deploy` has nothing to say about them (promise S9)."""

import os
import re
import secrets
import subprocess
import sys

import pytest

from tests.deploy.files import DEPLOY, ROOT, settings_of

EXAMPLE = DEPLOY / "env.example"
# Read by others than coproduce/settings.py: manage.py.
READ_ELSEWHERE = {"COPRODUCE_NO_VENV"}


def check_deploy(**changes: str) -> subprocess.CompletedProcess[str]:
    """`check --deploy` on a machine that has nothing but env.example and these changes."""
    return subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"],
        env={"PATH": os.environ["PATH"], **settings_of(EXAMPLE), **changes},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


def test_every_setting_is_in_the_example() -> None:
    source = (ROOT / "coproduce" / "settings.py").read_text()
    read = set(re.findall(r'(?:env\.[a-z]+|required)\(\s*"([A-Z_]+)"', source))
    assert read == set(settings_of(EXAMPLE, shown_defaults=True)) - READ_ELSEWHERE


def test_S9_check_deploy_has_nothing_to_say() -> None:
    checked = check_deploy(SECRET_KEY=secrets.token_urlsafe(50))
    assert (checked.returncode, checked.stdout.strip()) == (
        0,
        "System check identified no issues (0 silenced).",
    ), checked.stderr


def test_S9_the_key_of_the_example_is_refused() -> None:
    checked = check_deploy()
    assert checked.returncode == 1
    assert "(security.W009)" in checked.stderr


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("DEMO", "on", "coproduce.E001"),
        ("TESTING", "on", "coproduce.E002"),
        ("MAIL_SINK_DIR", "/var/lib/coproduce/mail", "coproduce.E003"),
        ("SITE_URL", "http://coproduce.example.org", "coproduce.E004"),
        ("FROM_EMAIL", "", "coproduce.W005"),
        ("ERASURE_LEDGER", str(ROOT / ".local" / "erasures.jsonl"), "coproduce.W006"),
        ("DEBUG", "on", "security.W018"),
    ],
)
def test_S9_what_is_wrong_on_a_real_site_is_refused(name: str, value: str, code: str) -> None:
    # With the demo on, the clock is asked of the database.
    checked = check_deploy(
        SECRET_KEY=secrets.token_urlsafe(50), DATABASE_URL=os.environ["DATABASE_URL"], **{name: value}
    )
    assert checked.returncode == 1
    assert f"({code})" in checked.stderr


@pytest.mark.parametrize(
    "name", ["SITE_URL", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL", "EMAIL_URL"]
)
def test_a_missing_setting_is_named_with_an_example(name: str) -> None:
    # DATABASE_URL stays, else a machine with the demo's servers would lend them.
    checked = check_deploy(**{name: ""})
    assert checked.returncode == 1
    assert f"{name} is not set. Set it like this: {name}='" in checked.stderr
