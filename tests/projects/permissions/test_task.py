from datetime import date, timedelta

import pytest

from coproduce.lib.answers import YES, Answer
from projects.models import Membership, Task, TaskPlace
from projects.permissions.task import (
    can_add_task,
    can_call_off_task,
    can_claim_task,
    can_edit_task,
    can_finish_task,
    can_hand_back_task,
    can_move_task,
    can_share_task,
    can_undo_claim,
    can_undo_done,
)
from tests.projects.permissions import made

DONE = made.task(status=Task.Status.DONE, ended_at=made.NOW)
NOT_OPEN = "This task is done or not needed any more."
NOT_YOURS = "You do not have this task now."
TOO_LATE = "It is more than a day ago. You can still change things on the page of the task."


def reason(answer: Answer) -> str:
    """The reason of a no; a yes has none."""
    return answer.reason if not answer else "yes"


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (made.membership(), "yes"),
        (made.left(), "You are not in this project."),
        (made.in_ended(), "This project has ended. You can still read it."),
    ],
)
def test_can_add_task_is_for_every_member(who: Membership, why: str) -> None:
    assert reason(can_add_task(who)) == why


@pytest.mark.parametrize(
    ("who", "task", "holds", "why"),
    [
        (made.membership(), made.task(), False, "yes"),
        (made.membership(), made.task(), True, "You have this task already."),
        (
            made.membership(),
            made.task(free_places=0),
            False,
            "Somebody has this task. You can share it with them, or pick another.",
        ),
        (made.membership(), DONE, False, NOT_OPEN),
        (made.elsewhere(), made.task(), False, "You are not in this project."),
    ],
)
def test_can_claim_task(who: Membership, task: Task, holds: bool, why: str) -> None:
    assert reason(can_claim_task(who, task, holds=holds)) == why


def test_can_edit_task_is_for_who_added_it_who_does_it_and_hosts() -> None:
    task = made.task(added_by_id=1)
    assert can_edit_task(made.membership(1), task, holds=False) == YES
    assert can_edit_task(made.membership(2), task, holds=True) == YES
    assert can_edit_task(made.host(), task, holds=False) == YES
    assert can_edit_task(made.membership(2), task, holds=False).reason == (
        "The person who added this task, or who does it, can change it. You can ask them."
    )
    assert can_edit_task(made.host(), DONE, holds=False).reason == NOT_OPEN


def test_can_share_task_until_there_are_many() -> None:
    assert can_share_task(made.membership(), made.task(), holds=False, places=19) == YES
    assert can_share_task(made.membership(), made.task(), holds=False, places=20).reason == (
        "There are many people on this task. You can add a task like it."
    )
    assert can_share_task(made.membership(), DONE, holds=False, places=1).reason == NOT_OPEN


@pytest.mark.parametrize("rule", [can_hand_back_task, can_finish_task])
def test_only_a_holder_hands_back_or_finishes(rule: object) -> None:
    assert callable(rule)
    assert rule(made.membership(), made.task(), holds=True) == YES
    assert rule(made.membership(), made.task(), holds=False).reason == NOT_YOURS
    assert rule(made.membership(), DONE, holds=True).reason == NOT_OPEN
    assert rule(made.elsewhere(), made.task(), holds=True).reason == "You are not in this project."


def test_can_move_task_only_where_it_has_a_day() -> None:
    dated = made.task(due_on=date(2026, 5, 22))
    assert can_move_task(made.membership(), dated, holds=True) == YES
    assert can_move_task(made.membership(), dated, holds=False).reason == NOT_YOURS
    assert can_move_task(made.membership(), made.task(), holds=True).reason == (
        "This task has no day. Take the time you need."
    )


def test_can_call_off_task_not_while_somebody_else_does_it() -> None:
    assert can_call_off_task(made.host(), made.task(), holds=False, others_hold=False) == YES
    assert can_call_off_task(made.host(), made.task(), holds=False, others_hold=True).reason == (
        "Somebody else is doing this task. Talk with them first."
    )
    assert can_call_off_task(made.membership(2), made.task(), holds=False, others_hold=False).reason == (
        "The person who added this task, or who does it, can change it. You can ask them."
    )


def test_can_undo_claim_for_a_day() -> None:
    place = TaskPlace(claimed_at=made.NOW)
    later = made.NOW + timedelta(days=1)
    assert can_undo_claim(made.membership(), made.task(), place, later) == YES
    assert (
        can_undo_claim(made.membership(), made.task(), place, later + timedelta(seconds=1)).reason == TOO_LATE
    )
    assert can_undo_claim(made.membership(), made.task(), None, made.NOW).reason == NOT_YOURS


def test_can_undo_done_for_a_day() -> None:
    later = made.NOW + timedelta(days=1)
    assert can_undo_done(made.membership(), DONE, holds=True, now=later) == YES
    assert can_undo_done(made.membership(), DONE, holds=False, now=later).reason == NOT_YOURS
    assert can_undo_done(made.membership(), made.task(), holds=True, now=later).reason == "This task is open."
    late = later + timedelta(seconds=1)
    assert can_undo_done(made.membership(), DONE, holds=True, now=late).reason == TOO_LATE
    assert can_undo_done(made.left(), DONE, holds=True, now=later).reason == "You are not in this project."
