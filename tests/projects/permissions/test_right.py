from datetime import date, timedelta

import pytest

from coproduce.lib.answers import YES
from projects.models import DecisionRight, DecisionRightUse, TaskRole
from projects.permissions.right import (
    can_end_on,
    can_end_right,
    can_propose_right,
    can_say_yes,
    can_take_back_proposal,
    can_take_back_use,
    can_take_back_yes,
    can_use_right,
    last_day_possible,
    right_is_open,
    right_stands,
)
from tests.projects.permissions import made

TODAY = date(2026, 5, 20)
READER = TaskRole(pk=1, project_id=1, name="Reader")
ELSEWHERE = "You are not in this project."
ENDED = "This has ended. You can propose it again."


def right(status: str = "agreed", ends_on: date = TODAY, proposed_by: int = 1) -> DecisionRight:
    """A decision right of the reader's part."""
    return DecisionRight(pk=1, role=READER, status=status, ends_on=ends_on, proposed_by_id=proposed_by)


@pytest.mark.parametrize(
    ("status", "days", "stands", "is_open"),
    [
        ("agreed", 0, True, False),
        ("agreed", -1, False, False),
        ("proposed", 0, False, True),
        ("proposed", -1, False, False),
        ("ended", 5, False, False),
    ],
)
def test_right_stands_until_its_last_day_and_ends_by_itself(
    status: str, days: int, stands: bool, is_open: bool
) -> None:
    each = right(status, TODAY + timedelta(days=days))
    assert (right_stands(each, TODAY), right_is_open(each, TODAY)) == (stands, is_open)


def test_can_end_on_within_two_years() -> None:
    assert can_end_on(TODAY, TODAY) == YES
    assert can_end_on(date(2028, 5, 20), TODAY) == YES
    assert can_end_on(date(2028, 5, 21), TODAY).reason == "Choose a day within 2 years"
    assert can_end_on(date(2026, 5, 19), TODAY).reason == "Choose a day from today on"
    assert last_day_possible(date(2028, 2, 29)) == date(2030, 2, 28)


def test_can_propose_right_is_for_every_member() -> None:
    assert can_propose_right(made.membership(), READER) == YES
    assert can_propose_right(made.elsewhere(), READER).reason == ELSEWHERE
    assert can_propose_right(made.left(), READER).reason == ELSEWHERE


def test_can_say_yes_while_it_is_asked_or_stands() -> None:
    assert can_say_yes(made.membership(), right("proposed"), TODAY) == YES
    assert can_say_yes(made.membership(), right("agreed"), TODAY) == YES
    assert can_say_yes(made.membership(), right("ended"), TODAY).reason == ENDED
    assert can_say_yes(made.membership(), right("agreed"), TODAY + timedelta(days=1)).reason == ENDED
    assert can_say_yes(made.elsewhere(), right(), TODAY).reason == ELSEWHERE


def test_can_take_back_yes_is_for_who_said_it() -> None:
    assert can_take_back_yes(made.membership(), right(), TODAY, said_yes=True) == YES
    assert can_take_back_yes(made.host(), right(), TODAY, said_yes=False).reason == (
        "You have not said yes to this."
    )
    assert can_take_back_yes(made.membership(), right("ended"), TODAY, said_yes=True).reason == ENDED


def test_can_take_back_proposal_is_for_who_asked_while_it_is_not_agreed() -> None:
    assert can_take_back_proposal(made.membership(1), right("proposed")) == YES
    assert can_take_back_proposal(made.host(), right("proposed")).reason == (
        "Only the person who proposed this can take it back."
    )
    assert can_take_back_proposal(made.membership(1), right("agreed")).reason == (
        "This is agreed or has ended. It cannot be taken back now."
    )
    assert can_take_back_proposal(made.elsewhere(), right("proposed")).reason == ELSEWHERE


@pytest.mark.parametrize(
    ("status", "holds", "reason"),
    [
        ("agreed", True, ""),
        ("agreed", False, "The people who have this role can write here."),
        ("proposed", True, "This is not agreed yet. People from both sides say yes first."),
        ("ended", True, ENDED),
    ],
)
def test_who_has_the_role_writes_down_what_it_was_used_for(status: str, holds: bool, reason: str) -> None:
    answer = can_use_right(made.membership(), right(status), TODAY, holds=holds)
    assert (answer == YES, answer.reason) == (not reason, reason)


def test_nobody_from_elsewhere_uses_or_ends_a_right() -> None:
    for person in (made.elsewhere(), made.left()):
        assert can_use_right(person, right(), TODAY, holds=True).reason == ELSEWHERE
        assert can_end_right(person, right(), TODAY, sides_left=False).reason == ELSEWHERE


@pytest.mark.parametrize(
    ("status", "sides_left", "reason"),
    [
        ("agreed", False, ""),
        ("agreed", True, "People from both sides have agreed to this. Whoever agreed can take it back."),
        ("proposed", False, ENDED),
        ("ended", False, ENDED),
    ],
)
def test_a_right_is_ended_when_a_side_has_no_yes_left(status: str, sides_left: bool, reason: str) -> None:
    answer = can_end_right(made.membership(), right(status), TODAY, sides_left=sides_left)
    assert (answer == YES, answer.reason) == (not reason, reason)


@pytest.mark.parametrize(
    ("writer", "age", "reason"),
    [
        (1, timedelta(days=1), ""),
        (1, timedelta(days=1, seconds=1), "It is more than a day ago, so it stays. You can talk about it with the group."),
        (2, timedelta(0), "Only the person who wrote this can take it back."),
        (None, timedelta(0), "Only the person who wrote this can take it back."),
    ],
)  # fmt: skip
def test_a_use_is_taken_back_by_its_writer_for_a_day(writer: int | None, age: timedelta, reason: str) -> None:
    use = DecisionRightUse(pk=1, right=right(), used_by_id=writer, used_at=made.NOW - age)
    assert can_take_back_use(made.membership(), use, made.NOW).reason == reason
    assert can_take_back_use(made.elsewhere(), use, made.NOW).reason == ELSEWHERE
