from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.membership import leave_project
from projects.actions.skills import choose_skills
from projects.actions.task_words import (
    answer_call,
    forget_confidence,
    note_confidence,
    say_what_changed,
    take_back_call_answer,
    take_back_try_out,
    tell_try_out,
)
from projects.models import CallAnswer, Confidence, Membership, Project, Task, TryOut
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
CALL = "Somebody who has waited here"


def answer(by: Membership, task: Task, **said: Any) -> CallAnswer:
    """Say that one has experience of it."""
    values = {"words": "I did.", "audience": "hosts", "asked": CALL, **said}
    return answer_call(by=by, pk=task.pk, now=dates.now(), **values)


def test_answer_call_once_each_and_changed_by_saying_it_again(member: Membership, project: Project) -> None:
    task = make_task(project=project, open_call=CALL)
    answer(member, task)
    answer(member, task, words="", audience="project")
    rows = list(CallAnswer.objects.values_list("task_id", "membership_id", "words", "audience", "asked"))
    assert rows == [(task.pk, member.pk, "", "project", CALL)]


def test_a_page_that_is_older_than_leaving_keeps_nothing(member: Membership, project: Project) -> None:
    """What somebody says of themself reaches nobody once they left, and is not kept either."""
    task = make_task(project=project, open_call=CALL, kind="testing")
    leave_project(by=Membership.objects.get(pk=member.pk), now=dates.now())
    for act in (
        lambda: answer(member, task),
        lambda: note_confidence(by=member, pk=task.pk, level="sure", words="", now=dates.now()),
        lambda: tell_try_out(by=member, pk=task.pk, confused="x", by_name=True, now=dates.now()),
        lambda: choose_skills(by=member, skills=["drawing"]),
    ):
        with pytest.raises(Refused, match="^You are not in this project.$"):
            act()
    assert (CallAnswer.objects.count(), Confidence.objects.count(), TryOut.objects.count()) == (0, 0, 0)
    assert Membership.objects.get(pk=member.pk).skills == []


def test_answer_call_gives_no_place_and_changes_no_count(member: Membership, project: Project) -> None:
    task = make_task(project=project, open_call=CALL)
    before = Project.objects.values().get(pk=project.pk)
    answer(member, task)
    assert (Project.objects.values().get(pk=project.pk), task.places.filter(holder=member).count()) == (
        before,
        0,
    )


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"open_call": ""}, "^This task asks for no experience just now.$"),
        ({"open_call": CALL, "status": "done"}, "^This task is done or not needed any more.$"),
        ({"open_call": "Somebody else"}, "^The words of this call have changed."),
    ],
)
def test_answer_call_refuses(member: Membership, project: Project, fields: dict[str, Any], why: str) -> None:
    task = make_task(project=project, **fields)
    with pytest.raises(Refused, match=why):
        answer(member, task)
    assert CallAnswer.objects.count() == 0


def test_take_back_call_answer_leaves_those_of_others(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, open_call=CALL)
    answer(member, task)
    answer(other_member, task)
    Task.objects.filter(pk=task.pk).update(status="done", ended_at=dates.now(), open_call="")
    take_back_call_answer(by=member, pk=task.pk)
    assert list(CallAnswer.objects.values_list("membership_id", flat=True)) == [other_member.pk]


def test_tell_try_out_by_name_or_without_keeps_only_the_day(member: Membership, project: Project) -> None:
    task = make_task(project=project, kind=Task.Kind.TESTING)
    late = datetime(2030, 6, 1, 23, 30, tzinfo=ZoneInfo("UTC"))  # half past midnight in London
    tell_try_out(by=member, pk=task.pk, confused="The map", by_name=True, now=late)
    tell_try_out(by=member, pk=task.pk, confused="The door", by_name=False, now=late)
    rows = list(TryOut.objects.values_list("confused", "tester_id", "told_on", "changed"))
    day = date(2030, 6, 2)
    assert rows == [("The map", member.pk, day, ""), ("The door", None, day, "")]


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"kind": "making"}, "^This task tries nothing out.$"),
        ({"kind": "testing", "status": "called_off"}, "^This task is done or not needed any more.$"),
    ],
)
def test_tell_try_out_refuses(member: Membership, project: Project, fields: dict[str, Any], why: str) -> None:
    task = make_task(project=project, **fields)
    with pytest.raises(Refused, match=why):
        tell_try_out(by=member, pk=task.pk, confused="x", by_name=True, now=dates.now())


def told(by: Membership, by_name: bool = True) -> TryOut:
    """Something that confused somebody."""
    task = make_task(project=by.project, kind=Task.Kind.TESTING)
    return tell_try_out(by=by, pk=task.pk, confused="The map", by_name=by_name, now=dates.now())


def test_say_what_changed_by_anybody_and_taken_back_with_no_words(
    member: Membership, other_member: Membership
) -> None:
    row, now = told(member), dates.now()
    say_what_changed(by=other_member, pk=row.pk, version=1, words="An arrow", now=now)
    row.refresh_from_db()
    assert (row.changed, row.changed_at, row.version) == ("An arrow", now, 2)
    say_what_changed(by=member, pk=row.pk, version=2, words="", now=now)
    row.refresh_from_db()
    assert (row.changed, row.changed_at, row.version) == ("", None, 3)


def test_C2_say_what_changed_raises_clash_with_the_other_words(
    member: Membership, other_member: Membership
) -> None:
    row = told(member)
    say_what_changed(by=member, pk=row.pk, version=1, words="First", now=dates.now())
    with pytest.raises(Clash) as clash:
        say_what_changed(by=other_member, pk=row.pk, version=1, words="Second", now=dates.now())
    assert clash.value.theirs == {"changed": "First", "version": 2}


def test_say_what_changed_of_another_project_finds_nothing(member: Membership) -> None:
    elsewhere = make_task(kind=Task.Kind.TESTING)
    row = TryOut.objects.create(task=elsewhere, confused="x", told_on=date(2030, 1, 1))
    with pytest.raises(TryOut.DoesNotExist):
        say_what_changed(by=member, pk=row.pk, version=1, words="x", now=dates.now())


def test_take_back_try_out_by_who_told_it_by_name(member: Membership, facilitator: Membership) -> None:
    named, nameless = told(member), told(member, by_name=False)
    for by, row in ((facilitator, named), (member, nameless)):
        with pytest.raises(Refused, match="^Only who told it can take it back.$"):
            take_back_try_out(by=by, pk=row.pk)
    take_back_try_out(by=member, pk=named.pk)
    assert list(TryOut.objects.all()) == [nameless]


def test_confidence_is_one_note_each_and_forgotten_for_good(
    member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project)
    before = Project.objects.values().get(pk=project.pk)
    for by, level in ((member, "unsure"), (member, "sure"), (other_member, "partly")):
        note_confidence(by=by, pk=task.pk, level=level, words="", now=dates.now())
    assert list(Confidence.objects.order_by("pk").values_list("membership_id", "level")) == [
        (member.pk, "sure"),
        (other_member.pk, "partly"),
    ]
    forget_confidence(by=member, pk=task.pk)
    assert list(Confidence.objects.values_list("membership_id", flat=True)) == [other_member.pk]
    assert Project.objects.values().get(pk=project.pk) == before  # nothing counts it


def test_choose_skills_keeps_those_that_are_offered(member: Membership) -> None:
    choose_skills(by=member, skills=["trying", "drawing", "flying"])
    member.refresh_from_db()
    assert member.skills == ["drawing", "trying"]
    choose_skills(by=member, skills=[])
    assert Membership.objects.get(pk=member.pk).skills == []
