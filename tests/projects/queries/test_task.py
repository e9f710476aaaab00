from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from projects.models import Membership, Project, Task
from projects.queries.task import done_tasks, open_tasks, places_held
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
DAY = date(2030, 5, 22)


def titles(tasks: list[Task]) -> list[str]:
    """What is on a page."""
    return [task.title for task in tasks]


def test_open_tasks_looking_for_someone_first_then_by_day(project: Project, member: Membership) -> None:
    make_task(project=project, title="no day")
    make_task(project=project, title="late", due_on=DAY + timedelta(days=1))
    make_task(project=project, title="early", due_on=DAY)
    make_task(project=project, title="held", due_on=DAY, holders=[member])
    make_task(project=project, title="done", status=Task.Status.DONE)
    make_task(title="elsewhere")
    page = open_tasks(project)
    assert (titles(page.looking), titles(page.being_done)) == (["early", "late", "no day"], ["held"])
    assert page.being_done[0].names == ["Sam"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("only", "found"),
    [("ten-minutes", ["short"]), ("at-home", ["home"]), ("with-someone", ["twos"]), ("x", 4)],
)
def test_open_tasks_filters(project: Project, only: str, found: list[str] | int) -> None:
    make_task(project=project, title="short", minutes=10)
    make_task(project=project, title="home", at_home=True, minutes=30)
    make_task(project=project, title="twos", with_someone=True)
    make_task(project=project, title="plain")
    shown = titles(open_tasks(project, only=only).looking)
    assert (len(shown) if isinstance(found, int) else shown) == found


def test_open_tasks_pages_show_each_task_once(project: Project, member: Membership) -> None:
    for number in range(120):
        day = DAY + timedelta(days=number % 7) if number % 3 else None
        make_task(project=project, title=f"{number}", due_on=day, holders=[member] if number % 2 else [])
    seen, key, pages = [], "", 0
    while True:
        page = open_tasks(project, after=key)
        seen += titles(page.looking + page.being_done)
        pages, key = pages + 1, page.next_key
        if not key:
            break
    assert (pages, len(seen), len(set(seen))) == (3, 120, 120)


@pytest.mark.parametrize(
    "key", ["x", "1.2.3", "0.2030-01-01.99999999999999999999", "0.2030-01-01.-1", "..", "0" * 999]
)
def test_a_key_that_nobody_made_shows_the_first_page(project: Project, key: str) -> None:
    make_task(project=project, title="one")
    assert titles(open_tasks(project, after=key).looking) == ["one"]
    assert done_tasks(project, after=key) == ([], "")


def test_done_tasks_newest_first_with_who_did_them(project: Project, member: Membership) -> None:
    now = dates.now()
    for number in range(60):
        make_task(
            project=project, title=f"{number}", status=Task.Status.DONE, ended_at=now + timedelta(seconds=number // 2),
            holders=[member],
        )  # fmt: skip
    first, key = done_tasks(project)
    second, end = done_tasks(project, after=key)
    assert titles(first + second) == [str(number) for number in range(59, -1, -1)]
    assert (len(first), end, first[0].names) == (50, "", ["Sam"])  # type: ignore[attr-defined]


def test_places_held_in_all_projects_next_day_first(member: Membership) -> None:
    elsewhere = make_membership(member=member.member)
    make_task(project=member.project, title="later", due_on=DAY + timedelta(days=1), holders=[member])
    make_task(project=elsewhere.project, title="sooner", due_on=DAY, holders=[elsewhere])
    make_task(project=member.project, title="done", status=Task.Status.DONE, holders=[member])
    assert [place.task.title for place in places_held(member.member_id)] == ["sooner", "later"]


@pytest.mark.parametrize("rows", [1, 30])
def test_lists_take_the_same_number_of_queries(
    rows: int, project: Project, member: Membership, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(rows):
        make_task(project=project, holders=[member])
        make_task(project=project, status=Task.Status.DONE, holders=[member])
    with django_assert_num_queries(3):
        open_tasks(project)
        done_tasks(project)
        list(places_held(member.member_id))
