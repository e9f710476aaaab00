"""Rows by COPY: defaults, odd letters, keys from the seed."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from django.db import connection

from coproduce.demo.bulk import share_out
from coproduce.demo.rows import Chance, Filling
from members.models import Member, Need

NOW = datetime(2026, 5, 14, 10, tzinfo=UTC)


def test_chance_gives_the_same_keys_for_the_same_seed() -> None:
    assert [Chance(3).key(), Chance(3).address()] == [Chance(3).key(), Chance(3).address()]
    assert Chance(3).key() != Chance(4).key()


def test_chance_keys_are_version_four() -> None:
    assert UUID(Chance(5).key()).version == 4


def test_add_keeps_odd_letters_as_they_are(db: None) -> None:
    filling = Filling(seed=1, now=NOW)
    name = "O\\N \tTab\nLine ‏ليلى Bích"
    pk = filling.add(Member, display_name=name, password="!")
    filling.finish()
    assert Member.objects.get(pk=pk).display_name == name


def test_add_gives_the_models_own_defaults(db: None) -> None:
    filling = Filling(seed=1, now=NOW)
    member = Member.objects.get(pk=_finished(filling, filling.add(Member, display_name="Sam", password="!")))
    assert (member.language, member.text_size, member.email, member.joined_at) == ("en-gb", "m", None, NOW)


def test_add_refuses_a_field_that_the_model_does_not_have(db: None) -> None:
    with pytest.raises(TypeError, match="Member has no \\['shoe_size'\\]"):
        Filling(seed=1, now=NOW).add(Member, shoe_size=42)


def test_finish_moves_the_tables_own_numbers_past_ours(db: None) -> None:
    filling = Filling(seed=1, now=NOW)
    pk = _finished(filling, filling.add(Member, display_name="Sam", password="!"))
    assert Need.objects.create(member_id=pk, kind="breaks").pk > 0
    assert Member.objects.create(display_name="Jo").pk == pk + 1
    connection.check_constraints()


@pytest.mark.parametrize(
    ("total", "weights"), [(0, [1.0, 2.0]), (7, [1.0, 1.0, 1.0]), (1000, [0.1, 5.0, 3.3])]
)
def test_share_out_adds_up(total: int, weights: list[float]) -> None:
    assert sum(share_out(total, weights)) == total
    assert min(share_out(total, weights)) >= 0


def _finished(filling: Filling, pk: int) -> int:
    filling.finish()
    return pk
