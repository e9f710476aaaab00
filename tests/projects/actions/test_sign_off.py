"""Sign-off: asked one after the other, a yes, a no that explains itself, and the reply to it (seeds 52, 68)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.membership import choose_way, leave_project
from projects.actions.sign_off_answer import reply_to_no, say_no, say_yes
from projects.actions.task_claim import claim_task
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_handover import hand_back_task
from projects.models import Membership, Project, SignOff, Task
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db
NO = {
    "heard": "The photos are warm.",
    "why": "One shows a face.",
    "whose_rule": "The council",
    "possible": "Another photo.",
}


def told(kind: str = "sign-off-asked") -> list[str]:
    """Who is written to, and the message still waits."""
    waiting = Message.objects.filter(kind=kind, state="waiting")
    return sorted(waiting.values_list("recipient__display_name", flat=True))


def counts(project: Project) -> tuple[int, int]:
    """Open and done tasks, as kept on the project's row."""
    fresh = Project.objects.get(pk=project.pk)
    return fresh.open_task_count, fresh.done_task_count


def status(task: Task) -> str:
    """How the task stands now."""
    task.refresh_from_db()
    return task.status


@pytest.fixture
def task(project: Project, facilitator: Membership, member: Membership, professional: Membership) -> Task:
    """A task that Sam has; Tom signs it off, then the council, in the words of whoever runs the project."""
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=professional)
    make_sign_off(task=task, who_words="The council")
    return task


@pytest.fixture
def waiting(task: Task, member: Membership) -> Task:
    """The task, said to be done."""
    return finish_task(by=member, pk=task.pk, now=dates.now())


def step(task: Task, number: int = 1) -> SignOff:
    """A step as it is now."""
    return SignOff.objects.get(task=task, number=number)


def yes(by: Membership, task: Task, number: int = 1) -> Task:
    """Say yes to a step."""
    asked = step(task, number)
    return say_yes(by=by, pk=asked.pk, version=asked.version, now=dates.now())


def no(by: Membership, task: Task, number: int = 1, **words: Any) -> Task:
    """Say no to a step."""
    asked = step(task, number)
    talk_to = words.pop("talk_to", by.pk)
    return say_no(
        by=by, pk=asked.pk, version=asked.version, words=NO | words, talk_to=talk_to, now=dates.now()
    )


def test_finish_task_asks_the_first_person_and_is_not_done(waiting: Task, project: Project) -> None:
    assert (status(waiting), waiting.ended_at, counts(project)) == ("waiting", None, (1, 0))
    assert (told(), step(waiting).version, step(waiting, 2).version) == (["Tom"], 2, 1)


def test_yes_asks_the_next_and_the_last_yes_is_done(
    waiting: Task, project: Project, professional: Membership, facilitator: Membership
) -> None:
    yes(professional, waiting)
    assert (status(waiting), told(), counts(project)) == ("waiting", ["Amina"], (1, 0))
    yes(facilitator, waiting, 2)
    assert (status(waiting), told(), counts(project)) == ("done", [], (0, 1))
    assert [(each.status, each.answered_by) for each in waiting.sign_offs.all()] == [
        ("yes", professional),
        ("yes", facilitator),
    ]


def test_no_opens_the_task_with_its_people_who_hear_that_there_is_an_answer(
    waiting: Task, project: Project, member: Membership, professional: Membership
) -> None:
    no(professional, waiting)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.free_places, waiting.places.get().holder) == ("open", 0, member)
    assert (told(), told("sign-off-no"), counts(project)) == ([], ["Sam"], (1, 0))
    answered = step(waiting)
    assert {name: getattr(answered, name) for name in NO} == NO
    assert (answered.status, answered.talk_to, answered.answered_by) == ("no", professional, professional)


def test_finishing_again_asks_who_said_no_and_keeps_their_words_until_they_answer(
    waiting: Task, member: Membership, professional: Membership
) -> None:
    no(professional, waiting)
    finish_task(by=member, pk=waiting.pk, now=dates.now())
    asked = step(waiting)
    assert (asked.status, asked.heard, asked.answered_at, asked.version) == ("waiting", NO["heard"], None, 3)
    assert told() == ["Tom"]
    yes(professional, waiting)
    asked = step(waiting)
    assert (asked.status, asked.heard, asked.why, asked.possible, asked.talk_to) == ("yes", "", "", "", None)


def test_a_yes_that_was_given_stands_when_a_later_step_says_no(
    waiting: Task, member: Membership, facilitator: Membership, professional: Membership
) -> None:
    yes(professional, waiting)
    no(facilitator, waiting, 2)
    finish_task(by=member, pk=waiting.pk, now=dates.now())
    assert (told(), step(waiting).status) == (["Amina"], "yes")


def test_undo_done_while_it_waits_asks_nobody_any_more(
    waiting: Task, member: Membership, project: Project
) -> None:
    undo_done(by=member, pk=waiting.pk, now=dates.now() + timedelta(days=30))
    assert (status(waiting), told(), counts(project)) == ("open", [], (1, 0))
    finish_task(by=member, pk=waiting.pk, now=dates.now())
    assert told() == ["Tom"]


def test_undo_done_after_the_last_yes_asks_everybody_anew(
    waiting: Task, member: Membership, facilitator: Membership, professional: Membership, project: Project
) -> None:
    yes(professional, waiting)
    yes(facilitator, waiting, 2)
    undo_done(by=member, pk=waiting.pk, now=dates.now())
    assert {each.status for each in waiting.sign_offs.all()} == {"waiting"}
    assert (status(waiting), counts(project)) == ("open", (1, 0))


