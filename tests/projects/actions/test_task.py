from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.models import Message
from projects.actions.membership import leave_project
from projects.actions.task import add_task, call_off_task, edit_task
from projects.actions.task_claim import PlaceGone, claim_task, join_task, undo_claim
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_offer import choose_cover
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
DAY = date(2030, 5, 22)


def counts(project: Project) -> tuple[int, int]:
    """Open and done tasks, as kept on the project's row."""
    fresh = Project.objects.get(pk=project.pk)
    return fresh.open_task_count, fresh.done_task_count


def places(task: Task) -> tuple[int, int, int]:
    """All places, free ones as counted, free ones as kept."""
    task.refresh_from_db()
    return task.places.count(), task.places.filter(holder__isnull=True).count(), task.free_places


def words(**said: Any) -> dict[str, Any]:
    """What a task says."""
    return {"title": "Choose photos", "what": "Pick three.", **said}


def test_add_task_by_any_member_with_places(member: Membership, project: Project) -> None:
    before = Project.objects.get(pk=project.pk).records_version
    task = add_task(by=member, places=3, words=words(due_on=DAY), now=dates.now())
    assert places(task) == (3, 3, 3)
    assert (task.added_by, task.due_on, counts(project)) == (member.member, DAY, (1, 0))
    assert Project.objects.get(pk=project.pk).records_version == before + 1


def test_add_task_refuses_who_left(member: Membership) -> None:
    member.status = Membership.Status.LEFT
    with pytest.raises(Refused, match="^You are not in this project.$"):
        add_task(by=member, words=words(), now=dates.now())


def test_claim_task_takes_the_first_free_place(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2)
    now = dates.now()
    first = claim_task(by=member, pk=task.pk, cover=TaskPlace.Cover.HOLD, now=now)
    second = claim_task(by=other_member, pk=task.pk, now=now)
    assert [(each.number, each.holder, each.claimed_at, each.cover) for each in (first, second)] == [
        (1, member, now, "hold"),
        (2, other_member, now, "open"),
    ]
    assert places(task) == (2, 0, 0)


def test_claim_task_refuses_when_the_last_place_is_gone_and_says_who_has_it(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[other_member])
    with pytest.raises(PlaceGone) as gone:
        claim_task(by=member, pk=task.pk, now=dates.now())
    assert (gone.value.names, places(task)) == (["Jo"], (1, 0, 0))


def test_claim_task_refuses_a_second_place(member: Membership, project: Project) -> None:
    task = make_task(project=project, places=2, holders=[member])
    with pytest.raises(Refused, match="^You have this task already.$"):
        claim_task(by=member, pk=task.pk, now=dates.now())


def test_claim_task_of_another_project_finds_nothing(member: Membership) -> None:
    with pytest.raises(Task.DoesNotExist):
        claim_task(by=member, pk=make_task().pk, now=dates.now())


def test_claim_task_refuses_who_left_a_moment_ago(member: Membership, project: Project) -> None:
    task = make_task(project=project)
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    with pytest.raises(Refused, match="^You are not in this project.$"):
        claim_task(by=member, pk=task.pk, now=dates.now())
    assert places(task) == (1, 1, 1)


def test_the_database_refuses_two_places_of_one_task_for_one_person(
    member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, holders=[member])
    with pytest.raises(IntegrityError), transaction.atomic():
        TaskPlace.objects.filter(task=task, number=2).update(holder=member, claimed_at=dates.now())


def test_join_task_adds_a_place_when_none_is_free(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[other_member])
    place = join_task(by=member, pk=task.pk, now=dates.now())
    assert (place.number, place.holder, places(task)) == (2, member, (2, 0, 0))


def test_join_task_stops_at_twenty(project: Project, member: Membership) -> None:
    task = make_task(
        project=project, places=20, holders=[make_membership(project=project) for _each in range(20)]
    )
    with pytest.raises(Refused, match="^There are many people on this task"):
        join_task(by=member, pk=task.pk, now=dates.now())
    assert places(task) == (20, 0, 0)


def test_undo_claim_within_a_day(member: Membership, project: Project) -> None:
    task = make_task(project=project)
    now = dates.now()
    claim_task(by=member, pk=task.pk, now=now)
    with pytest.raises(Refused, match="^It is more than a day ago"):
        undo_claim(by=member, pk=task.pk, now=now + timedelta(hours=25))
    undo_claim(by=member, pk=task.pk, now=now)
    assert places(task) == (1, 1, 1)
    with pytest.raises(Refused, match="^You do not have this task now.$"):
        undo_claim(by=member, pk=task.pk, now=now)


