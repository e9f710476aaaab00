"""Writing down who read whose private things (promise S10), and keeping that record two years."""

import re
from datetime import date, datetime

from django.db import connection, transaction

from members.models import AuditKey, Member, PrivateReading

MONTHS_AHEAD = 2
MONTHS_KEPT = 24
TABLE = PrivateReading._meta.db_table
OTHER = f"{TABLE}_other"  # the partition for rows that no month took


def record_reading(*, reader: Member, about: Member, what: str) -> None:
    """Somebody read private things of another person: one row, without what it said. Reading your own is no row."""
    if reader.pk == about.pk:
        return
    keys = {member.pk: AuditKey.objects.get_or_create(member=member)[0].key for member in (reader, about)}
    PrivateReading.objects.create(reader=keys[reader.pk], about=keys[about.pk], what=what)


def make_partitions(*, now: datetime) -> int:
    """A partition for this month and each of the next two: how many are new.

    Rows that stand in the partition for all else are taken into their month, which cannot be made over them.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])
        wanted = {_month(now, number) for number in range(MONTHS_AHEAD + 1)} - _partitions(cursor)
        if not wanted:
            return 0
        astray = _set_other_aside(cursor)
        if astray:
            months = f"SELECT DISTINCT date_trunc('month', read_at AT TIME ZONE 'UTC')::date FROM {astray}"  # noqa: S608
            cursor.execute(months)
            wanted |= {row[0] for row in cursor.fetchall()} - _partitions(cursor)
        for month in sorted(wanted):
            _make_partition(cursor, month)
        if astray:
            cursor.execute(f"INSERT INTO {TABLE} SELECT * FROM {astray}")  # noqa: S608 (our own names)
            cursor.execute(f"DROP TABLE {astray}")
        return len(wanted)


def drop_old_partitions(*, now: datetime) -> int:
    """Drop each month that ended more than two years ago: how many went."""
    oldest_kept = _month(now, -MONTHS_KEPT)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [TABLE])
        old = {month for month in _partitions(cursor) if month < oldest_kept}
        for month in old:
            cursor.execute(f"DROP TABLE {_name(month)}")
        return len(old)


def _month(now: datetime, ahead: int) -> date:
    months = now.year * 12 + now.month - 1 + ahead
    return date(months // 12, months % 12 + 1, 1)


def _name(month: date) -> str:
    return f"{TABLE}_{month:%Y_%m}"


def _partitions(cursor: object) -> set[date]:
    cursor.execute(  # type: ignore[attr-defined]
        "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = %s::regclass", [TABLE]
    )
    names = [row[0] for row in cursor.fetchall()]  # type: ignore[attr-defined]
    months = (re.fullmatch(rf"{TABLE}_(\d{{4}})_(\d\d)", name) for name in names)
    return {date(int(found[1]), int(found[2]), 1) for found in months if found}


def _set_other_aside(cursor: object) -> str:
    """Put a new empty partition in place of the one for all else, if that holds rows; the old one's name, or empty."""
    cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {OTHER})")  # type: ignore[attr-defined]  # noqa: S608
    if not cursor.fetchone()[0]:  # type: ignore[attr-defined]
        return ""
    aside = f"{OTHER}_aside"
    cursor.execute(  # type: ignore[attr-defined]
        f"ALTER TABLE {TABLE} DETACH PARTITION {OTHER}; ALTER TABLE {OTHER} RENAME TO {aside};"
        f"CREATE TABLE {OTHER} PARTITION OF {TABLE} DEFAULT"
    )
    return aside


def _make_partition(cursor: object, month: date) -> None:
    after = _month(datetime(month.year, month.month, 1), 1)  # noqa: DTZ001 (only its month counts)
    cursor.execute(  # type: ignore[attr-defined]
        f"CREATE TABLE {_name(month)} PARTITION OF {TABLE} FOR VALUES"
        f" FROM ('{month:%Y-%m-%d} 00:00+00') TO ('{after:%Y-%m-%d} 00:00+00')"
    )
