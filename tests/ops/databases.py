"""Databases that a test makes beside its own, and the site's commands as real processes on them."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parents[2]
numbers = count(1)


@dataclass
class OwnDatabase:
    """One empty database of a test, and the environment that leads commands to it."""

    url: str
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`manage.py` with these arguments, as somebody would type it."""
        return self.run(str(ROOT / "manage.py"), *arguments, **more)

    def run(self, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Python with these arguments."""
        return subprocess.run(
            [sys.executable, *arguments],
            env={**os.environ, "DATABASE_URL": self.url, **self.environment, **more},
            cwd=ROOT,
            capture_output=True,
            text=True,
        )

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        """The answer to an SQL question; a change is kept."""
        line = psycopg2.connect(self.url)
        try:
            with line, line.cursor() as cursor:
                cursor.execute(question)
                return cursor.fetchall() if cursor.description else []
        finally:
            line.close()


@contextmanager
def own_database(name: str, **environment: str) -> Iterator[OwnDatabase]:
    """An empty database in the tests' own server; dropped at the end."""
    unique = f"{name}_{os.getpid()}_{next(numbers)}"
    base = urlsplit(os.environ["DATABASE_URL"])
    line = psycopg2.connect(os.environ["DATABASE_URL"])
    line.autocommit = True
    try:
        with line.cursor() as cursor:
            cursor.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(unique)))
            yield OwnDatabase(urlunsplit(base._replace(path=f"/{unique}")), environment)
            cursor.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(unique)))
    finally:
        line.close()
