"""The record of who read whose private things (promise S10)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import InternalError, connection, transaction

from coproduce.lib import dates
from members.actions.audit import drop_old_partitions, make_partitions, record_reading
from members.models import AuditKey, Member, PrivateReading
from tests.factories.members import make_member

NOVEMBER = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam")


@pytest.fixture
def jo(db: None) -> Member:
    return make_member(name="Jo")


def partitions() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT inhrelid::regclass::text FROM pg_inherits WHERE inhparent = 'members_privatereading'::regclass"
        )
        return {row[0].removeprefix("members_privatereading_") for row in cursor.fetchall()}


def rows_in(partition: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM members_privatereading_{partition}")
        return int(cursor.fetchone()[0])


def test_record_reading_writes_one_row_without_names(sam: Member, jo: Member) -> None:
    record_reading(reader=jo, about=sam, what="support")
    row = PrivateReading.objects.get()
    assert (row.reader, row.about, row.what) == (
        AuditKey.objects.get(member=jo).key,
        AuditKey.objects.get(member=sam).key,
        "support",
    )


def test_record_reading_counts_each_reading(sam: Member, jo: Member) -> None:
    for _again in range(2):
        record_reading(reader=jo, about=sam, what="needs")
    assert PrivateReading.objects.count() == 2


def test_reading_your_own_is_no_row(sam: Member) -> None:
    record_reading(reader=sam, about=sam, what="needs")
    assert PrivateReading.objects.count() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE members_privatereading SET what = 'needs'",
        "DELETE FROM members_privatereading",
        "TRUNCATE members_privatereading",
    ],
)
def test_the_database_refuses_to_change_the_record(sam: Member, jo: Member, statement: str) -> None:
    record_reading(reader=jo, about=sam, what="support")
    make_partitions(now=dates.now())
    record_reading(reader=jo, about=sam, what="support")
    refused = pytest.raises(InternalError, match="never changed or removed")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert PrivateReading.objects.count() == 2


def test_make_partitions_is_two_months_ahead_and_runs_twice(db: None) -> None:
    assert make_partitions(now=NOVEMBER) == 3
    assert partitions() == {"other", "2026_11", "2026_12", "2027_01"}
    assert make_partitions(now=NOVEMBER) == 0


def test_make_partitions_takes_rows_into_their_months(sam: Member, jo: Member) -> None:
    for days in (0, 40, 400):
        PrivateReading.objects.create(
            reader=jo.handle, about=sam.handle, what="needs", read_at=NOVEMBER - timedelta(days=days)
        )
    assert make_partitions(now=NOVEMBER) == 5
    assert [rows_in(name) for name in ("other", "2026_11", "2026_10", "2025_10")] == [0, 1, 1, 1]
    assert PrivateReading.objects.count() == 3
    PrivateReading.objects.create(
        reader=jo.handle, about=sam.handle, what="needs", read_at=datetime(2030, 1, 1, tzinfo=UTC)
    )
    assert make_partitions(now=datetime(2029, 12, 1, tzinfo=UTC)) == 3
    assert [rows_in(name) for name in ("other", "2030_01")] == [0, 1]


def test_drop_old_partitions_keeps_two_years(sam: Member, jo: Member) -> None:
    for month in (10, 11):
        PrivateReading.objects.create(
            reader=jo.handle, about=sam.handle, what="needs", read_at=datetime(2024, month, 15, tzinfo=UTC)
        )
    make_partitions(now=NOVEMBER)
    assert drop_old_partitions(now=NOVEMBER) == 1
    assert [row.read_at.month for row in PrivateReading.objects.all()] == [11]
    assert drop_old_partitions(now=NOVEMBER) == 0
