"""Rows by the hundred thousand: each model's rows are gathered as text and go in by COPY."""

import io
import random
import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import connection, models

from coproduce.lib import dates
from projects.models.project import new_address

LINES_AT_ONCE = 20_000
ADDRESS_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
AS_TEXT: dict[type, Callable[[Any], str]] = {
    type(None): lambda _nothing: r"\N",
    bool: lambda value: "t" if value else "f",
    int: str,
    str: lambda value: value.translate(ESCAPES),
    uuid.UUID: str,
    date: date.isoformat,
    datetime: datetime.isoformat,
    time: time.isoformat,
    list: lambda value: "{" + ",".join(value) + "}",  # of words without a comma or a brace
    timedelta: lambda value: f"{value.total_seconds()} seconds",
}


class Chance:
    """All chance of one filling comes from one seed, keys and addresses too: the same seed gives the same rows."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def key(self) -> str:
        """The text of a version 4 UUID."""
        digits = f"{self.random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{'89ab'[int(digits[16], 16) % 4]}{digits[17:20]}-{digits[20:]}"

    def address(self) -> str:
        """A project's address."""
        return "".join(self.random.choices(ADDRESS_LETTERS, k=10))

    def one_in(self, number: int) -> bool:
        """True once in so many times."""
        return self.random.randrange(number) == 0


class Rows:
    """The new rows of one model. Fields that a caller leaves out get the model's own default."""

    def __init__(self, model: type[models.Model], chance: Chance, now: datetime) -> None:
        self.model = model
        fields = model._meta.concrete_fields
        self.columns = [field.column for field in fields]
        self.names = [field.attname for field in fields]
        self.defaults: dict[str, Any] = {}
        self.made: dict[str, Callable[[], Any]] = {}
        for field in fields:
            self._learn_default(field, chance, now)
        key = model._meta.pk
        self.key = key.attname if key else "id"
        self.numbered = isinstance(key, models.AutoField) or type(key).__name__ == "BigAutoField"
        self.next = self._last_number() + 1 if self.numbered else 0
        self.lines: list[str] = []
        self.added = 0

    def _learn_default(self, field: Any, chance: Chance, now: datetime) -> None:
        makers = {uuid.uuid4: chance.key, new_address: chance.address}
        default = field.default
        if default in makers:
            self.made[field.attname] = makers[default]
            self.defaults[field.attname] = None
        elif default is dates.now:
            self.defaults[field.attname] = now
        else:
            value = field.get_default() if field.has_default() else field.db_default
            value = field.get_default() if value is models.NOT_PROVIDED else value
            self.defaults[field.attname] = (
                str(value) if isinstance(value, str) else value
            )  # a choice as its text

    def _last_number(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT coalesce(max(id), 0) FROM {self.model._meta.db_table}")  # noqa: S608
            return int(cursor.fetchone()[0])

    def add(self, **values: Any) -> Any:
        """One row; returns its key. Raises TypeError for a field that the model does not have."""
        row = self.defaults | values
        if len(row) != len(self.names):
            raise TypeError(f"{self.model.__name__} has no {sorted(set(row) - set(self.names))}")
        for name, make in self.made.items():
            if row[name] is None:
                row[name] = make()
        if self.numbered:
            row[self.key] = self.next
            self.next += 1
        self.lines.append("\t".join([AS_TEXT[type(value)](value) for value in row.values()]))
        self.added += 1
        if len(self.lines) >= LINES_AT_ONCE:
            self.write()
        return row[self.key]

    def write(self) -> None:
        """Send what is gathered to the database."""
        if not self.lines:
            return
        columns = ", ".join(f'"{column}"' for column in self.columns)
        text = io.StringIO("\n".join(self.lines) + "\n")
        with connection.cursor() as cursor:
            cursor.copy_expert(f'COPY "{self.model._meta.db_table}" ({columns}) FROM STDIN', text)
        self.lines = []

    def finish(self) -> None:
        """Write the rest and move the table's own numbers past ours."""
        self.write()
        if self.numbered and self.added:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)",
                    [self.model._meta.db_table, self.next - 1],
                )


class Filling:
    """One filling of the database: its chance, its clock, and the rows of every model it makes."""

    def __init__(self, *, seed: int, now: datetime) -> None:
        self.chance = Chance(seed)
        self.random = self.chance.random
        self.now = now
        self.tables: dict[type[models.Model], Rows] = {}
        self.invited: list[
            tuple[int, int]
        ] = []  # personal invitations that still have to go out, with their project
        self.sheets: dict[
            int, tuple[int, int, int]
        ] = {}  # by closed round: who counted as lived, staff, neither
        self.said_needs: dict[int, list[int]] = {}  # by member: what they already said they need

    def __getitem__(self, model: type[models.Model]) -> Rows:
        if model not in self.tables:
            self.tables[model] = Rows(model, self.chance, self.now)
        return self.tables[model]

    def add(self, model: type[models.Model], **values: Any) -> Any:
        """One row of the model; returns its key."""
        return self[model].add(**values)

    def ago(self, days: float, hours: float = 0) -> datetime:
        """The moment so long before the filling's own."""
        return self.now - timedelta(days=days, hours=hours)

    def day(self, days: int) -> date:
        """The day so many days from the filling's own."""
        return self.now.date() + timedelta(days=days)

    def finish(self) -> dict[str, int]:
        """Write everything; returns how many rows each table got."""
        for rows in self.tables.values():
            rows.finish()
        return {rows.model.__name__: rows.added for rows in self.tables.values()}
