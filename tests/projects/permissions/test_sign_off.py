"""Who may answer a sign-off step, reply to a no, and answer a task that asks them first. Nothing is asked of the database."""

from typing import Any

import pytest

from projects.models import Membership, SignOff, Task
from projects.permissions.sign_off import can_answer_sign_off, can_reply_to_no, hosts_answer
from projects.permissions.task_offer import can_say_no_to_offer, can_take_offer
from tests.projects.permissions.made import NOW, elsewhere, host, in_ended, left, membership, task


def step(
    who: Membership | None = None, *, status: str = "waiting", of: Task | None = None, **fields: Any
) -> SignOff:
    """A step of a task that waits, answered by somebody of the project or by the hosts."""
    answered = NOW if status != "waiting" else None
    about = of or task(status=Task.Status.WAITING)
    return SignOff(
        task=about, number=1, who=who, status=status, answered_at=answered, grounds="All said yes", **fields
    )


def resting() -> Membership:
    """Somebody who rests."""
    return membership(4, way=Membership.Way.RESTING)


def test_the_person_named_answers_and_hosts_where_nobody_can() -> None:
    tom, amina = membership(3), host()
    assert can_answer_sign_off(tom, step(tom), is_next=True)
    assert can_answer_sign_off(amina, step(None), is_next=True)
    assert can_answer_sign_off(amina, step(resting()), is_next=True)
    assert can_answer_sign_off(amina, step(left()), is_next=True)
    assert [hosts_answer(each) for each in (step(tom), step(None), step(resting()), step(left()))] == [
        False,
        True,
        True,
        True,
    ]


@pytest.mark.parametrize(
    ("by", "about", "is_next", "reason"),
    [
        (elsewhere(), step(None), True, "You are not in this project."),
        (left(), step(left()), True, "You are not in this project."),
        (in_ended(), step(None), True, "This project has ended. You can still read it."),
        (
            membership(3),
            step(membership(3), of=task()),
            True,
            "This is not asked now. Nobody has said that the task is done, or it was answered.",
        ),
        (membership(3), step(membership(3), status="yes"), True, "This has been answered already."),
        (membership(3), step(membership(3)), False, "Somebody else is asked before this."),
        (membership(2), step(membership(3)), True, "Another person answers this. You can talk with them."),
        (host(), step(membership(3)), True, "Another person answers this. You can talk with them."),
        (membership(2), step(None), True, "Another person answers this. You can talk with them."),
    ],
)
def test_an_answer_is_refused_with_its_reason(
    by: Membership, about: SignOff, is_next: bool, reason: str
) -> None:
    answer = can_answer_sign_off(by, about, is_next=is_next)
    assert (bool(answer), answer.reason) == (False, reason)


@pytest.mark.parametrize(
    ("by", "holds", "said", "reason"),
    [
        (elsewhere(), True, {"heard": "Warm."}, "You are not in this project."),
        (membership(), False, {"heard": "Warm."}, "You do not have this task now."),
        (membership(), True, {}, "There is no answer to reply to now."),
        (
            membership(),
            True,
            {"heard": "Warm.", "reply": "I see."},
            "There is a reply already. You can talk with the person named.",
        ),
    ],
)
def test_a_reply_is_refused_with_its_reason(
    by: Membership, holds: bool, said: dict[str, str], reason: str
) -> None:
    answer = can_reply_to_no(by, step(None, **said), holds=holds)
    assert (bool(answer), answer.reason) == (False, reason)


def test_who_did_the_task_may_reply_once() -> None:
    assert can_reply_to_no(membership(), step(None, heard="Warm."), holds=True)


def test_an_offer_may_be_taken_and_refused() -> None:
    assert can_take_offer(membership(), task(free_places=0), holds=False)
    assert can_say_no_to_offer(membership(), task(free_places=0), asked=True)


@pytest.mark.parametrize(
    ("by", "about", "holds", "reason"),
    [
        (elsewhere(), task(), False, "You are not in this project."),
        (in_ended(), task(), False, "This project has ended. You can still read it."),
        (membership(), task(status="done"), False, "This task is done or not needed any more."),
        (membership(), task(), True, "You have this task already."),
    ],
)
def test_an_offer_is_not_taken_any_more_with_its_reason(
    by: Membership, about: Task, holds: bool, reason: str
) -> None:
    answer = can_take_offer(by, about, holds=holds)
    assert (bool(answer), answer.reason) == (False, reason)


def test_a_no_to_what_is_not_asked_is_told_so() -> None:
    answer = can_say_no_to_offer(membership(), task(), asked=False)
    assert (bool(answer), answer.reason) == (False, "This task does not ask you any more.")
