"""The list of tasks as people read it, also where nothing can be taken just now."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.models import Member
from projects.models import Membership, Project, Task
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
PAUSED = {"status": "paused", "paused_at": dates.now()}
ENDED = {"status": "ended", "ended_at": dates.now()}
OFFERS = [
    "Looking for someone",
    "Being done",
    "Take what suits you",
    "You may like these",
    "Add a task",
    "asked first",
]


def read_list(browser: Client, project: Project) -> str:
    """The page with the tasks of the project."""
    return browser.get(reverse("projects:task-list", args=[project.address])).content.decode()


def fill(project: Project, member: Membership, other: Membership) -> None:
    """A task that is free, one that is held, one that asks somebody first; Sam likes what the free one needs."""
    Membership.objects.filter(pk=member.pk).update(skills=["drawing"])
    make_task(project=project, title="Draw the map", skills=["drawing"])
    make_task(project=project, title="Ring the hall", holders=[other])
    asking = make_task(project=project, title="Bake bread")
    asking.places.update(offered_to=other, offered_until=dates.today(project.zone))
    Task.objects.filter(pk=asking.pk).update(free_places=0)


@pytest.mark.parametrize(
    ("state", "offers", "headings"),
    [({}, [1, 1, 1, 1, 1, 1], [0, 0]), (PAUSED, [0] * 6, [1, 1]), (ENDED, [0] * 6, [1, 1])],
)
def test_list_offers_tasks_only_while_the_project_goes_on(
    state: dict[str, Any], offers: list[int], headings: list[int], as_person: AsPerson, project: Project,
    member: Membership, other_member: Membership,
) -> None:  # fmt: skip
    fill(project, member, other_member)
    Project.objects.update(**state)
    page = read_list(as_person(member), project)
    assert [page.count(words) for words in OFFERS] == offers
    assert [page.count(f"<h2>{words}</h2>") for words in ("Not taken", "Taken")] == headings
    titles = ["Draw the map", "Ring the hall", "Bake bread"]
    assert [page.count(f">{title}</a>") for title in titles] == [2 if not state else 1, 1, 1]


@pytest.mark.parametrize("state", [{}, PAUSED, ENDED])
@pytest.mark.parametrize("rows", [1, 100])
def test_list_takes_five_queries_whatever_there_is(
    rows: int, state: dict[str, Any], as_person: AsPerson, project: Project, member: Membership,
    django_assert_num_queries: Callable[[int], Any],
) -> None:  # fmt: skip
    for _each in range(rows):
        make_task(project=project)
        make_task(project=project, holders=[member], minutes=20)
        make_task(project=project, status=Task.Status.DONE, holders=[member])
    Project.objects.update(**state)
    browser = as_person(member)
    with django_assert_num_queries(5):
        page = read_list(browser, project)
    task = Task.objects.order_by("pk")[0]
    assert page.count(f'href="{reverse("projects:task-detail", args=[project.address, task.pk])}"') == 1