@pytest.mark.parametrize("ends", ["leave", "rest"])
def test_the_hosts_are_asked_when_who_answers_leaves_or_rests(
    waiting: Task, professional: Membership, facilitator: Membership, ends: str
) -> None:
    if ends == "leave":
        leave_project(by=professional, now=dates.now())
    else:
        choose_way(by=professional, way="resting")
    assert (told(), step(waiting).who) == (["Amina"], None if ends == "leave" else professional)
    yes(facilitator, waiting)
    assert step(waiting).answered_by == facilitator


def test_leave_project_before_it_is_done_leaves_the_step_to_the_hosts(
    task: Task, member: Membership, professional: Membership
) -> None:
    leave_project(by=professional, now=dates.now())
    assert (told(), step(task).who) == ([], None)
    finish_task(by=member, pk=task.pk, now=dates.now())
    assert told() == ["Amina"]


def test_holders_who_left_while_it_waited_are_free_places_after_a_no(
    waiting: Task, member: Membership, professional: Membership
) -> None:
    leave_project(by=member, now=dates.now())
    no(professional, waiting)
    waiting.refresh_from_db()
    assert (waiting.free_places, waiting.places.get().holder, told("sign-off-no")) == (1, None, [])


def test_one_may_sign_off_ones_own_work_where_the_task_names_one(
    project: Project, member: Membership
) -> None:
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=member)
    finish_task(by=member, pk=task.pk, now=dates.now())
    assert status(yes(member, task)) == "done"


# --- refusals --------------------------------------------------------------------------------------------------------------


def test_answer_refuses_before_the_task_is_done(task: Task, professional: Membership) -> None:
    with pytest.raises(Refused, match=r"^This is not asked now\."):
        yes(professional, task)


def test_answer_refuses_others_and_hosts_while_the_person_is_there(
    waiting: Task, other_member: Membership, facilitator: Membership
) -> None:
    for somebody in (other_member, facilitator):
        with pytest.raises(Refused, match=r"^Another person answers this\."):
            yes(somebody, waiting)


def test_answer_refuses_out_of_turn_twice_and_for_an_old_page(
    waiting: Task, facilitator: Membership, professional: Membership
) -> None:
    with pytest.raises(Refused, match=r"^Somebody else is asked before this\.$"):
        yes(facilitator, waiting, 2)
    with pytest.raises(Refused, match=r"^This was asked again, or answered,"):
        say_yes(by=professional, pk=step(waiting).pk, version=1, now=dates.now())
    yes(professional, waiting)
    with pytest.raises(Refused, match=r"^This has been answered already\.$"):
        no(professional, waiting)


def test_answer_refuses_who_left_and_somebody_to_talk_to_who_is_not_there(
    waiting: Task, other_member: Membership, professional: Membership
) -> None:
    leave_project(by=other_member, now=dates.now())
    for talk_to in (other_member.pk, make_membership().pk):
        with pytest.raises(Refused, match=r"^The person to talk to has left\. Choose another person\.$"):
            no(professional, waiting, talk_to=talk_to)
    asked = step(waiting)
    leave_project(by=professional, now=dates.now())
    with pytest.raises(Refused, match=r"^You are not in this project\.$"):
        say_yes(by=professional, pk=asked.pk, version=asked.version, now=dates.now())


def test_answer_of_another_project_finds_nothing(waiting: Task) -> None:
    stranger = make_membership(project=make_project(), is_host=True)
    with pytest.raises(SignOff.DoesNotExist):
        yes(stranger, waiting)


@pytest.mark.parametrize("missing", ["heard", "why", "possible"])
def test_the_database_refuses_a_no_that_does_not_explain_itself(
    waiting: Task, professional: Membership, missing: str
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        no(professional, waiting, **{missing: ""})


def test_a_task_that_waits_is_not_taken_handed_back_or_finished(
    waiting: Task, member: Membership, other_member: Membership
) -> None:
    acts = (
        lambda: claim_task(by=other_member, pk=waiting.pk, now=dates.now()),
        lambda: hand_back_task(by=member, pk=waiting.pk, now=dates.now()),
        lambda: finish_task(by=member, pk=waiting.pk, now=dates.now()),
    )
    for act in acts:
        with pytest.raises(Refused, match=r"^This task is done, and waits for a yes\."):
            act()


# --- the reply ---------------------------------------------------------------------------------------------------------------


def test_reply_to_no_once_by_who_did_it(
    waiting: Task, member: Membership, other_member: Membership, professional: Membership
) -> None:
    pk = step(waiting).pk
    with pytest.raises(Refused, match=r"^There is no answer to reply to now\.$"):
        reply_to_no(by=member, pk=pk, words="I see.", now=dates.now())
    no(professional, waiting)
    with pytest.raises(Refused, match=r"^You do not have this task now\.$"):
        reply_to_no(by=other_member, pk=pk, words="I see.", now=dates.now())
    reply_to_no(by=member, pk=pk, words="She said yes to it.", now=dates.now())
    with pytest.raises(Refused, match=r"^There is a reply already\."):
        reply_to_no(by=member, pk=pk, words="Again.", now=dates.now())
    assert step(waiting).reply == "She said yes to it."


def test_a_new_no_has_no_old_reply(waiting: Task, member: Membership, professional: Membership) -> None:
    no(professional, waiting)
    reply_to_no(by=member, pk=step(waiting).pk, words="She said yes to it.", now=dates.now())
    finish_task(by=member, pk=waiting.pk, now=dates.now())
    assert step(waiting).reply == "She said yes to it."
    no(professional, waiting, heard="Better.")
    assert (step(waiting).heard, step(waiting).reply, step(waiting).replied_at) == ("Better.", "", None)
