"""Links about taking a task, in messages: two presses without signing in, a GET changes nothing, each press once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.acts import sign_act
from projects.actions.task_claim import claim_task
from projects.actions.task_handover import hand_back_task
from projects.actions.task_offer import choose_cover
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db


def link(act: str, who: Membership, about: int, version: str = "1") -> str:
    """The path of a link in a message."""
    return f"/a/{sign_act(act=act, member_id=who.member_id, object_id=about, version=version)}/"


@pytest.fixture
def free(project: Project) -> Task:
    """A task that looks for somebody."""
    due_on = dates.today(project.zone) + timedelta(days=1)
    return make_task(project=project, due_on=due_on, content_notice="One photo shows a hospital")


@pytest.fixture
def offered(project: Project, member: Membership, other_member: Membership) -> Task:
    """A task that Sam passed on to Jo."""
    task = make_task(project=project, holders=[member])
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    return task


def test_J2_claim_in_two_presses_once_and_undone(client: Client, member: Membership, free: Task) -> None:
    url = link("task-claim", member, free.pk)
    html = client.get(url).content.decode()
    assert [
        html.count(words)
        for words in ("You are answering as Sam.", "I will do this", "One photo shows a hospital")
    ] == [1] * 3
    assert [client.post(url)["Location"] for _each in range(2)] == [url] * 2
    assert (TaskPlace.objects.get().holder, Task.objects.get().free_places) == (member, 0)
    assert client.get(url).content.decode().count("Undo: I do not take it") == 1
    assert client.post(url, {"undo": "1"})["Location"] == url
    assert (TaskPlace.objects.get().holder, Task.objects.get().free_places) == (None, 1)


def test_claim_too_late_is_told_kindly(
    client: Client, member: Membership, other_member: Membership, free: Task
) -> None:
    url = link("task-claim", member, free.pk)
    claim_task(by=other_member, pk=free.pk, now=dates.now())
    html = client.get(url).content.decode()
    assert [html.count(words) for words in ("Somebody has this task.", "I will do this")] == [1, 0]
    answer = client.post(url)
    assert (answer.status_code, answer.content.decode().count("Jo took this just before you.")) == (409, 1)


def test_offer_taken_by_link(client: Client, other_member: Membership, offered: Task) -> None:
    url = link("task-claim", other_member, offered.pk)
    html = client.get(url).content.decode()
    assert [
        html.count(words) for words in ("I will take it", "No thank you", "Nobody minds, and nobody sees it.")
    ] == [1] * 3
    client.post(url)
    assert TaskPlace.objects.get().holder == other_member


def test_offer_refused_by_link_leaves_no_trace(
    client: Client, other_member: Membership, professional: Membership, offered: Task
) -> None:
    url = link("task-claim", other_member, offered.pk)
    assert (
        client.get(link("task-claim", professional, offered.pk)).content.decode().count("I will do this") == 0
    )
    assert client.post(url, {"no": "1"})["Location"] == url
    assert TaskPlace.objects.values_list("holder", "offered_to").get() == (None, None)
    answer = client.post(url, {"no": "1"})
    assert (answer.status_code, answer.content.decode().count("This task does not ask you any more.")) == (
        410,
        1,
    )
    assert Task.objects.get().free_places == 1


@pytest.mark.parametrize(
    "moved_on",
    [
        lambda task, who: Membership.objects.filter(pk=who.pk).update(status="left", left_at=dates.now()),
        lambda task, who: Task.objects.update(date_version=2),
        lambda task, who: Task.objects.update(status="called_off", ended_at=dates.now()),
        lambda task, who: Task.objects.update(status="done", ended_at=dates.now()),
        lambda task, who: Task.objects.update(status="waiting"),
        lambda task, who: task.delete(),
    ],
)
def test_a_link_is_dead_when_the_world_moved_on(
    client: Client, member: Membership, free: Task, moved_on: Callable[[Task, Membership], object]
) -> None:
    url = link("task-claim", member, free.pk)
    moved_on(free, member)
    assert (client.get(url).status_code, client.post(url).status_code) == (410, 410)
    assert TaskPlace.objects.filter(holder__isnull=False).count() == 0


@pytest.mark.parametrize("act", ["task-claim", "task-done", "task-hand-back", "task-more-time"])
def test_a_press_in_a_project_that_paused_is_told_kindly(
    client: Client, member: Membership, project: Project, act: str
) -> None:
    holders = [] if act == "task-claim" else [member]
    task = make_task(project=project, holders=holders, due_on=dates.today(project.zone))
    Project.objects.update(status="paused", paused_at=dates.now())
    answer = client.post(link(act, member, task.pk), {"what": "all"})
    assert (answer.status_code, answer.content.decode().count("This project is paused.")) == (410, 1)


def test_done_by_link_waits_for_a_yes_and_can_be_undone(
    client: Client, member: Membership, professional: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=professional)
    url = link("task-done", member, task.pk)
    assert client.post(url)["Location"] == url
    assert client.get(url).content.decode().count("Now it waits for a yes.") == 1
    client.post(url, {"undo": "1"})
    assert Task.objects.get().status == "open"


def test_handed_back_by_link_with_a_wish_can_be_undone(
    client: Client, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    led_to = client.post(link("task-hand-back", member, task.pk), {"what": "all"})["Location"]
    assert TaskPlace.objects.get().offered_to == other_member
    path = led_to.removeprefix("http://localhost")
    assert client.get(path).content.decode().count("Undo: I take it again") == 1
    client.post(path, {"undo": "1"})
    assert TaskPlace.objects.get().holder == member


def test_a_get_changes_nothing(
    client: Client, member: Membership, other_member: Membership, free: Task, offered: Task
) -> None:
    before = list(Task.objects.values()), list(TaskPlace.objects.values())
    for url in (link("task-claim", member, free.pk), link("task-claim", other_member, offered.pk)):
        assert [client.get(each).status_code for each in (url, url + "?no=1", url + "?undo=1")] == [200] * 3
    assert (list(Task.objects.values()), list(TaskPlace.objects.values())) == before


def test_what_is_asked_in_a_paused_project_is_told_kindly(
    client: Client, other_member: Membership, offered: Task
) -> None:
    Project.objects.update(status="paused", paused_at=dates.now())
    html = client.get(link("task-claim", other_member, offered.pk)).content.decode()
    assert [html.count(words) for words in ("This project is paused.", "I will take it")] == [1, 0]
