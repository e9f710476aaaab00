from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from members.models import Member, Message
from projects.actions.reminders import plan_check_in_prompts, plan_task_reminders
from projects.actions.task import edit_task
from projects.actions.task_claim import claim_task
from projects.actions.task_done import finish_task
from projects.actions.task_handover import hand_back_task, take_more_time
from projects.models import Membership, Project, Task
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)  # a Monday
UNTIL = NOW + timedelta(days=14)
DAY = date(2026, 5, 22)


def planned(kind: str, state: str = "waiting") -> list[tuple[str, str, datetime]]:
    """Who is written to, about which version, and when."""
    rows = Message.objects.filter(kind=kind, state=state).order_by("due_at", "pk")
    return [(row.recipient.display_name, row.version, row.due_at) for row in rows if row.recipient]


def london(day: date, hour: int) -> datetime:
    """An hour of that day in London."""
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo("Europe/London")).astimezone(UTC)


def test_a_reminder_the_day_before_at_ten_by_the_readers_clock(member: Membership, project: Project) -> None:
    Member.objects.filter(pk=member.member_id).update(time_zone="Asia/Karachi")
    make_task(project=project, due_on=DAY, holders=[member])
    assert plan_task_reminders(NOW, UNTIL) == 1
    at = datetime(2026, 5, 21, 10, tzinfo=ZoneInfo("Asia/Karachi")).astimezone(UTC)
    assert planned("task-due") == [("Sam", "1", at)]


def test_planning_twice_writes_once(member: Membership, project: Project) -> None:
    make_task(project=project, due_on=DAY, holders=[member])
    assert [plan_task_reminders(NOW, UNTIL) for _each in range(3)] == [1, 0, 0]


@pytest.mark.parametrize(
    "change",
    [{"status": "left", "left_at": NOW}, {"way": "resting"}],
)
def test_nobody_who_rests_or_left_is_reminded(
    member: Membership, project: Project, change: dict[str, Any]
) -> None:
    make_task(project=project, due_on=DAY, holders=[member])
    Membership.objects.filter(pk=member.pk).update(**change)
    assert plan_task_reminders(NOW, UNTIL) == 0


def test_open_places_done_tasks_far_days_and_past_moments_need_no_reminder(
    member: Membership, project: Project
) -> None:
    make_task(project=project, due_on=DAY)
    make_task(project=project, due_on=DAY, holders=[member], status=Task.Status.DONE)
    make_task(project=project, due_on=NOW.date() + timedelta(days=40), holders=[member])
    make_task(project=project, due_on=NOW.date() + timedelta(days=1), holders=[member])  # its hour has passed
    assert plan_task_reminders(NOW, UNTIL) == 0


def test_a_moved_day_is_a_new_version_and_the_old_row_is_withdrawn(
    member: Membership, project: Project
) -> None:
    task = make_task(project=project, due_on=DAY, holders=[member])
    plan_task_reminders(NOW, UNTIL)
    take_more_time(by=member, pk=task.pk)
    plan_task_reminders(NOW, UNTIL)
    assert planned("task-due") == [("Sam", "2", london(DAY + timedelta(days=6), 10))]
    assert planned("task-due", "withdrawn") == [("Sam", "1", london(DAY - timedelta(days=1), 10))]
    edit_task(by=member, pk=task.pk, version=2, words={"title": task.title, "what": task.what, "due_on": DAY})
    plan_task_reminders(NOW, UNTIL)
    assert [version for _who, version, _when in planned("task-due")] == ["3"]


def test_the_plan_itself_withdraws_what_no_action_did(member: Membership, project: Project) -> None:
    task = make_task(project=project, due_on=DAY, holders=[member])
    plan_task_reminders(NOW, UNTIL)
    Task.objects.filter(pk=task.pk).update(due_on=DAY + timedelta(days=2), date_version=2)
    plan_task_reminders(NOW, UNTIL)
    assert [version for _who, version, _when in planned("task-due")] == ["2"]
    assert [version for _who, version, _when in planned("task-due", "withdrawn")] == ["1"]