def test_finish_task_is_done_for_all_and_undone_within_a_day(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, holders=[member, other_member])
    now = dates.now()
    finish_task(by=member, pk=task.pk, now=now)
    task.refresh_from_db()
    assert (task.status, task.ended_at, counts(project)) == ("done", now, (0, 1))
    with pytest.raises(Refused, match="^It is more than a day ago"):
        undo_done(by=other_member, pk=task.pk, now=now + timedelta(hours=25))
    undo_done(by=other_member, pk=task.pk, now=now)
    assert (Task.objects.get().status, places(task), counts(project)) == ("open", (2, 0, 0), (1, 0))


def test_undo_done_frees_the_places_of_people_who_left_since(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, places=2, holders=[member, other_member])
    finish_task(by=member, pk=task.pk, now=dates.now())
    leave_project(by=member, now=dates.now())
    undo_done(by=other_member, pk=task.pk, now=dates.now())
    assert (places(task), task.places.filter(holder=member).count()) == ((2, 1, 1), 0)


def test_edit_task_names_no_helper_who_left_a_moment_ago(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], helper=other_member)
    Membership.objects.filter(pk=other_member.pk).update(status="left", left_at=dates.now())
    said = words(helper_id=other_member.pk)
    assert edit_task(by=member, pk=task.pk, version=task.version, words=said).helper_id is None


def test_finish_task_refuses_who_does_not_have_it(member: Membership, project: Project) -> None:
    task = make_task(project=project)
    with pytest.raises(Refused, match="^You do not have this task now.$"):
        finish_task(by=member, pk=task.pk, now=dates.now())


def test_edit_task_moves_the_day_and_takes_old_reminders_back(member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member], due_on=DAY)
    now = dates.now()
    old = Message.objects.create(
        key="old", kind="task-due", recipient=member.member, subject_id=task.pk, version="1",
        due_at=now, expires_at=now, next_attempt_at=now,
    )  # fmt: skip
    said = words(due_on=DAY + timedelta(days=1))
    edit_task(by=member, pk=task.pk, version=1, words=said)
    task.refresh_from_db()
    old.refresh_from_db()
    assert (task.version, task.date_version, old.state) == (2, 2, "withdrawn")
    edit_task(by=member, pk=task.pk, version=2, words=said)
    assert Task.objects.get().date_version == 2


@pytest.mark.parametrize(("wanted", "left"), [(1, (1, 0, 0)), (2, (2, 1, 1)), (5, (5, 4, 4))])
def test_edit_task_never_takes_a_held_place_away(
    member: Membership, project: Project, wanted: int, left: tuple[int, int, int]
) -> None:
    task = make_task(project=project, places=3, holders=[member])
    edit_task(by=member, pk=task.pk, version=1, places=wanted, words=words())
    assert places(task) == left


def test_edit_task_raises_clash_with_the_other_words(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    edit_task(by=facilitator, pk=task.pk, version=1, words=words(title="First"))
    with pytest.raises(Clash) as clash:
        edit_task(by=member, pk=task.pk, version=1, words=words(title="Second"))
    assert (clash.value.theirs["title"], clash.value.theirs["version"]) == ("First", 2)
    assert Task.objects.get().title == "First"


def test_edit_task_refuses_others(member: Membership, project: Project) -> None:
    task = make_task(project=project)
    with pytest.raises(Refused, match="^The person who added this task"):
        edit_task(by=member, pk=task.pk, version=1, words=words())


def test_call_off_task_takes_it_off_the_list(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project)
    call_off_task(by=facilitator, pk=task.pk, now=dates.now())
    assert (Task.objects.get().status, counts(project)) == ("called_off", (0, 0))
    held = make_task(project=project, holders=[member])
    with pytest.raises(Refused, match="^Somebody else is doing this task"):
        call_off_task(by=facilitator, pk=held.pk, now=dates.now())


def test_choose_cover_keeps_the_holders_wish(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    choose_cover(by=member, pk=task.pk, cover=TaskPlace.Cover.HOLD)
    assert TaskPlace.objects.get().cover == "hold"
    with pytest.raises(Refused, match="^You do not have this task now.$"):
        choose_cover(by=other_member, pk=task.pk, cover=TaskPlace.Cover.OPEN)
