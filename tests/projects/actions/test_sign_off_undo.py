"""Taking an answer back: for a day, by whoever gave it, while nothing was built on it; and who hears of a last yes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.membership import leave_project
from projects.actions.sign_off_answer import ASKED_ANEW, reply_to_no, say_no, say_yes
from projects.actions.sign_off_undo import take_back_answer
from projects.actions.task import edit_task
from projects.actions.task_claim import join_task
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_handover import hand_back_task
from projects.models import Membership, Project, SignOff, Task
from tests.at_once import all_at_once
from tests.factories.common_ground import make_sign_off
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db
NO = {"heard": "Warm.", "why": "A face.", "whose_rule": "The council", "possible": "Another."}
GONE_ON = r"^The task has gone on since this answer\. You can talk with the others\.$"
NOTHING = r"^There is no answer to take back now\.$"


def told(kind: str) -> list[str]:
    """Who is written to, and the message still waits."""
    waiting = Message.objects.filter(kind=kind, state="waiting")
    return sorted(waiting.values_list("recipient__display_name", flat=True))


def counts(project: Project) -> tuple[int, int]:
    """Open and done tasks, as kept on the project's row."""
    fresh = Project.objects.get(pk=project.pk)
    return fresh.open_task_count, fresh.done_task_count


def step(task: Task, number: int = 1) -> SignOff:
    """A step as it is now."""
    return SignOff.objects.get(task=task, number=number)


def yes(by: Membership, task: Task, number: int = 1) -> None:
    """Say yes to a step."""
    asked = step(task, number)
    say_yes(by=by, pk=asked.pk, version=asked.version, now=dates.now())


def no(by: Membership, task: Task, number: int = 1) -> None:
    """Say no to a step."""
    asked = step(task, number)
    say_no(by=by, pk=asked.pk, version=asked.version, words=NO, talk_to=by.pk, now=dates.now())


def take_back(by: Membership, task: Task, number: int = 1, **other: Any) -> Task:
    """Take the answer to a step back."""
    asked = step(task, number)
    said = {"pk": asked.pk, "version": asked.version, "now": dates.now(), **other}
    return take_back_answer(by=by, **said)


@pytest.fixture
def task(project: Project, facilitator: Membership, member: Membership, professional: Membership) -> Task:
    """A task that Sam has done; Tom signs it off, then the council, in the words of whoever runs the project."""
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=professional)
    make_sign_off(task=task, who_words="The council")
    return finish_task(by=member, pk=task.pk, now=dates.now())


@pytest.fixture
def single(project: Project, member: Membership, professional: Membership) -> Task:
    """A task that Sam has done and Tom alone signs off."""
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=professional)
    return finish_task(by=member, pk=task.pk, now=dates.now())


# --- the last yes is told ------------------------------------------------------------------------------------------------


def test_the_last_yes_is_told_to_those_who_did_it(
    task: Task, professional: Membership, facilitator: Membership
) -> None:
    yes(professional, task)
    assert told("sign-off-yes") == []
    yes(facilitator, task, 2)
    assert told("sign-off-yes") == ["Sam"]


def test_who_says_the_last_yes_to_their_own_work_is_not_told(
    project: Project, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project, places=2, holders=[member, other_member])
    make_sign_off(task=task, who=member)
    finish_task(by=member, pk=task.pk, now=dates.now())
    yes(member, task)
    assert told("sign-off-yes") == ["Jo"]


def test_undo_done_takes_back_what_is_told(
    single: Task, project: Project, member: Membership, professional: Membership
) -> None:
    yes(professional, single)
    undo_done(by=member, pk=single.pk, now=dates.now())
    assert (told("sign-off-yes"), counts(project)) == ([], (1, 0))


# --- taking back ---------------------------------------------------------------------------------------------------------


def test_the_last_yes_taken_back_puts_the_task_back_to_waiting(
    single: Task, project: Project, professional: Membership
) -> None:
    yes(professional, single)
    assert (told("sign-off-yes"), counts(project)) == (["Sam"], (0, 1))
    take_back(professional, single)
    single.refresh_from_db()
    asked = step(single)
    assert (single.status, single.ended_at, counts(project)) == ("waiting", None, (1, 0))
    assert (asked.status, asked.answered_by, asked.version, asked.task_then) == ("waiting", None, 3, "")
    assert (told("sign-off-yes"), told("sign-off-asked")) == ([], [])  # Tom knows that it waits for him


