import pytest

from coproduce.lib.answers import Answer
from projects.models import CallAnswer, Membership, Task, TryOut
from projects.permissions.task import can_edit_task
from projects.permissions.task_words import (
    can_answer_call,
    can_note_confidence,
    can_read_call_answer,
    can_say_what_changed,
    can_take_back_try_out,
    can_tell_try_out,
)
from tests.projects.permissions import made

HERE = "You are not in this project."
ENDED = "This project has ended. You can still read it."
NOT_OPEN = "This task is done or not needed any more."
CALL = "Somebody who has waited here"
TESTING = {"kind": Task.Kind.TESTING}


def reason(answer: Answer) -> str:
    """The reason of a no; a yes has none."""
    return answer.reason if not answer else "yes"


@pytest.mark.parametrize(
    ("who", "task", "why"),
    [
        (made.membership(), made.task(open_call=CALL), "yes"),
        (made.membership(), made.task(open_call=""), "This task asks for no experience just now."),
        (made.membership(), made.task(open_call=CALL, status="done", ended_at=made.NOW), NOT_OPEN),
        (made.elsewhere(), made.task(open_call=CALL), HERE),
        (made.left(), made.task(open_call=CALL), HERE),
        (made.in_ended(), made.task(open_call=CALL), ENDED),
    ],
)
def test_can_answer_call(who: Membership, task: Task, why: str) -> None:
    assert reason(can_answer_call(who, task)) == why


@pytest.mark.parametrize(
    ("who", "audience", "asked", "sees"),
    [
        (made.membership(1), "hosts", CALL, True),
        (made.membership(1), "hosts", "Another call", True),
        (made.membership(2), "hosts", CALL, False),
        (made.membership(2), "project", CALL, True),
        (made.membership(2), "project", "Another call", False),
        (made.host(), "hosts", CALL, True),
        (made.host(), "hosts", "Another call", False),
    ],
)
def test_can_read_call_answer_as_its_owner_chose(
    who: Membership, audience: str, asked: str, sees: bool
) -> None:
    answer = CallAnswer(membership_id=1, audience=audience, asked=CALL)
    assert can_read_call_answer(who, answer, asked=asked) == sees


@pytest.mark.parametrize(
    ("who", "task", "why"),
    [
        (made.membership(), made.task(**TESTING), "yes"),
        (made.membership(), made.task(**TESTING, status="done", ended_at=made.NOW), "yes"),
        (made.membership(), made.task(**TESTING, status="called_off", ended_at=made.NOW), NOT_OPEN),
        (made.membership(), made.task(), "This task tries nothing out."),
        (made.elsewhere(), made.task(**TESTING), HERE),
    ],
)
def test_can_tell_try_out(who: Membership, task: Task, why: str) -> None:
    assert reason(can_tell_try_out(who, task)) == why


@pytest.mark.parametrize(
    ("who", "why"), [(made.membership(), "yes"), (made.elsewhere(), HERE), (made.in_ended(), ENDED)]
)
def test_can_say_what_changed_and_note_for_oneself(who: Membership, why: str) -> None:
    assert reason(can_say_what_changed(who, made.task())) == why
    assert reason(can_note_confidence(who, made.task())) == why


@pytest.mark.parametrize(
    ("who", "tester", "why"),
    [
        (made.membership(1), 1, "yes"),
        (made.membership(2), 1, "Only who told it can take it back."),
        (made.host(), None, "Only who told it can take it back."),
        (made.elsewhere(), 5, HERE),
        (made.left(), 6, HERE),
        (made.in_ended(), 7, "yes"),
    ],
)
def test_can_take_back_try_out(who: Membership, tester: int | None, why: str) -> None:
    assert reason(can_take_back_try_out(who, made.task(), TryOut(tester_id=tester))) == why


def test_a_task_that_waits_is_not_changed_meanwhile() -> None:
    waits = made.task(status=Task.Status.WAITING)
    assert reason(can_edit_task(made.host(), waits, holds=True)) == (
        "This task is done, and waits for a yes. You can change it after that."
    )
