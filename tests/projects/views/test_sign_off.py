"""Answering a sign-off step on its page, the no on the task's page, and the reply beside it."""

import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.actions.sign_off_answer import say_no
from projects.actions.task_done import finish_task, undo_done
from projects.models import Membership, Project, SignOff, Task
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
NO = {
    "heard": "The photos are warm.",
    "why": "One shows a face.",
    "whose_rule": "The council",
    "possible": "Another photo.",
}


@pytest.fixture
def step(project: Project, member: Membership, professional: Membership) -> SignOff:
    """What Tom is asked: Sam said that a task is done."""
    task = make_task(project=project, holders=[member], title="Choose 3 photos")
    step = make_sign_off(task=task, who=professional, grounds="Everyone in the photos said yes")
    finish_task(by=member, pk=task.pk, now=dates.now())
    step.refresh_from_db()
    return step


def at(step: SignOff, page: str = "") -> str:
    """A page of the step."""
    return f"/projects/{step.task.project.address}/sign-offs/{step.pk}/{page}"


def of_task(step: SignOff) -> str:
    """The page of its task."""
    return f"/projects/{step.task.project.address}/tasks/{step.task_id}/"


def test_finishing_says_that_a_yes_is_asked_and_who_is_asked(
    as_person: AsPerson, step: SignOff, member: Membership
) -> None:
    undo_done(by=member, pk=step.task_id, now=dates.now())
    sam = as_person(member)
    html = sam.get(sam.post(of_task(step) + "done/")["Location"]).content.decode()
    assert html.count("Now we ask for a yes. You can see on this page who is asked.") == 1
    assert (html.count("Who looks at it now: Tom"), html.count("It is not done yet")) == (1, 1)
    sam.post(of_task(step) + "undo/?what=done")
    assert Task.objects.get().status == "open"


def test_yes_in_one_press(as_person: AsPerson, step: SignOff, professional: Membership) -> None:
    tom = as_person(professional)
    html = tom.get(at(step)).content.decode()
    assert [
        html.count(words)
        for words in ("Everyone in the photos said yes", "Choose 3 photos", "Yes, it is right like this")
    ] == [1] * 3
    posted = {"version": "2", "form_key": str(uuid.uuid4())}
    assert {tom.post(at(step), posted)["Location"] for _each in range(2)} == {of_task(step)}
    assert (Task.objects.get().status, Project.objects.get().done_task_count) == ("done", 1)


def test_no_with_its_words_which_stand_on_the_task_with_a_reply(
    as_person: AsPerson, step: SignOff, member: Membership, other_member: Membership, professional: Membership
) -> None:
    posted = {**NO, "version": "2", "talk_to": str(professional.pk)}
    assert as_person(professional).post(at(step, "no/"), posted)["Location"] == of_task(step)
    sam, jo = as_person(member), as_person(other_member)
    html = sam.get(of_task(step)).content.decode()
    assert [html.count(words) for words in (*NO.values(), "Said by Tom.", "Reply to this")] == [1] * 6
    assert jo.get(of_task(step)).content.decode().count("Reply to this") == 0
    assert sam.post(at(step, "reply/"), {"words": "She said yes to it."})["Location"] == of_task(step)
    html = jo.get(of_task(step)).content.decode()
    assert (html.count("She said yes to it."), html.count("Reply to this")) == (1, 0)


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("heard", "Say what you saw in their work"),
        ("why", "Say why it is not right yet"),
        ("possible", "Say what is possible"),
        ("talk_to", "Choose who they can talk to"),
    ],
)
def test_no_says_what_needs_another_look(
    as_person: AsPerson, step: SignOff, professional: Membership, field: str, words: str
) -> None:
    posted = {**NO, "version": "2", "talk_to": str(professional.pk), field: ""}
    html = as_person(professional).post(at(step, "no/"), posted).content.decode()
    assert (html.count(words), SignOff.objects.get().status) == (2, "waiting")


def test_whose_rule_may_stay_empty(as_person: AsPerson, step: SignOff, professional: Membership) -> None:
    posted = {**NO, "version": "2", "talk_to": str(professional.pk), "whose_rule": ""}
    assert as_person(professional).post(at(step, "no/"), posted).status_code == 302


