from typing import Any

import pytest

from coproduce.lib import dates
from projects.actions.task import add_task, edit_task
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db

Row = tuple[int, str, int | None]


def words(**said: Any) -> dict[str, Any]:
    """What a task says."""
    return {"title": "Write the guide", "what": "Page by page.", **said}


def rows(task: Task) -> list[Row]:
    """Each place: its number, its section, and who has it."""
    return list(task.places.values_list("number", "section", "holder_id"))


def edit(by: Membership, task: Task, **said: Any) -> Task:
    """Edit the task as it stands."""
    task.refresh_from_db()
    return edit_task(by=by, pk=task.pk, version=task.version, words=words(), **said)


def free(task: Task) -> tuple[int, int]:
    """Free places as kept, and as they are."""
    task.refresh_from_db()
    return task.free_places, task.places.filter(holder=None, offered_to=None).count()


def by_sections(project: Project, names: list[str], holders: list[Membership]) -> Task:
    """A task of which each takes a section, the first ones held."""
    task = make_task(project=project, places=len(names), holders=holders, mode=Task.Mode.SECTIONS)
    for place, name in zip(task.places.all(), names, strict=True):
        TaskPlace.objects.filter(pk=place.pk).update(section=name)
    return task


def test_add_task_by_sections_gives_each_a_place(member: Membership) -> None:
    said = words(mode=Task.Mode.SECTIONS)
    task = add_task(by=member, places=9, words=said, sections=["Start", "Map"], now=dates.now())
    assert (rows(task), free(task)) == ([(1, "Start", None), (2, "Map", None)], (2, 2))


def test_switching_to_sections_keeps_holders_and_gives_them_one_each(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=3, holders=[member])
    TaskPlace.objects.filter(task=task, number=3).update(holder=other_member, claimed_at=dates.now())
    Task.objects.filter(pk=task.pk).update(free_places=1)
    edit(facilitator, task, places=2, sections=["Start", "Map"])
    assert rows(task) == [(1, "Start", member.pk), (3, "Map", other_member.pk)]
    assert free(task) == (0, 0)


def test_switching_from_sections_keeps_holders_and_the_names_of_their_sections(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = by_sections(project, ["Start", "Map", "End"], [member])
    edit(facilitator, task, places=1)
    assert (rows(task), free(task)) == ([(1, "Start", member.pk)], (0, 0))


def test_sections_keep_who_has_them_when_others_come_go_and_move(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = by_sections(project, ["Start", "Map", "End"], [])
    TaskPlace.objects.filter(task=task, number=3).update(holder=member, claimed_at=dates.now())
    Task.objects.filter(pk=task.pk).update(free_places=2)
    edit(facilitator, task, places=3, sections=["End", "Thanks", "Start"])
    assert rows(task) == [(1, "Start", None), (2, "Thanks", None), (3, "End", member.pk)]
    edit(facilitator, task, places=1, sections=["Other"])
    assert (rows(task), free(task)) == ([(3, "Other", member.pk)], (0, 0))


def test_two_sections_of_one_name_are_two_places(facilitator: Membership, project: Project) -> None:
    task = by_sections(project, ["Page"], [])
    edit(facilitator, task, places=2, sections=["Page", "Page"])
    assert rows(task) == [(1, "Page", None), (2, "Page", None)]


def test_more_sections_than_places_can_be_stop_at_twenty(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, holders=[member], free_places=0)
    TaskPlace.objects.filter(task=task, number=2).update(
        offered_to=facilitator, offered_until=dates.today("Europe/London")
    )
    edit(facilitator, task, places=20, sections=[f"Page {number}" for number in range(1, 21)])
    assert (task.places.count(), free(task)) == (20, (18, 18))


def test_a_place_that_asks_somebody_first_is_not_taken_away(
    facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, free_places=1)
    asked = make_membership(project=project)
    TaskPlace.objects.filter(task=task, number=2).update(
        offered_to=asked, offered_until=dates.today("Europe/London")
    )
    edit(facilitator, task, places=1)
    assert (list(task.places.values_list("number", "offered_to")), free(task)) == ([(2, asked.pk)], (0, 0))
