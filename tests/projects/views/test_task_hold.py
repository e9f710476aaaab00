"""Pages that are older than their task, presses made twice, and the wish and the offer as people meet them."""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core import signing
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.actions.membership import leave_project
from projects.actions.task import call_off_task
from projects.actions.task_claim import claim_task
from projects.actions.task_done import finish_task
from projects.actions.task_handover import hand_back_task
from projects.actions.task_offer import choose_cover, say_no_to_offer
from projects.models import HandBackNote, Membership, Project, Task, TaskPlace
from projects.views.task_hold import read_place, signed_place
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
STALE = "Something changed while you had the page open. You have done nothing wrong."


def at(task: Task, page: str = "") -> str:
    """A page of the task."""
    return f"/projects/{task.project.address}/tasks/{task.pk}/{page}"


@pytest.fixture
def task(project: Project, member: Membership) -> Task:
    """A task that Sam has."""
    return make_task(project=project, holders=[member], due_on=date(2030, 5, 22))


@pytest.fixture
def offered(task: Task, member: Membership, other_member: Membership) -> Task:
    """The task, passed on to Jo, who has not answered."""
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    return task


# --- the world moved on ----------------------------------------------------------------------------------------------------


def _finished(task: Task, who: Membership) -> None:
    finish_task(by=who, pk=task.pk, now=dates.now())


def _waits(task: Task, who: Membership) -> None:
    make_sign_off(task=task)
    finish_task(by=who, pk=task.pk, now=dates.now())


def _called_off(task: Task, who: Membership) -> None:
    task.places.update(holder=None, claimed_at=None)
    Membership.objects.filter(pk=who.pk).update(is_host=True)
    who.refresh_from_db()
    call_off_task(by=who, pk=task.pk, now=dates.now())


def _paused(task: Task, who: Membership) -> None:
    Project.objects.filter(pk=task.project_id).update(status="paused", paused_at=dates.now())


def _ended(task: Task, who: Membership) -> None:
    Project.objects.filter(pk=task.project_id).update(status="ended", ended_at=dates.now())


def _handed_back(task: Task, who: Membership) -> None:
    hand_back_task(by=who, pk=task.pk, now=dates.now())


NOW_DONE, NOW_WAITS = "Now: done by Sam.", "Now: done, and waiting for a yes."
CHANGES = [
    (_finished, NOW_DONE),
    (_waits, NOW_WAITS),
    (_called_off, "Now: not needed any more."),
    (_paused, "This project is paused."),
    (_ended, "This project has ended."),
    (_handed_back, "Now: looking for someone."),
]


@pytest.mark.parametrize(("change", "now"), CHANGES)
@pytest.mark.parametrize(
    ("page", "posts"),
    [
        ("done/", {}),
        ("more-time/", {}),
        ("share/", {}),
        ("cover/", {"cover": "hold"}),
        ("undo/?what=claim", {}),
        ("no-thanks/", {}),
    ],
)
def test_a_stale_page_of_the_holder_is_told_what_is_so_now(
    as_person: AsPerson,
    member: Membership,
    task: Task,
    change: Callable[[Task, Membership], None],
    now: str,
    page: str,
    posts: dict[str, str],
) -> None:
    change(task, member)
    before = list(Task.objects.values()), list(TaskPlace.objects.values())
    answer = as_person(member).post(at(task, page), posts)
    html = answer.content.decode()
    assert (answer.status_code, html.count(STALE), html.count(now)) == (409, 1, 1)
    assert (list(Task.objects.values()), list(TaskPlace.objects.values())) == before


@pytest.mark.parametrize(("change", "now"), CHANGES[:-1])
@pytest.mark.parametrize("posts", [{}, {"share": "1"}, {"company": "1"}])
def test_a_stale_claim_is_told_what_is_so_now(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    task: Task,
    change: Callable[[Task, Membership], None],
    now: str,
    posts: dict[str, str],
) -> None:
    change(task, member)
    answer = as_person(other_member).post(at(task, "claim/"), posts)
    html = answer.content.decode()
    assert (answer.status_code, html.count(STALE), html.count(now)) == (409, 1, 1)
    assert TaskPlace.objects.filter(holder=other_member).count() == 0


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_finished, "This task is done or not needed any more."),
        (_waits, "This task is done, and waits for a yes."),
        (_handed_back, "You do not have this task now."),
    ],
)
def test_a_stale_hand_back_leads_to_the_task_with_the_reason(
    as_person: AsPerson,
    member: Membership,
    task: Task,
    change: Callable[[Task, Membership], None],
    reason: str,
) -> None:
    change(task, member)
    answer = as_person(member).post(at(task, "hand-back/"), {"what": "all"}, follow=True)
    assert (answer.redirect_chain[-1][0], answer.content.decode().count(reason)) == (at(task), 1)


