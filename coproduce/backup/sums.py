"""How many rows each table has, and a sum over them that changes when any of them does (promise P5)."""

from dataclasses import dataclass
from typing import Any

# Never in a backup. A copy of these would keep what was promised to be gone, or let somebody be signed in from it.
LEFT_OUT = {
    "principles_pulsestage": "answers of a round that is still open",
    "principles_pulseticket": "who has answered a round that is still open",
    "django_session": "who is signed in",
    "usersessions_usersession": "on which device somebody is signed in",
    "django_cache": "counts for a few minutes",
    "members_sentform": "pages that were sent today",
}

TABLES = """
SELECT relname FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
ORDER BY relname
"""
# Rows as text depend on these; so both sides say them.
ONE_WAY_TO_WRITE = """
SET LOCAL "DateStyle" = 'ISO, YMD'; SET LOCAL "IntervalStyle" = 'postgres'; SET LOCAL "TimeZone" = 'UTC';
SET LOCAL "bytea_output" = 'hex'; SET LOCAL "extra_float_digits" = 1
"""
# A sum of each row's MD5, in two halves: the order of rows does not matter, and it needs no memory however large the table is.
SUM = """
SELECT count(*), coalesce(sum(('x' || left(half.md5, 16))::bit(64)::bigint), 0),
       coalesce(sum(('x' || right(half.md5, 16))::bit(64)::bigint), 0)
FROM (SELECT md5({table}::text) AS md5 FROM {table}) AS half
"""


@dataclass(frozen=True)
class TableSum:
    """What a table held: its number of rows, and the sum over their MD5s."""

    rows: int
    sum: str


def table_sums(cursor: Any) -> dict[str, TableSum]:
    """Every table that goes into a backup, within the cursor's transaction."""
    cursor.execute(ONE_WAY_TO_WRITE)
    cursor.execute(TABLES)
    names = [name for (name,) in cursor.fetchall() if name not in LEFT_OUT]
    return {name: _sum_of(cursor, name) for name in names}


def _sum_of(cursor: Any, name: str) -> TableSum:
    cursor.execute(SUM.format(table='"' + name.replace('"', '""') + '"'))
    rows, left, right = cursor.fetchone()
    return TableSum(rows=rows, sum=f"{left}/{right}")


def differences(wanted: dict[str, TableSum], found: dict[str, TableSum]) -> list[str]:
    """One line for each table that is not the same on both sides."""
    lines = []
    for name in sorted(wanted | found):
        if wanted.get(name) != found.get(name):
            lines.append(f"{name}: {_words(wanted.get(name))} in the backup, {_words(found.get(name))} now")
    return lines


def _words(table: TableSum | None) -> str:
    return f"{table.rows} rows (sum {table.sum})" if table else "no such table"
