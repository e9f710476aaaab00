from collections.abc import Callable
from typing import Any

import pytest

from coproduce.lib import dates
from projects.models import CallAnswer, Confidence, Given, HandBackNote, Membership, Project, Task, TryOut
from projects.queries.task import open_tasks, suggested_tasks
from projects.queries.task_choices import things_to_name
from projects.queries.task_words import call_answers, tasks_to_read, try_outs
from tests.factories.common_ground import make_output, make_piece
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_role, make_task

pytestmark = pytest.mark.django_db
CALL = "Somebody who has waited here"


def said(by: Membership, task: Task, audience: str, asked: str = CALL) -> CallAnswer:
    """An answer to the call."""
    return CallAnswer.objects.create(task=task, membership=by, audience=audience, asked=asked)


def test_call_answers_as_far_as_the_reader_may_know(
    project: Project, facilitator: Membership, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project, open_call=CALL)
    quiet, loud = said(member, task, "hosts"), said(other_member, task, "project")
    said(make_membership(project=project), task, "project", asked="Another call")
    gone = make_membership(project=project, status="left", left_at=dates.now())
    said(gone, task, "project")
    reader = make_membership(project=project)
    assert call_answers(task, reader) == [loud]
    assert call_answers(task, member) == [quiet, loud]  # one's own first
    assert call_answers(task, facilitator) == [loud, quiet]  # by name
    task.open_call = ""
    assert (call_answers(task, facilitator), call_answers(task, member)) == ([], [quiet])


def test_tasks_to_read_hold_all_that_the_page_says(
    project: Project, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project)
    HandBackNote.objects.create(task=task, words="One")
    HandBackNote.objects.create(task=task, words="Two")
    limit = Given.objects.create(project=project, what="The logo stays", whose_rule="The council")
    task.givens.add(limit)
    part = make_task(project=project, part_of=task, title="Small")
    Confidence.objects.create(task=task, membership=member, level="unsure", words="Pens?")
    found: Any = tasks_to_read(project, member).get(pk=task.pk)
    assert found.notes == ["One", "Two"]
    assert found.limits == [
        {
            "pk": limit.pk,
            "what": "The logo stays",
            "whose_rule": "The council",
            "why": "",
            "who_can_change": "",
        }
    ]
    assert found.small_parts == [{"pk": part.pk, "title": "Small", "status": "open", "free_places": 1}]
    assert found.my_note == {"level": "unsure", "words": "Pens?"}
    others: Any = tasks_to_read(project, other_member).get(pk=task.pk)
    assert others.my_note is None
    assert not tasks_to_read(make_task().project, member).filter(pk=task.pk).exists()


def test_try_outs_in_pages(project: Project) -> None:
    task = make_task(project=project, kind=Task.Kind.TESTING)
    for number in range(5):
        TryOut.objects.create(task=task, confused=f"{number}", told_on=dates.today("Europe/London"))
    first, key = try_outs(task, most=3)
    second, end = try_outs(task, after=key, most=3)
    assert ([row.confused for row in first + second], end) == (["0", "1", "2", "3", "4"], 0)


def test_things_to_name_in_their_order_with_one_query(
    project: Project, django_assert_num_queries: Callable[[int], Any]
) -> None:
    limit = Given.objects.create(
        project=project, what="The logo stays", whose_rule="The council", why="Theirs"
    )
    later, first = make_piece(project=project, position=9), make_piece(project=project, position=2)
    make_piece(project=project, status="not_needed", not_needed_why="No")
    role, output = make_role(project=project), make_output(project=project)
    make_piece()
    with django_assert_num_queries(1):
        found = dict(things_to_name(project.pk))
    assert found == {
        "given": [(limit.pk, "The logo stays", "The council", "Theirs")],
        "piece": [(first.pk, first.question, "", ""), (later.pk, later.question, "", "")],
        "role": [(role.pk, role.name, "", "")],
        "output": [(output.pk, output.title, "", "")],
    }


def test_a_task_that_waits_for_a_yes_is_being_done(project: Project, member: Membership) -> None:
    make_task(project=project, title="waits", status="waiting", ended_at=None, places=2, holders=[member])
    make_task(project=project, title="looks")
    page = open_tasks(project)
    assert ([task.title for task in page.looking], [task.title for task in page.being_done]) == (
        ["looks"],
        ["waits"],
    )


def test_suggested_tasks_are_a_hint_by_what_one_likes(project: Project, member: Membership) -> None:
    for number in range(4):
        make_task(project=project, title=f"{number}", skills=["drawing", "trying"])
    make_task(project=project, title="mine", skills=["drawing"], places=2, holders=[member])
    make_task(project=project, title="taken", skills=["drawing"], free_places=0)
    make_task(project=project, title="other", skills=["numbers"])
    make_task(title="elsewhere", skills=["drawing"])
    member.skills = ["drawing", "writing"]
    found: Any = suggested_tasks(member)
    assert [(task.title, task.because) for task in found] == [
        (f"{number}", ["drawing and photos"]) for number in range(3)
    ]


def test_nobody_who_said_nothing_gets_a_hint_or_pays_for_one(
    project: Project, member: Membership, django_assert_num_queries: Callable[[int], Any]
) -> None:
    make_task(project=project, skills=["drawing"])
    with django_assert_num_queries(0):
        assert suggested_tasks(member) == []


@pytest.mark.parametrize("rows", [1, 100])
def test_the_list_takes_the_same_number_of_queries(
    rows: int, project: Project, member: Membership, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(rows):
        mode = list(Task.Mode)[number % 4]
        make_task(project=project, mode=mode, skills=["drawing"], holders=[member] if number % 2 else [])
    member.skills = ["drawing"]
    with django_assert_num_queries(2):
        open_tasks(project)
        suggested_tasks(member)


def test_one_s_own_answer_to_a_call_is_there_among_many(project: Project, member: Membership) -> None:
    task = make_task(project=project, open_call="Have you been here?")
    for number in range(60):
        who = make_membership(project=project, member=make_member(name=f"A{number}"))
        CallAnswer.objects.create(task=task, membership=who, asked=task.open_call, audience="project")
    mine = CallAnswer.objects.create(task=task, membership=member, asked=task.open_call)
    assert call_answers(task, member)[0] == mine