def test_a_second_yes_is_told_again(single: Task, professional: Membership) -> None:
    yes(professional, single)
    Message.objects.filter(kind="sign-off-yes").update(state="sent", sent_at=dates.now())
    take_back(professional, single)
    yes(professional, single)
    assert told("sign-off-yes") == ["Sam"]


def test_a_yes_in_between_taken_back_asks_nobody_after_it(
    task: Task, project: Project, professional: Membership, facilitator: Membership
) -> None:
    yes(professional, task)
    assert told("sign-off-asked") == ["Amina"]
    take_back(professional, task)
    assert (told("sign-off-asked"), counts(project)) == ([], (1, 0))
    yes(professional, task)
    yes(facilitator, task, 2)
    assert counts(project) == (0, 1)


def test_an_answer_written_down_is_taken_back_by_who_wrote_it_and_other_hosts_are_asked(
    task: Task, project: Project, professional: Membership, facilitator: Membership, other_member: Membership
) -> None:
    Membership.objects.filter(pk=other_member.pk).update(is_host=True)
    yes(professional, task)
    no(facilitator, task, 2)
    take_back(facilitator, task, 2)
    assert told("sign-off-asked") == ["Jo"]


def test_a_no_taken_back_is_gone_with_its_words(
    single: Task, project: Project, professional: Membership
) -> None:
    no(professional, single)
    assert told("sign-off-no") == ["Sam"]
    take_back(professional, single)
    single.refresh_from_db()
    asked = step(single)
    assert (single.status, counts(project), told("sign-off-no")) == ("waiting", (1, 0), [])
    assert {name: getattr(asked, name) for name in NO} == dict.fromkeys(NO, "")
    assert (asked.status, asked.talk_to, asked.answered_at) == ("waiting", None, None)


def _reply(task: Task, who: Membership) -> None:
    reply_to_no(by=who, pk=step(task).pk, words="She said yes.", now=dates.now())


def _done_again(task: Task, who: Membership) -> None:
    finish_task(by=who, pk=task.pk, now=dates.now())


def _edited(task: Task, who: Membership) -> None:
    task.refresh_from_db()
    edit_task(by=who, pk=task.pk, version=task.version, words={"title": "New", "what": "Words."})


def _handed_back(task: Task, who: Membership) -> None:
    hand_back_task(by=who, pk=task.pk, now=dates.now())


def _joined(task: Task, who: Membership) -> None:
    other = make_membership(project=task.project)
    join_task(by=other, pk=task.pk, now=dates.now())


def _taken_over(task: Task, who: Membership) -> None:
    _handed_back(task, who)
    _joined(task, who)


@pytest.mark.parametrize(
    ("built", "reason"),
    [
        (_reply, r"^Somebody has replied to this answer\. You can talk with them\.$"),
        (_done_again, NOTHING),
        (_edited, GONE_ON),
        (_handed_back, GONE_ON),
        (_joined, GONE_ON),
        (_taken_over, GONE_ON),
    ],
)
def test_a_no_stands_once_something_was_built_on_it(
    single: Task,
    member: Membership,
    professional: Membership,
    built: Callable[[Task, Membership], None],
    reason: str,
) -> None:
    no(professional, single)
    built(single, member)
    with pytest.raises(Refused, match=reason):
        take_back(professional, single)


def test_a_yes_stands_once_somebody_answered_after_it(
    task: Task, professional: Membership, facilitator: Membership
) -> None:
    yes(professional, task)
    yes(facilitator, task, 2)
    with pytest.raises(Refused, match=GONE_ON):
        take_back(professional, task)
    take_back(facilitator, task, 2)
    take_back(professional, task)  # in the order in which they came
    assert [each.status for each in task.sign_offs.all()] == ["waiting", "waiting"]


def test_a_yes_to_what_is_worked_on_again_stands(
    task: Task, member: Membership, professional: Membership
) -> None:
    yes(professional, task)
    undo_done(by=member, pk=task.pk, now=dates.now())
    with pytest.raises(Refused, match=GONE_ON):
        take_back(professional, task)