def test_a_host_writes_down_what_somebody_outside_said(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    step = make_sign_off(task=task, who_words="The council")
    finish_task(by=member, pk=task.pk, now=dates.now())
    amina = as_person(facilitator)
    assert (
        amina.get(at(step)).content.decode().count("You write down the answer. Your name stands beside it.")
        == 1
    )
    amina.post(at(step, "no/"), {**NO, "version": "2", "talk_to": str(member.pk)})
    html = as_person(member).get(of_task(step)).content.decode()
    assert " ".join(html.split()).count("Said by: The council. Written down by Amina.") == 1


@pytest.mark.parametrize("page", ["", "no/"])
def test_who_does_not_answer_reads_why_and_changes_nothing(
    as_person: AsPerson, step: SignOff, facilitator: Membership, page: str
) -> None:
    amina = as_person(facilitator)
    words = "Another person answers this. You can talk with them."
    assert amina.get(at(step, page)).content.decode().count(words) == 1
    answer = amina.post(at(step, page), {**NO, "version": "2", "talk_to": str(facilitator.pk)})
    assert (answer.status_code, answer.content.decode().count(words)) == (409, 1)
    assert SignOff.objects.get().status == "waiting"


@pytest.mark.parametrize("page", ["", "no/"])
@pytest.mark.parametrize(
    ("change", "now"),
    [
        (lambda step, sam: undo_done(by=sam, pk=step.task_id, now=dates.now()), "Now: Sam on it."),
        (
            lambda step, sam: say_no(
                by=step.who, pk=step.pk, version=2, words=NO, talk_to=step.who_id, now=dates.now()
            ),
            "Now: Sam on it.",
        ),
        (
            lambda step, sam: Project.objects.update(status="paused", paused_at=dates.now()),
            "This project is paused.",
        ),
        (
            lambda step, sam: Project.objects.update(status="ended", ended_at=dates.now()),
            "This project has ended.",
        ),
        (lambda step, sam: SignOff.objects.update(version=3), "Now: done, and waiting for a yes."),
    ],
)
def test_a_stale_answer_is_told_what_is_so_now(
    as_person: AsPerson,
    step: SignOff,
    member: Membership,
    professional: Membership,
    change: Callable[[SignOff, Membership], object],
    now: str,
    page: str,
) -> None:
    change(step, member)
    before = list(SignOff.objects.values())
    posted = {**NO, "version": "2", "talk_to": str(professional.pk)}
    answer = as_person(professional).post(at(step, page), posted)
    assert (answer.status_code, answer.content.decode().count(now)) == (409, 1)
    assert list(SignOff.objects.values()) == before


def test_a_reply_nobody_asked_for_is_told_kindly(
    as_person: AsPerson, step: SignOff, member: Membership
) -> None:
    answer = as_person(member).post(at(step, "reply/"), {"words": "I see."})
    assert (answer.status_code, answer.content.decode().count("There is no answer to reply to now.")) == (
        409,
        1,
    )


def test_a_reply_without_words_is_asked_again(as_person: AsPerson, step: SignOff, member: Membership) -> None:
    say_no(by=step.who, pk=step.pk, version=2, words=NO, talk_to=step.who_id, now=dates.now())  # type: ignore[arg-type]
    html = as_person(member).post(at(step, "reply/"), {"words": " "}).content.decode()
    assert (html.count("Write your reply"), SignOff.objects.get().reply) == (2, "")


def test_a_step_of_another_project_is_not_found(as_person: AsPerson, step: SignOff) -> None:
    stranger = make_membership()
    path = f"/projects/{stranger.project.address}/sign-offs/{step.pk}/"
    assert {as_person(stranger).get(path + page).status_code for page in ("", "no/", "reply/")} == {404}


# --- taking an answer back -----------------------------------------------------------------------------------------------

BACK = "Take back my answer"


def test_an_answer_is_taken_back_in_one_press_by_who_gave_it(
    as_person: AsPerson, step: SignOff, professional: Membership, facilitator: Membership, member: Membership
) -> None:
    tom = as_person(professional)
    tom.post(at(step), {"version": "2"})
    pages = [
        as_person(who).get(of_task(step)).content.decode() for who in (professional, facilitator, member)
    ]
    assert [html.count(BACK) for html in pages] == [1, 0, 0]
    posted = {"version": "2", "form_key": str(uuid.uuid4())}
    assert [tom.post(at(step, "undo/"), posted)["Location"] for _each in range(2)] == [of_task(step)] * 2
    html = tom.get(of_task(step)).content.decode()
    assert (
        html.count("Your answer is taken back."),
        html.count("Look at it and answer"),
        html.count(BACK),
    ) == (1, 1, 0)
    assert (Task.objects.get().status, Project.objects.get().done_task_count) == ("waiting", 0)


def test_a_no_that_has_a_reply_offers_nothing_to_take_back_and_a_press_is_told_kindly(
    as_person: AsPerson, step: SignOff, professional: Membership, member: Membership
) -> None:
    tom = as_person(professional)
    tom.post(at(step, "no/"), {**NO, "version": "2", "talk_to": str(professional.pk)})
    assert tom.get(of_task(step)).content.decode().count(BACK) == 1
    as_person(member).post(at(step, "reply/"), {"words": "She said yes to it."})
    assert tom.get(of_task(step)).content.decode().count(BACK) == 0
    answer = tom.post(at(step, "undo/"), {"version": "2"})
    assert (answer.status_code, answer.content.decode().count("Somebody has replied to this answer.")) == (
        409,
        1,
    )
    assert SignOff.objects.get().status == "no"


@pytest.mark.parametrize("version", ["1", "3", "", "x"])
def test_an_old_page_takes_nothing_back(
    as_person: AsPerson, step: SignOff, professional: Membership, version: str
) -> None:
    tom = as_person(professional)
    tom.post(at(step), {"version": "2"})
    tom.post(at(step, "undo/"), {"version": version})
    assert (SignOff.objects.get().status, tom.get(at(step, "undo/"))["Location"]) == ("yes", of_task(step))


def test_others_cannot_take_an_answer_back(
    as_person: AsPerson, step: SignOff, professional: Membership, facilitator: Membership
) -> None:
    as_person(professional).post(at(step), {"version": "2"})
    answer = as_person(facilitator).post(at(step, "undo/"), {"version": "2"})
    assert (answer.status_code, SignOff.objects.get().status) == (409, "yes")
    stranger = make_membership()
    path = f"/projects/{stranger.project.address}/sign-offs/{step.pk}/undo/"
    assert as_person(stranger).post(path, {"version": "2"}).status_code == 404
