from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.task_claim import claim_task
from projects.actions.task_handover import ask_for_company, hand_back_task, take_more_time
from projects.models import HandBackNote, Membership, Project, Task, TaskPlace
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    """Who is written to about what."""
    return sorted(Message.objects.values_list("recipient__display_name", "kind"))


def test_hand_back_task_leaves_no_trace_of_who(member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member])
    hand_back_task(by=member, pk=task.pk, note="  The fourth photo is good. ", now=dates.now())
    place = TaskPlace.objects.get()
    assert (place.holder, place.claimed_at, place.cover) == (None, None, "open")
    assert Task.objects.get().free_places == 1
    assert [note.words for note in HandBackNote.objects.all()] == ["The fourth photo is good."]
    assert {field.name for field in HandBackNote._meta.get_fields()} == {"id", "task", "words"}
    assert told() == []


@pytest.mark.parametrize(("days", "hears"), [(0, True), (2, True), (3, False)])
def test_hand_back_task_near_its_day_tells_the_helper(
    facilitator: Membership,
    member: Membership,
    other_member: Membership,
    project: Project,
    days: int,
    hears: bool,
) -> None:
    day = dates.today(project.zone) + timedelta(days=days)
    task = make_task(project=project, holders=[member], helper=other_member, due_on=day)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    assert told() == ([("Jo", "task-handed-back")] if hears else [])


def test_hand_back_task_without_a_helper_tells_the_hosts(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], due_on=dates.today(project.zone))
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    assert told() == [("Amina", "task-handed-back")]


def test_hand_back_task_by_the_helper_tells_the_hosts(
    facilitator: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(
        project=project, holders=[other_member], helper=other_member, due_on=dates.today(project.zone)
    )
    hand_back_task(by=other_member, pk=task.pk, now=dates.now())
    assert told() == [("Amina", "task-handed-back")]


def test_hand_back_task_can_be_undone_by_taking_it_again(member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member])
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    claim_task(by=member, pk=task.pk, now=dates.now())
    assert TaskPlace.objects.get().holder == member


def test_hand_back_task_refuses_who_does_not_have_it(member: Membership, project: Project) -> None:
    task = make_task(project=project)
    with pytest.raises(Refused, match="^You do not have this task now.$"):
        hand_back_task(by=member, pk=task.pk, now=dates.now())


def test_take_more_time_moves_the_day_by_a_week(member: Membership, project: Project) -> None:
    day = dates.today(project.zone)
    task = make_task(project=project, holders=[member], due_on=day)
    take_more_time(by=member, pk=task.pk, note="Half is there.")
    task.refresh_from_db()
    assert (task.due_on, task.date_version, task.version) == (day + timedelta(days=7), 2, 2)
    assert TaskPlace.objects.get().holder == member
    assert HandBackNote.objects.get().words == "Half is there."


def test_take_more_time_refuses_a_task_without_a_day(member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member])
    with pytest.raises(Refused, match="^This task has no day. Take the time you need.$"):
        take_more_time(by=member, pk=task.pk)


def test_ask_for_company_keeps_the_place_and_opens_one(member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member])
    ask_for_company(by=member, pk=task.pk)
    ask_for_company(by=member, pk=task.pk)  # one free place is enough
    task.refresh_from_db()
    assert (task.free_places, task.with_someone, task.places.count()) == (1, True, 2)
    assert task.places.get(holder=member).number == 1


def test_ask_for_company_refuses_who_does_not_have_it(member: Membership, project: Project) -> None:
    with pytest.raises(Refused, match="^You do not have this task now.$"):
        ask_for_company(by=member, pk=make_task(project=project).pk)