def test_handed_back_and_taken_again_is_reminded_again(member: Membership, project: Project) -> None:
    task = make_task(project=project, due_on=DAY, holders=[member])
    plan_task_reminders(NOW, UNTIL)
    hand_back_task(by=member, pk=task.pk, now=NOW)
    assert planned("task-due") == []
    claim_task(by=member, pk=task.pk, now=NOW)
    plan_task_reminders(NOW, UNTIL)
    assert planned("task-due") == [("Sam", "1", london(DAY - timedelta(days=1), 10))]


def test_finished_takes_the_reminders_of_all_back(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, due_on=DAY, places=2, holders=[member, other_member])
    assert plan_task_reminders(NOW, UNTIL) == 2
    finish_task(by=member, pk=task.pk, now=NOW)
    assert planned("task-due") == []


# --- check-ins -------------------------------------------------------------------------------------------------------------


def wants(membership: Membership, rhythm: str, first: date, at: time = time(10)) -> None:
    """The rhythm that somebody chose."""
    Membership.objects.filter(pk=membership.pk).update(
        check_in_rhythm=rhythm, check_in_from=first, check_in_at=at
    )


@pytest.mark.parametrize(
    ("rhythm", "first", "days"),
    [
        ("weekly", date(2026, 5, 4), [date(2026, 5, 25), date(2026, 6, 1)]),
        ("weekly", date(2026, 5, 20), [date(2026, 5, 20), date(2026, 5, 27)]),
        ("fortnightly", date(2026, 5, 5), [date(2026, 5, 19)]),
        ("monthly", date(2026, 4, 23), [date(2026, 5, 21)]),
        ("weekly", date(2026, 7, 1), []),
        ("weekly", date(2026, 5, 18), [date(2026, 5, 25), date(2026, 6, 1)]),  # today at ten is over
    ],
)
def test_prompts_keep_the_rhythm_that_somebody_chose(
    member: Membership, rhythm: str, first: date, days: list[date]
) -> None:
    wants(member, rhythm, first)
    plan_check_in_prompts(NOW, UNTIL)
    assert planned("check-in-prompt") == [("Sam", day.isoformat(), london(day, 10)) for day in days]


def test_prompts_are_written_once_however_often_planned(member: Membership) -> None:
    wants(member, "weekly", date(2026, 5, 20))
    assert [plan_check_in_prompts(NOW, UNTIL) for _each in range(3)] == [2, 0, 0]


@pytest.mark.parametrize(
    "change",
    [{"status": "left", "left_at": NOW}, {"way": "resting"}, {"check_in_rhythm": "never"}],
)
def test_nobody_who_rests_left_or_said_no_is_asked(member: Membership, change: dict[str, Any]) -> None:
    wants(member, "weekly", date(2026, 5, 20))
    Membership.objects.filter(pk=member.pk).update(**change)
    assert plan_check_in_prompts(NOW, UNTIL) == 0


def test_prompts_end_after_twelve_hours(member: Membership) -> None:
    wants(member, "monthly", date(2026, 5, 20))
    plan_check_in_prompts(NOW, UNTIL)
    row = Message.objects.get()
    assert row.expires_at - row.due_at == timedelta(hours=12)


@pytest.mark.parametrize("people", [1, 30])
@pytest.mark.parametrize("plan", [plan_task_reminders, plan_check_in_prompts])
def test_planning_takes_the_same_number_of_queries(
    people: int,
    plan: Callable[[datetime, datetime], int],
    project: Project,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    members = [make_membership(project=project) for _each in range(people)]
    for membership in members:
        wants(membership, "monthly", date(2026, 5, 20))
        make_task(project=project, due_on=DAY, holders=[membership])
    with django_assert_max_num_queries(8):
        assert plan(NOW, UNTIL) == people
