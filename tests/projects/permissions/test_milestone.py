from datetime import timedelta

from projects.models import Milestone
from projects.permissions.milestone import (
    can_add_milestone,
    can_edit_milestone,
    can_reach_milestone,
    can_undo_milestone,
)
from tests.projects.permissions import made


def milestone(**fields: object) -> Milestone:
    """A milestone of the project, never saved."""
    return Milestone(project=made.project(), what="The first draft is there", **fields)


def test_any_member_adds_changes_and_reaches_a_milestone() -> None:
    member = made.membership()
    assert bool(can_add_milestone(member)) is True
    assert bool(can_edit_milestone(member, milestone())) is True
    assert bool(can_reach_milestone(member, milestone())) is True


def test_nobody_does_so_elsewhere_or_afterwards() -> None:
    for who in (made.elsewhere(), made.left(), made.in_ended()):
        assert bool(can_edit_milestone(who, milestone())) is False
        assert bool(can_reach_milestone(who, milestone())) is False
        assert bool(can_undo_milestone(who, milestone(reached_at=made.NOW), made.NOW)) is False
    assert bool(can_add_milestone(made.in_ended())) is False


def test_a_milestone_is_reached_once() -> None:
    answer = can_reach_milestone(made.membership(), milestone(reached_at=made.NOW))
    assert answer.reason == "The group has reached this one already."


def test_reaching_is_taken_back_for_a_day() -> None:
    member = made.membership()
    then = milestone(reached_at=made.NOW - timedelta(hours=23))
    long_ago = milestone(reached_at=made.NOW - timedelta(hours=25))
    assert bool(can_undo_milestone(member, then, made.NOW)) is True
    assert can_undo_milestone(member, milestone(), made.NOW).reason == "This one is still ahead."
    assert (
        can_undo_milestone(member, long_ago, made.NOW).reason
        == "It is more than a day ago. You can add a new milestone."
    )
