"""The wish for when somebody cannot come back to a task, and the offer that comes of it (seed 60)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.membership import choose_way, leave_project
from projects.actions.task_claim import PlaceGone, claim_task, join_task, take_again
from projects.actions.task_handover import hand_back_task
from projects.actions.task_offer import choose_cover, open_old_offers_to_all, say_no_to_offer
from projects.jobs import open_old_offers
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db


def place_of(task: Task) -> tuple[Membership | None, Membership | None, date | None, str, int]:
    """The only place of a task: holder, asked first, until when, wish; and how many are free."""
    task.refresh_from_db()
    place = task.places.get()
    return place.holder, place.offered_to, place.offered_until, place.cover, task.free_places


def told() -> list[tuple[str, str]]:
    """Who is written to about what, and still waits."""
    waiting = Message.objects.filter(state="waiting")
    return sorted(waiting.values_list("recipient__display_name", "kind"))


@pytest.fixture
def task(project: Project, member: Membership) -> Task:
    """A task that Sam has."""
    return make_task(project=project, holders=[member])


@pytest.fixture
def passed(task: Task, member: Membership, other_member: Membership) -> Task:
    """The task, handed back by Sam with the wish to pass it to Jo."""
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    return task


def week(project: Project) -> date:
    """The last day of an offer made now."""
    return dates.today(project.zone) + timedelta(days=7)


def test_choose_cover_keeps_the_wish(task: Task, member: Membership, other_member: Membership) -> None:
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    assert TaskPlace.objects.values_list("cover", "cover_to").get() == ("pass", other_member.pk)
    choose_cover(by=member, pk=task.pk, cover="hold", to=other_member.pk)
    assert TaskPlace.objects.values_list("cover", "cover_to").get() == ("hold", None)


def test_choose_cover_refuses_nobody_oneself_strangers_and_who_left(
    task: Task, member: Membership, other_member: Membership
) -> None:
    leave_project(by=other_member, now=dates.now())
    for to in (None, member.pk, other_member.pk, make_membership().pk):
        with pytest.raises(Refused, match=r"^Choose somebody who is in the project now\.$"):
            choose_cover(by=member, pk=task.pk, cover="pass", to=to)
    assert TaskPlace.objects.get().cover == "open"


def test_choose_cover_refuses_who_does_not_have_it(task: Task, other_member: Membership) -> None:
    with pytest.raises(Refused, match=r"^You do not have this task now\.$"):
        choose_cover(by=other_member, pk=task.pk, cover="hold")


@pytest.mark.parametrize("cover", ["hold", "open", "pass"])
def test_leave_project_passes_on_or_frees_by_the_wish(
    task: Task, member: Membership, other_member: Membership, project: Project, cover: str
) -> None:
    choose_cover(by=member, pk=task.pk, cover=cover, to=other_member.pk if cover == "pass" else None)
    leave_project(by=member, now=dates.now())
    asked = (None, other_member, week(project), "open", 0)
    assert place_of(task) == (asked if cover == "pass" else (None, None, None, "open", 1))
    assert told() == ([("Jo", "task-offered")] if cover == "pass" else [])


@pytest.mark.parametrize("cover", ["hold", "open", "pass"])
def test_choose_way_resting_keeps_passes_on_or_frees_by_the_wish(
    task: Task, member: Membership, other_member: Membership, project: Project, cover: str
) -> None:
    choose_cover(by=member, pk=task.pk, cover=cover, to=other_member.pk if cover == "pass" else None)
    choose_way(by=member, way="resting")
    assert (
        place_of(task)
        == {
            "hold": (member, None, None, "hold", 0),
            "open": (None, None, None, "open", 1),
            "pass": (None, other_member, week(project), "open", 0),
        }[cover]
    )


def test_choose_way_resting_said_twice_lets_go_once(task: Task, member: Membership) -> None:
    choose_way(by=member, way="resting")
    claim_task(by=member, pk=task.pk, now=dates.now())
    choose_way(by=member, way="resting")
    assert place_of(task)[0] == member


@pytest.mark.parametrize("way", ["resting", "keep_posted"])
def test_nothing_is_asked_of_people_who_rest_or_read_along(
    task: Task, member: Membership, other_member: Membership, way: str
) -> None:
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    Membership.objects.filter(pk=other_member.pk).update(way=way)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    assert (place_of(task), told()) == ((None, None, None, "open", 1), [])


def test_hand_back_task_asks_first_whom_the_wish_names_and_keeps_no_trace_of_who_had_it(
    passed: Task, other_member: Membership, project: Project
) -> None:
    assert place_of(passed) == (None, other_member, week(project), "open", 0)
    assert TaskPlace.objects.values_list("claimed_at", "cover_to").get() == (None, None)
    assert told() == [("Jo", "task-offered")]


@pytest.mark.parametrize(("due_in", "asked_for"), [(5, 4), (1, 0), (0, 0), (30, 7)])
def test_an_offer_ends_before_the_tasks_own_day(
    member: Membership, other_member: Membership, project: Project, due_in: int, asked_for: int
) -> None:
    today = dates.today(project.zone)
    task = make_task(project=project, holders=[member], due_on=today + timedelta(days=due_in))
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    assert place_of(task)[2] == today + timedelta(days=asked_for)


def test_near_its_day_the_hosts_hear_also_while_one_person_is_asked(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], due_on=dates.today(project.zone))
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    leave_project(by=member, now=dates.now())
    assert told() == [("Amina", "task-handed-back"), ("Jo", "task-offered")]


def test_who_has_the_task_already_is_not_asked_to_take_it_over(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, holders=[member, other_member])
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    task.refresh_from_db()
    assert (task.free_places, task.places.filter(offered_to__isnull=False).count()) == (1, 0)


def test_claim_task_takes_what_asks_this_member(passed: Task, other_member: Membership) -> None:
    claim_task(by=other_member, pk=passed.pk, now=dates.now())
    assert (place_of(passed), told()) == ((other_member, None, None, "open", 0), [])


def test_join_task_takes_what_asks_this_member(passed: Task, other_member: Membership) -> None:
    join_task(by=other_member, pk=passed.pk, now=dates.now())
    assert place_of(passed)[0] == other_member


def test_claim_task_leaves_a_place_that_asks_somebody_else(passed: Task, professional: Membership) -> None:
    with pytest.raises(
        PlaceGone, match=r"^One person is asked first\. If they say no, it is open to all\.$"
    ) as gone:
        claim_task(by=professional, pk=passed.pk, now=dates.now())
    assert gone.value.names == []


def test_say_no_to_offer_opens_it_to_all_without_a_trace(passed: Task, other_member: Membership) -> None:
    say_no_to_offer(by=other_member, pk=passed.pk, now=dates.now())
    assert (place_of(passed), told()) == ((None, None, None, "open", 1), [])
    with pytest.raises(Refused, match=r"^This task does not ask you any more\.$"):
        say_no_to_offer(by=other_member, pk=passed.pk, now=dates.now())
    assert place_of(passed)[4] == 1


def test_say_no_to_offer_near_its_day_tells_the_hosts(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], due_on=dates.today(project.zone) + timedelta(days=3))
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    say_no_to_offer(by=other_member, pk=task.pk, now=dates.now() + timedelta(days=1))
    assert told() == [("Amina", "task-handed-back")]


@pytest.mark.parametrize("end", ["leave", "resting", "keep_posted"])
def test_whoever_is_asked_and_leaves_rests_or_reads_along_is_asked_no_more(
    passed: Task, other_member: Membership, end: str
) -> None:
    if end == "leave":
        leave_project(by=other_member, now=dates.now())
    else:
        choose_way(by=other_member, way=end)
    assert (place_of(passed), told()) == ((None, None, None, "open", 1), [])


def test_open_old_offers_to_all_after_their_last_day_and_once(passed: Task, project: Project) -> None:
    now = dates.now()
    assert open_old_offers_to_all(now=now + timedelta(days=7)) == 0
    assert place_of(passed)[4] == 0
    assert [open_old_offers_to_all(now=now + timedelta(days=9)) for _each in range(2)] == [1, 0]
    assert place_of(passed) == (None, None, None, "open", 1)


def test_the_job_opens_old_offers_to_all(passed: Task) -> None:
    TaskPlace.objects.update(offered_until=date(2020, 1, 1))
    open_old_offers()
    assert place_of(passed)[4] == 1


def test_open_old_offers_to_all_near_its_day_tells_the_hosts(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], due_on=dates.today(project.zone) + timedelta(days=4))
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    open_old_offers_to_all(now=dates.now() + timedelta(days=5))
    assert ("Amina", "task-handed-back") in told()


def test_open_old_offers_to_all_asks_the_same_for_one_and_many(
    project: Project, other_member: Membership, django_assert_num_queries: object
) -> None:
    long_ago = dates.today(project.zone) - timedelta(days=30)
    for _each in range(20):
        task = make_task(project=project, free_places=0)
        task.places.update(offered_to=other_member, offered_until=long_ago)
    with django_assert_num_queries(7):  # type: ignore[operator]
        assert open_old_offers_to_all(now=dates.now()) == 20


def test_take_again_takes_back_the_place_that_asks_somebody_else(
    task: Task, member: Membership, other_member: Membership
) -> None:
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    place = hand_back_task(by=member, pk=task.pk, now=dates.now())
    take_again(by=member, pk=task.pk, place_pk=place.pk, now=dates.now())
    assert (place_of(task), told()) == ((member, None, None, "open", 0), [])


def test_take_again_is_told_kindly_when_somebody_was_faster(
    passed: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=other_member, pk=passed.pk, now=dates.now())
    with pytest.raises(PlaceGone) as gone:
        take_again(by=member, pk=passed.pk, place_pk=passed.places.get().pk, now=dates.now())
    assert gone.value.names == ["Jo"]


def test_take_again_without_the_place_leaves_what_asks_somebody_else(
    passed: Task, member: Membership
) -> None:
    with pytest.raises(PlaceGone):
        take_again(by=member, pk=passed.pk, place_pk=None, now=dates.now())


def test_the_database_refuses_a_place_that_is_held_and_asks_somebody(
    task: Task, other_member: Membership, project: Project
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskPlace.objects.update(offered_to=other_member, offered_until=week(project))
