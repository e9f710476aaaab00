"""Changing the sign-off steps of a task that somebody has: what its form says, and who is told (seed 52)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member, Message
from projects.actions.task_done import finish_task
from projects.models import Membership, Project, SignOff, Task
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
TELLS = "If you change who says yes at the end, those who have the task are told."
DAY = dates.today("Europe/London") + timedelta(days=9)


@pytest.fixture
def task(project: Project, member: Membership, professional: Membership) -> Task:
    """A task that Sam has, with a step that Tom answers by a day."""
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=professional, by_day=DAY, grounds="The names", if_no="We talk.")
    return task


def at(task: Task, page: str = "edit/") -> str:
    """A page of the task."""
    return f"/projects/{task.project.address}/tasks/{task.pk}/{page}"


def posted(professional: Membership, **said: str) -> dict[str, str]:
    """What the form sends when nothing is changed, but for what is said here."""
    return {
        "title": "Guide",
        "what": "Pages.",
        "mode": "one",
        "places": "1",
        "version": "1",
        "step_1_who": str(professional.pk),
        "step_1_by_day": f"{DAY:%d/%m/%Y}",
        "step_1_grounds": "The names",
        "step_1_if_no": "We talk.",
        **said,
    }


def told() -> list[str]:
    """Who hears that the steps changed."""
    waiting = Message.objects.filter(kind="task-steps-changed", state="waiting")
    return list(waiting.values_list("recipient__display_name", flat=True))


@pytest.mark.parametrize(
    ("said", "hears"),
    [
        ({}, []),
        ({"step_1_grounds": "The names and the law"}, ["Sam"]),
        ({"step_2_grounds": "The law"}, ["Sam"]),
        ({"step_1_who": ""}, ["Sam"]),
        ({"step_1_by_day": ""}, ["Sam"]),
    ],
)
def test_a_change_of_the_steps_is_told_and_other_changes_are_not(
    as_person: AsPerson,
    task: Task,
    facilitator: Membership,
    professional: Membership,
    said: dict[str, str],
    hears: list[str],
) -> None:
    amina = as_person(facilitator)
    assert amina.get(at(task)).content.decode().count(TELLS) == 1
    assert amina.post(at(task), posted(professional, **said)).status_code == 302
    assert told() == hears


def test_the_form_tells_nobody_where_nobody_else_has_the_task(
    as_person: AsPerson, task: Task, member: Membership, professional: Membership
) -> None:
    sam = as_person(member)
    assert sam.get(at(task)).content.decode().count(TELLS) == 0
    sam.post(at(task), posted(professional, step_1_grounds="The law"))
    assert (told(), SignOff.objects.get().grounds) == ([], "The law")


def test_no_step_is_added_once_somebody_said_that_it_is_done(
    as_person: AsPerson, task: Task, facilitator: Membership, member: Membership, professional: Membership
) -> None:
    finish_task(by=member, pk=task.pk, now=dates.now())
    answer = as_person(facilitator).post(at(task), posted(professional, step_2_grounds="The law"))
    words = "This task is done, and waits for a yes. You can change it after that."
    assert (answer.status_code, answer.content.decode().count(words)) == (403, 1)
    assert (SignOff.objects.count(), told()) == (1, [])


def test_a_task_with_as_many_places_as_can_be_offers_no_more(
    as_person: AsPerson,
    project: Project,
    facilitator: Membership,
    member: Membership,
    other_member: Membership,
) -> None:
    pages = {who.pk: as_person(who) for who in (member, other_member)}
    words = {member.pk: "I want someone with me", other_member.pk: "I want to do it with them"}
    for places, offered in ((19, 1), (20, 0)):
        task = make_task(project=project, places=places, holders=[member], free_places=0)
        task.places.filter(holder=None).update(offered_to=facilitator, offered_until=DAY)
        found = [pages[who].get(at(task, "")).content.decode().count(words[who]) for who in pages]
        assert found == [offered] * 2
