from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from threading import Thread

import pytest
from django.db import connection, transaction

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.ending import end_project, pause_project, reopen_project, resume_project
from projects.actions.membership import leave_project
from projects.actions.reminders import plan_check_in_prompts, plan_task_reminders
from projects.actions.task_claim import claim_task
from projects.messages.checkin import CHECK_IN_PROMPT
from projects.messages.ending import PROJECT_ENDED
from projects.messages.membership import MEMBER_JOINED
from projects.messages.task import TASK_DUE
from projects.models import Ending, Membership, Project, TaskPlace
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=14)
DAY = date(2026, 5, 22)
WORDS = {"thanks": "Thank you all.", "what_became": "The guide is out.", "who_keeps_what": "Jo has it."}


def end(by: Membership, now: datetime = NOW) -> Project:
    """The project ends."""
    return end_project(by=by, words=WORDS, now=now)


def pause(by: Membership) -> Project:
    """The project pauses until June."""
    return pause_project(by=by, words="Holidays", back_on=date(2026, 6, 1), now=NOW)


def told() -> list[tuple[str, str]]:
    """Who is told that it ended, and whether that still waits."""
    rows = Message.objects.filter(kind="project-ended").order_by("pk")
    return [(row.recipient.display_name, row.state) for row in rows if row.recipient]


# --- pausing -------------------------------------------------------------------------------------------------------------


def test_a_paused_project_says_why_and_until_when_and_goes_on(facilitator: Membership) -> None:
    pause(facilitator)
    project = Project.objects.get()
    assert (project.status, project.pause_words, project.back_on) == ("paused", "Holidays", date(2026, 6, 1))
    resume_project(by=facilitator)
    project.refresh_from_db()
    assert (project.status, project.paused_at, project.pause_words, project.back_on) == (
        "open",
        None,
        "",
        None,
    )


def test_members_do_not_pause_end_or_let_go_on(member: Membership) -> None:
    for act in (pause, end, lambda by: resume_project(by=by), lambda by: reopen_project(by=by, now=NOW)):
        with pytest.raises(Refused, match="^The people who run this project do this."):
            act(member)
    assert Project.objects.get().status == "open"


def test_a_paused_project_is_not_paused_again(facilitator: Membership) -> None:
    pause(facilitator)
    with pytest.raises(Refused, match="^This project is paused."):
        pause(facilitator)


# --- ending --------------------------------------------------------------------------------------------------------------


def test_ending_keeps_its_words_and_tells_who_is_there_and_does_not_rest(
    facilitator: Membership, member: Membership, other_member: Membership
) -> None:
    Membership.objects.filter(pk=other_member.pk).update(way="resting")
    end(facilitator)
    ending = Ending.objects.get()
    assert (ending.thanks, ending.what_became, ending.who_keeps_what, ending.ended_by) == (
        "Thank you all.",
        "The guide is out.",
        "Jo has it.",
        facilitator,
    )
    assert told() == [("Sam", "waiting")]
    message = Message.objects.get(kind="project-ended")
    assert set(PROJECT_ENDED.load([message])[message.pk]) == {"project", "link"}  # none of the words


def test_a_paused_project_can_end(facilitator: Membership) -> None:
    pause(facilitator)
    assert (end(facilitator).status, Project.objects.get().paused_at) == ("ended", None)


def test_an_end_is_taken_back_within_a_day_and_nobody_is_told(
    facilitator: Membership, member: Membership
) -> None:
    end(facilitator)
    reopen_project(by=facilitator, now=NOW + timedelta(hours=20))
    assert (Project.objects.get().status, told()) == ("open", [("Sam", "withdrawn")])
    end(facilitator, NOW + timedelta(days=2))
    assert told() == [("Sam", "withdrawn"), ("Sam", "waiting")]
    with pytest.raises(Refused, match="^It ended more than a day ago."):
        reopen_project(by=facilitator, now=NOW + timedelta(days=4))


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda who: Project.objects.update(status="open", ended_at=None),
        lambda who: Project.objects.update(ended_at=NOW + timedelta(days=1)),
        lambda who: Membership.objects.filter(pk=who.pk).update(way="resting"),
        lambda who: Membership.objects.filter(pk=who.pk).update(status="left", left_at=NOW),
    ],
)
def test_R7_the_end_is_not_told_when_the_world_moved_on(
    facilitator: Membership, member: Membership, overtaken: Callable[[Membership], object]
) -> None:
    end(facilitator)
    message = Message.objects.get(kind="project-ended")
    assert PROJECT_ENDED.still_true([message], NOW) == {message.pk}
    overtaken(member)
    assert PROJECT_ENDED.still_true([message], NOW) == set()


