"""What waits for one person: steps to answer, tasks that ask them first, and their own wishes."""

import pytest

from coproduce.lib import dates
from projects.models import Membership, Project, SignOff, Task, TaskPlace
from projects.queries.sign_off import asked_for_yes, tasks_that_ask, wishes_of
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def step(project: Project, facilitator: Membership, professional: Membership) -> SignOff:
    """What Tom is asked, with another step after it."""
    task = make_task(project=project)
    first = make_sign_off(task=task, who=professional)
    make_sign_off(task=task, who=professional)
    Task.objects.update(status="waiting")
    return first


def test_asked_for_yes_names_the_step_whose_turn_it_is(
    step: SignOff, professional: Membership, facilitator: Membership, member: Membership
) -> None:
    assert asked_for_yes(professional.member_id) == [step]
    assert [asked_for_yes(who.member_id) for who in (facilitator, member)] == [[], []]


@pytest.mark.parametrize("gone", [{"way": "resting"}, {"status": "left", "left_at": dates.now()}])
def test_asked_for_yes_asks_the_hosts_where_the_person_cannot(
    step: SignOff, professional: Membership, facilitator: Membership, gone: dict[str, object]
) -> None:
    Membership.objects.filter(pk=professional.pk).update(**gone)
    assert (asked_for_yes(facilitator.member_id), asked_for_yes(professional.member_id)) == ([step], [])


def test_asked_for_yes_asks_nothing_in_a_paused_project(step: SignOff, professional: Membership) -> None:
    Project.objects.update(status="paused", paused_at=dates.now())
    assert asked_for_yes(professional.member_id) == []


def test_tasks_that_ask_while_task_and_project_go_on(
    project: Project, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project, free_places=0)
    TaskPlace.objects.update(offered_to=other_member, offered_until=dates.today(project.zone))
    assert [place.task for place in tasks_that_ask(other_member.member_id)] == [task]
    assert tasks_that_ask(member.member_id) == []
    Project.objects.update(status="paused", paused_at=dates.now())
    assert tasks_that_ask(other_member.member_id) == []


def test_wishes_of_names_open_tasks_of_this_place_only(
    project: Project, member: Membership, other_member: Membership
) -> None:
    mine = make_task(project=project, holders=[member])
    make_task(project=project, holders=[member], status="done")
    make_task(project=project, holders=[other_member])
    assert [place.task for place in wishes_of(member)] == [mine]