def test_a_last_yes_to_what_was_opened_again_is_no_answer_now(
    single: Task, member: Membership, professional: Membership
) -> None:
    yes(professional, single)
    undo_done(by=member, pk=single.pk, now=dates.now())
    with pytest.raises(Refused, match=NOTHING):
        take_back(professional, single)


@pytest.mark.parametrize("moved", [timedelta(hours=23), timedelta(hours=25)])
def test_for_a_day(single: Task, professional: Membership, moved: timedelta) -> None:
    yes(professional, single)
    later = dates.now() + moved
    if moved < timedelta(days=1):
        assert take_back(professional, single, now=later).status == "waiting"
    else:
        with pytest.raises(Refused, match=r"^It is more than a day since this answer\."):
            take_back(professional, single, now=later)


def test_only_by_who_gave_it(single: Task, facilitator: Membership, professional: Membership) -> None:
    yes(professional, single)
    with pytest.raises(Refused, match=r"^Only the person who gave this answer can take it back\."):
        take_back(facilitator, single)


def test_not_by_who_left(single: Task, professional: Membership) -> None:
    yes(professional, single)
    leave_project(by=professional, now=dates.now())
    with pytest.raises(Refused, match=r"^You are not in this project\.$"):
        take_back(professional, single)


def test_not_in_a_project_that_paused(single: Task, professional: Membership) -> None:
    yes(professional, single)
    Project.objects.update(status="paused", paused_at=dates.now())
    professional.project.refresh_from_db()
    with pytest.raises(Refused, match=r"^This project is paused\."):
        take_back(professional, single)


def test_not_from_a_page_about_an_older_answer(single: Task, professional: Membership) -> None:
    yes(professional, single)
    with pytest.raises(Refused, match=str(ASKED_ANEW)):
        take_back(professional, single, version=1)


def test_not_a_step_of_another_project(single: Task, professional: Membership) -> None:
    yes(professional, single)
    with pytest.raises(SignOff.DoesNotExist):
        take_back(make_membership(), single)


# --- at the same moment --------------------------------------------------------------------------------------------------


def said(act: Callable[[], object], word: str) -> Callable[[], str]:
    """The act as a race runs it: its word, or that it was refused."""

    def run() -> str:
        try:
            act()
        except Refused:
            return "refused"
        return word

    return run


def waiting_task() -> tuple[Membership, Membership, Task]:
    """Sam, Tom, and a task that Sam has done and Tom signs off."""
    project = make_project()
    sam, tom = (make_membership(project=project, member=make_member()) for _each in range(2))
    task = make_task(project=project, holders=[sam])
    make_sign_off(task=task, who=tom)
    return sam, tom, finish_task(by=sam, pk=task.pk, now=dates.now())


@pytest.mark.django_db(transaction=True)
def test_a_no_is_taken_back_or_replied_to_or_done_again_never_two_of_them() -> None:
    for _each in range(4):
        sam, tom, task = waiting_task()
        no(tom, task)
        pk, version = step(task).pk, step(task).version
        acts = [
            said(lambda: take_back_answer(by=tom, pk=pk, version=version, now=dates.now()), "back"),  # noqa: B023
            said(lambda: take_back_answer(by=tom, pk=pk, version=version, now=dates.now()), "back"),  # noqa: B023
            said(lambda: reply_to_no(by=sam, pk=pk, words="She did.", now=dates.now()), "replied"),  # noqa: B023
        ]
        came = all_at_once(acts)
        assert (came["back"] + came["replied"], came["refused"]) == (1, 2)
        asked = step(task)
        assert (asked.status, asked.reply) == (("waiting", "") if came["back"] else ("no", "She did."))


@pytest.mark.django_db(transaction=True)
def test_a_last_yes_taken_back_while_the_task_is_opened_again_counts_once() -> None:
    for _each in range(4):
        sam, tom, task = waiting_task()
        yes(tom, task)
        pk, version = step(task).pk, step(task).version
        acts = [
            said(lambda: take_back_answer(by=tom, pk=pk, version=version, now=dates.now()), "back"),  # noqa: B023
            said(lambda: undo_done(by=sam, pk=task.pk, now=dates.now()), "open"),  # noqa: B023
        ]
        came = all_at_once(acts)
        assert came["open"] == 1
        task.refresh_from_db()
        assert (task.status, counts(task.project), step(task).status) == ("open", (1, 0), "waiting")
