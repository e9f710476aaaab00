from datetime import date
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from projects.actions.task import add_task, edit_task
from projects.actions.task_steps import Step
from projects.models import Given, Membership, Project, SignOff, Task
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
DAY = date(2030, 5, 22)
WORDS: dict[str, Any] = {"title": "Draw", "what": "The cover."}


def rows(task: Task) -> list[tuple[int, int | None, str, str]]:
    """Each step: number, who, in words, on what grounds."""
    return list(task.sign_offs.values_list("number", "who_id", "who_words", "grounds"))


def test_add_task_writes_the_steps_that_say_what_is_looked_at(
    member: Membership, facilitator: Membership
) -> None:
    steps = [
        Step(1, facilitator.pk, "", DAY, "The names", "We talk."),
        Step(2),
        Step(3, None, "The council", None, "The logo"),
    ]
    task = add_task(by=member, words=WORDS, steps=steps, now=dates.now())
    assert rows(task) == [(1, facilitator.pk, "", "The names"), (3, None, "The council", "The logo")]
    first = task.sign_offs.get(number=1)
    assert (first.by_day, first.if_no, first.status) == (DAY, "We talk.", "waiting")


def test_edit_task_changes_and_takes_away_steps_but_not_answered_ones(
    facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project)
    make_sign_off(task=task, grounds="One")
    make_sign_off(task=task, grounds="Two", status=SignOff.Status.YES, answered_at=dates.now())
    make_sign_off(task=task, grounds="Three")
    steps = [Step(1, grounds="First"), Step(2, grounds="Other"), Step(3)]
    edit_task(by=facilitator, pk=task.pk, version=1, words=WORDS, steps=steps)
    assert rows(task) == [(1, None, "", "First"), (2, None, "", "Two")]


def test_steps_that_the_form_did_not_show_stay(facilitator: Membership, project: Project) -> None:
    task = make_task(project=project)
    make_sign_off(task=task, grounds="One")
    edit_task(by=facilitator, pk=task.pk, version=1, words=WORDS)
    assert rows(task) == [(1, None, "", "One")]


def test_who_left_a_moment_ago_is_not_named(member: Membership, other_member: Membership) -> None:
    Membership.objects.filter(pk=other_member.pk).update(status="left", left_at=dates.now())
    said = {**WORDS, "helper_id": other_member.pk}
    task = add_task(by=member, words=said, steps=[Step(1, other_member.pk, grounds="Names")], now=dates.now())
    assert (rows(task), task.helper_id) == ([(1, None, "", "Names")], None)


def test_limits_of_the_own_project_only(facilitator: Membership, project: Project) -> None:
    ours = Given.objects.create(project=project, what="The logo stays", whose_rule="The council")
    theirs = Given.objects.create(project=make_task().project, what="No money", whose_rule="Them")
    task = add_task(by=facilitator, words=WORDS, givens=[ours.pk, theirs.pk], now=dates.now())
    assert list(task.givens.all()) == [ours]
    edit_task(by=facilitator, pk=task.pk, version=1, words=WORDS)
    assert list(task.givens.all()) == [ours]
    edit_task(by=facilitator, pk=task.pk, version=2, words=WORDS, givens=[])
    assert list(task.givens.all()) == []


def test_a_clash_tells_of_everything_as_it_stands(facilitator: Membership, project: Project) -> None:
    task = make_task(project=project, mode=Task.Mode.PAIR, skills=["writing"], places=2, version=4)
    make_sign_off(task=task, grounds="The names", by_day=DAY)
    limit = Given.objects.create(project=project, what="The logo stays", whose_rule="The council")
    task.givens.add(limit)
    with pytest.raises(Clash) as clash:
        edit_task(by=facilitator, pk=task.pk, version=3, words=WORDS)
    theirs = clash.value.theirs
    names = (
        "mode",
        "skills",
        "places",
        "givens",
        "step_1_grounds",
        "step_1_by_day",
        "step_3_grounds",
        "version",
    )
    assert [theirs[name] for name in names] == ["pair", ["writing"], 2, [limit.pk], "The names", DAY, "", 4]


def test_edit_task_that_waits_for_a_yes_is_refused(facilitator: Membership, project: Project) -> None:
    task = make_task(project=project, status=Task.Status.WAITING, ended_at=None)
    with pytest.raises(Exception, match="^This task is done, and waits for a yes"):
        edit_task(by=facilitator, pk=task.pk, version=1, words=WORDS)
