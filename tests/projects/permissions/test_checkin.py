import pytest

from coproduce.lib.answers import YES
from members.models import Member
from projects.models import CheckIn
from projects.permissions.checkin import (
    can_check_in,
    can_read_check_in,
    can_say_heard,
    can_write_down_check_in,
)
from tests.projects.permissions import made

AMINA = Member(pk=9, display_name="Amina")
ONLY_THEIRS = "Only the person it was sent to can read this."


@pytest.mark.parametrize(("to", "why"), [(9, ""), (4, "no"), (None, "no"), (1, "no")])
def test_can_check_in_to_somebody_offered(to: int | None, why: str) -> None:
    assert can_check_in(made.membership(1), to, {9, 1}).reason == (
        "Choose who should get this." if why else ""
    )


def test_can_check_in_not_after_leaving() -> None:
    assert can_check_in(made.left(), 9, {9}).reason == "You are not in this project."


def test_a_check_in_is_read_by_its_writer_and_the_one_person_chosen() -> None:
    check_in = CheckIn(membership=made.membership(1), to=AMINA)
    assert can_read_check_in(AMINA, check_in) == YES
    assert can_read_check_in(Member(pk=1), check_in) == YES
    assert can_read_check_in(made.host(8).member, check_in).reason == ONLY_THEIRS
    assert can_say_heard(AMINA, check_in) == YES
    assert can_say_heard(Member(pk=1), check_in).reason == ONLY_THEIRS


def test_only_the_support_person_writes_down_a_check_in() -> None:
    sam = made.membership(1, support_person=AMINA)
    refused = "Only the person they chose can write this down."
    assert can_write_down_check_in(AMINA, sam) == YES
    assert can_write_down_check_in(made.host(8).member, sam).reason == refused
    assert can_write_down_check_in(AMINA, made.left()).reason == refused
