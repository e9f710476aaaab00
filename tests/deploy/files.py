"""Reading the files that put the site on a machine, for the tests of this folder."""

import configparser
import re
from collections.abc import Iterator
from pathlib import Path

from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "docs" / "deploy"
REQUIREMENTS = ROOT / "requirements.txt"


def settings_of(path: Path, *, shown_defaults: bool = False) -> dict[str, str]:
    """The variables of a file such as env.example; with `shown_defaults` those behind a "#" as well."""
    pattern = r"^#?([A-Z_]+)=(.*)$" if shown_defaults else r"^([A-Z_]+)=(.*)$"
    return dict(re.findall(pattern, path.read_text(encoding="utf-8"), re.MULTILINE))


def unit(path: Path) -> configparser.ConfigParser:
    """A systemd unit, with names as written. Of a name that comes twice the last one counts."""
    found = configparser.ConfigParser(strict=False, interpolation=None, delimiters=["="])
    found.optionxform = str  # type: ignore[assignment,method-assign]
    found.read(path)
    return found


def systemd_units(kind: str) -> list[Path]:
    """The units of one kind, "service" or "timer"."""
    return sorted((DEPLOY / "systemd").glob(f"*.{kind}"))


def packages() -> set[str]:
    """What `pip install -r requirements.txt` brings."""
    return set(re.findall(r"^([a-z0-9-]+)(?:\[[a-z,]+\])?==", REQUIREMENTS.read_text(), re.MULTILINE))


def manage_commands(text: str) -> Iterator[str]:
    """The word after each `manage.py`."""
    yield from re.findall(r"manage\.py ([a-z_]+)(?![a-z_./])", text)


def unknown_commands(text: str) -> list[str]:
    """Words after `manage.py` that are no command of the site."""
    return sorted(set(manage_commands(text)) - set(get_commands()))