def test_tasks_stay_as_they_are_and_people_can_still_leave(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, holders=[member])
    end(facilitator)
    task.refresh_from_db()
    assert (task.status, task.free_places) == ("open", 1)
    leave_project(by=member, now=NOW)
    assert (Membership.objects.get(pk=member.pk).status, Project.objects.get().people_count) == ("left", 1)


# --- nothing is asked ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [pause, end])
def test_nothing_is_planned_or_sent_for_a_project_that_rests(
    act: Callable[[Membership], Project], facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, due_on=DAY, holders=[member])
    Membership.objects.filter(pk=member.pk).update(
        check_in_rhythm="weekly", check_in_from=DAY, check_in_at=time(10)
    )
    assert (plan_task_reminders(NOW, UNTIL), plan_check_in_prompts(NOW, UNTIL)) == (1, 2)
    joined = Message(kind="member-joined", pk=0, recipient=facilitator.member, subject_id=member.pk, scope_id=project.pk)  # fmt: skip
    due = Message.objects.get(kind="task-due", subject_id=task.pk)
    prompt = Message.objects.filter(kind="check-in-prompt").order_by("due_at")[0]
    before = [TASK_DUE.still_true([due], NOW), CHECK_IN_PROMPT.still_true([prompt], NOW), MEMBER_JOINED.still_true([joined], NOW)]  # fmt: skip
    assert before == [{due.pk}, {prompt.pk}, {0}]
    act(facilitator)
    after = [TASK_DUE.still_true([due], NOW), CHECK_IN_PROMPT.still_true([prompt], NOW), MEMBER_JOINED.still_true([joined], NOW)]  # fmt: skip
    assert after == [set(), set(), set()]
    assert (plan_task_reminders(NOW, UNTIL), plan_check_in_prompts(NOW, UNTIL)) == (0, 0)
    waiting = Message.objects.filter(state="waiting").exclude(kind="project-ended")
    assert waiting.count() == 0


def test_reminders_are_planned_anew_when_it_goes_on(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    make_task(project=project, due_on=DAY, holders=[member])
    plan_task_reminders(NOW, UNTIL)
    pause(facilitator)
    resume_project(by=facilitator)
    assert plan_task_reminders(NOW, UNTIL) == 1


# --- at the same moment ------------------------------------------------------------------------------------------------------


def test_a_claim_that_read_the_project_before_it_ended_is_undone(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    """Sam's page was loaded while the project went on: the membership in hand still says so."""
    task = make_task(project=project)
    assert member.project.status == "open"
    Project.objects.filter(pk=project.pk).update(status="ended", ended_at=NOW)
    with (
        pytest.raises(Refused, match="^This project has ended. You can still read it.$"),
        transaction.atomic(),
    ):
        claim_task(by=member, pk=task.pk, now=dates.now())
    assert TaskPlace.objects.get().holder is None


WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


def somebody_waits() -> bool:
    """Whether a connection stands behind a lock of ours by now, looked at many times."""
    for _look in range(5000):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone() != (0,):
                return True
    return False


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_meets_the_ending_waits_for_it_and_is_refused(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task, outcomes = make_task(project=project), []

    def claim() -> None:
        try:
            claim_task(by=member, pk=task.pk, now=dates.now())
            outcomes.append("has it")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            connection.close()

    claiming = Thread(target=claim, daemon=True)
    with transaction.atomic():
        end(facilitator)
        claiming.start()
        assert somebody_waits() is True
    claiming.join(60)
    assert outcomes == ["This project has ended. You can still read it."]
    assert TaskPlace.objects.get().holder is None