def test_an_offer_that_ended_is_told_kindly(
    as_person: AsPerson, offered: Task, other_member: Membership, professional: Membership
) -> None:
    say_no_to_offer(by=other_member, pk=offered.pk, now=dates.now())
    answer = as_person(other_member).post(at(offered, "no-thanks/"))
    assert (answer.status_code, answer.content.decode().count("This task does not ask you any more.")) == (
        409,
        1,
    )
    claim_task(by=professional, pk=offered.pk, now=dates.now())
    answer = as_person(other_member).post(at(offered, "claim/"))
    assert (answer.status_code, answer.content.decode().count("Tom took this just before you.")) == (409, 1)


# --- presses made twice ------------------------------------------------------------------------------------------------------


def twice(browser: Client, path: str, posts: dict[str, str]) -> list[str]:
    """Where two presses of the same button lead."""
    same = {**posts, "form_key": str(uuid.uuid4())}
    return [browser.post(path, same).headers.get("Location", "") for _each in range(2)]


def test_C3_a_claim_pressed_twice_takes_one_place(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=3)
    led_to = twice(as_person(member), at(task, "claim/"), {"company": "1"})
    task.refresh_from_db()
    assert (led_to, task.free_places, task.places.count()) == ([at(task) + "?undo=claim"] * 2, 2, 3)


def test_C3_a_week_more_pressed_twice_is_one_week(
    as_person: AsPerson, member: Membership, task: Task
) -> None:
    assert twice(as_person(member), at(task, "more-time/"), {}) == [at(task)] * 2
    task.refresh_from_db()
    assert (task.due_on, task.date_version) == (date(2030, 5, 29), 2)


def test_C3_hand_back_pressed_twice_leaves_one_note(
    as_person: AsPerson, member: Membership, task: Task
) -> None:
    first, second = twice(
        as_person(member), at(task, "hand-back/"), {"what": "all", "note": "Half is there."}
    )
    assert (first == second, HandBackNote.objects.count(), task.places.filter(holder=member).count()) == (
        True,
        1,
        0,
    )


def test_C3_done_pressed_twice_counts_once(as_person: AsPerson, member: Membership, task: Task) -> None:
    assert twice(as_person(member), at(task, "done/"), {}) == [at(task) + "?undo=done"] * 2
    assert Project.objects.get().done_task_count == 1


def test_C3_no_thank_you_pressed_twice_frees_one_place(
    as_person: AsPerson, other_member: Membership, offered: Task
) -> None:
    assert twice(as_person(other_member), at(offered, "no-thanks/"), {}) == [at(offered)] * 2
    offered.refresh_from_db()
    assert offered.free_places == 1


# --- the wish, asked once after the claim ---------------------------------------------------------------------------------


def test_the_wish_is_asked_after_the_claim_and_kept(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project)
    sam = as_person(member)
    asks = 'name="cover"'
    assert sam.get(at(task)).content.decode().count(asks) == 0
    html = sam.get(sam.post(at(task, "claim/"))["Location"]).content.decode()
    assert (html.count(asks), html.count("<details><summary>If you can’t come back to it")) == (3, 0)
    assert sam.post(at(task, "cover/"), {"cover": "pass", "cover_to": str(other_member.pk)})[
        "Location"
    ] == at(task)
    place = TaskPlace.objects.get()
    assert (place.cover, place.cover_to) == ("pass", other_member)
    assert sam.get(at(task)).content.decode().count("<details><summary>If you can’t come back to it") == 1


@pytest.mark.parametrize(
    ("posts", "words"),
    [
        ({}, "Choose one"),
        ({"cover": "pass"}, "Choose whom to ask"),
        ({"cover": "pass", "cover_to": "99999999999999999999"}, "Choose a person from the list"),
    ],
)
def test_the_wish_says_what_needs_another_look(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    task: Task,
    posts: dict[str, str],
    words: str,
) -> None:
    html = as_person(member).post(at(task, "cover/"), posts).content.decode()
    assert (html.count(words), TaskPlace.objects.get().cover) == (2, "open")


