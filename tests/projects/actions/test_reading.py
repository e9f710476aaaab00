from collections.abc import Callable
from typing import Any

import pytest

from members.models import AuditKey, PrivateReading
from projects.actions.reading import record_readings
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db


def test_S10_one_row_for_each_other_person_and_none_for_oneself() -> None:
    reader, sam, jo = (make_member() for _each in range(3))
    record_readings(reader=reader, about_ids=[sam.pk, jo.pk, sam.pk, reader.pk], what="needs")
    keys = dict(AuditKey.objects.values_list("member_id", "key"))
    rows = PrivateReading.objects.values_list("reader", "about", "what")
    assert sorted(rows) == sorted((keys[reader.pk], keys[who.pk], "needs") for who in (sam, jo))


def test_record_readings_of_nobody_asks_nothing(django_assert_num_queries: Callable[[int], Any]) -> None:
    reader = make_member()
    with django_assert_num_queries(0):
        record_readings(reader=reader, about_ids=[reader.pk], what="needs")


@pytest.mark.parametrize("people", [1, 30])
def test_record_readings_takes_the_same_number_of_queries(
    people: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    members = [make_member() for _each in range(people + 1)]
    AuditKey.objects.bulk_create(AuditKey(member=member) for member in members)
    with django_assert_num_queries(2):
        record_readings(reader=members[0], about_ids=[each.pk for each in members], what="needs")