def test_the_page_about_resting_says_what_happens_with_each_task(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    for cover in ("hold", "open", "pass"):
        task = make_task(project=project, holders=[member], title=f"Task to {cover}")
        choose_cover(by=member, pk=task.pk, cover=cover, to=other_member.pk if cover == "pass" else None)
    sam, path = as_person(member), f"/projects/{project.address}/me/way/"
    html = sam.get(path).content.decode()
    for words in (
        "Task to hold</a>: it stays yours.",
        "Task to open</a>: it is open to all.",
        "Task to pass</a>: we ask Jo first.",
    ):
        assert html.count(words) == 1, words
    sam.post(path, {"way": "resting"})
    assert sam.get(path).content.decode().count("Task to") == 0


# --- the offer ---------------------------------------------------------------------------------------------------------------


def test_who_is_asked_sees_both_answers_and_others_see_no_name(
    as_person: AsPerson, offered: Task, other_member: Membership, professional: Membership
) -> None:
    html = as_person(other_member).get(at(offered)).content.decode()
    assert [
        html.count(words) for words in ("I will take it", "No thank you", "Would you take this over?")
    ] == [1] * 3
    html = as_person(professional).get(at(offered)).content.decode()
    words = "One person is asked first. If they say no, it is open to all."
    assert [len(re.findall(each, html)) for each in (words, r"\bJo\b", "I will do this")] == [1, 0, 0]


def test_the_list_says_that_one_person_is_asked_first_and_not_who(
    as_person: AsPerson, offered: Task, professional: Membership
) -> None:
    html = as_person(professional).get(f"/projects/{offered.project.address}/tasks/").content.decode()
    assert [len(re.findall(each, html)) for each in ("One person is asked first.", r"\bJo\b")] == [1, 0]


def test_an_offer_is_taken_and_refused_by_a_press(
    as_person: AsPerson, offered: Task, other_member: Membership
) -> None:
    jo = as_person(other_member)
    assert jo.post(at(offered, "claim/"))["Location"] == at(offered) + "?undo=claim"
    assert TaskPlace.objects.get().holder == other_member


def test_hand_back_by_a_wish_says_who_is_asked_and_can_be_undone(
    as_person: AsPerson, task: Task, member: Membership, other_member: Membership
) -> None:
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    sam = as_person(member)
    words = "You wished to pass it to Jo. When you hand it back, we ask them first."
    assert sam.get(at(task, "hand-back/")).content.decode().count(words) == 1
    led_to = sam.post(at(task, "hand-back/"), {"what": "all"})["Location"]
    html = sam.get(led_to).content.decode()
    assert html.count("We ask Jo first. Thank you for what you did. You stay in the project.") == 1
    undo = led_to.replace("?undo=", "undo/?what=")
    assert html.count(f'action="{undo.replace("&", "&amp;")}"') == 1
    sam.post(undo)
    assert TaskPlace.objects.values_list("holder", "offered_to").get() == (member.pk, None)


def test_somebody_elses_undo_takes_nothing_that_asks_somebody(
    as_person: AsPerson, task: Task, member: Membership, other_member: Membership, professional: Membership
) -> None:
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    back = signed_place(hand_back_task(by=member, pk=task.pk, now=dates.now()), member)
    answer = as_person(professional).post(at(task, "undo/"), query_params={"what": "hand-back", "back": back})
    assert (answer.status_code, TaskPlace.objects.get().holder) == (409, None)


def test_read_place_only_for_its_member_and_a_day(
    task: Task, member: Membership, other_member: Membership, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = task.places.get()
    signed = signed_place(place, member)
    assert (read_place(signed, member), read_place(signed, other_member)) == (place.pk, None)
    assert [read_place(each, member) for each in ("", "nothing", signed + "x")] == [None] * 3
    later = signing.time.time() + timedelta(hours=25).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert read_place(signed, member) is None


def test_offers_of_another_project_are_not_found(as_person: AsPerson, offered: Task) -> None:
    stranger = make_membership()
    path = f"/projects/{stranger.project.address}/tasks/{offered.pk}/no-thanks/"
    assert as_person(stranger).post(path).status_code == 404


def test_nobody_who_left_is_named_on_the_page_about_resting(
    as_person: AsPerson, member: Membership, other_member: Membership, task: Task, project: Project
) -> None:
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    leave_project(by=other_member, now=dates.now())
    html = as_person(member).get(f"/projects/{project.address}/me/way/").content.decode()
    assert (html.count("it is open to all."), html.count("we ask Jo first.")) == (1, 0)
