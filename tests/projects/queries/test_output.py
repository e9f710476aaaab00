"""What is read about outputs: the newest of each part, names as people chose, and whom to ask for a credit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.lib import dates
from projects.actions.credit import say_credit
from projects.actions.section import hold_section
from projects.models import Membership, Output, Project, Section
from projects.queries.output import (
    FEW,
    Named,
    newest_moment,
    outputs_shown,
    outputs_to_credit,
    parts_of,
    sections_of,
)
from tests.factories.common_ground import make_output, make_version
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
NOW = dates.now()


def test_parts_of_gives_the_newest_of_each() -> None:
    output = make_output()
    second = Section.objects.create(output=output, title="Tea", position=2)
    first = Section.objects.create(output=output, title="Door", position=1)
    make_version(output=output, section=first, number=1)
    easy = make_version(output=output, section=first, number=2, is_easy_read=True)
    plain = make_version(output=output, section=first, number=3)
    only = make_version(output=output, section=second, number=1, is_easy_read=True)
    with CaptureQueriesContext(connection) as asked:
        parts = parts_of(output, sections_of(output))
    assert [(part.section, part.shown) for part in parts] == [(first, [plain, easy]), (second, [only])]
    assert (len(asked), newest_moment(parts)) == (3, only.made_at)
    whole = make_version(output=output, number=1)
    assert parts_of(output, sections_of(output))[0].shown == [whole]
    assert [part.newest for part in parts] == [plain, only]
    newer = make_version(output=output, section=first, number=4, is_easy_read=True)
    assert parts_of(output, sections_of(output))[1].newest == newer


def test_sections_of_names_who_holds_them() -> None:
    section = Section.objects.create(output=make_output(), title="Door", position=1)
    people = [make_member(name=name) for name in ("Sam", "amir")]
    section.holders.set(make_membership(project=section.output.project, member=person) for person in people)
    [found] = sections_of(section.output)
    assert found.names == ["amir", "Sam"]  # type: ignore[attr-defined]


def test_parts_of_something_new_is_the_whole() -> None:
    output = make_output()
    [part] = parts_of(output, [])
    assert (part.section, part.shown, newest_moment([part])) == (None, [], None)


def test_named_says_others_without_a_number() -> None:
    assert Named(["Jo", "Sam"], others=True).in_row == ["Jo", "Sam", "others"]
    assert Named(["Jo"], others=False).in_row == ["Jo"]
    assert [bool(Named([], others=others)) for others in (True, False)] == [True, False]


def test_outputs_shown_are_a_few_of_the_project_with_one_query(project: Project) -> None:
    made = [make_output(project=project) for _each in range(FEW + 3)]
    make_output()
    with CaptureQueriesContext(connection) as asked:
        assert outputs_shown(project.pk) == made[: -FEW - 2 : -1]
    assert len(asked) == 1


def test_outputs_to_credit_are_those_where_somebody_had_a_part(member: Membership, project: Project) -> None:
    def finished(title: str, **fields: object) -> Output:
        return make_output(project=project, title=title, status="finished", finished_at=NOW, **fields)

    section, version, thread, task = (finished(title) for title in ("section", "version", "thread", "task"))
    finished("nothing to do with me")
    make_version(output=version, made_by=member)
    Output.objects.filter(pk=thread.pk).update(thread_holder=member, status="reading", finished_at=None)
    make_task(project=project, output=task, holders=[member], status="done")
    part = Section.objects.create(output=section, title="Door", position=1)
    part.holders.add(member)
    make_task(project=project, output=finished("not done yet"), holders=[member])
    being_made = make_output(project=project)
    make_version(output=being_made, made_by=member)
    with CaptureQueriesContext(connection) as asked:
        found = outputs_to_credit(member.member_id)
        assert [output.project.name for output in found] == [project.name] * 4
    assert ([output.title for output in found], len(asked)) == (["task", "version", "section", "thread"], 1)
    say_credit(by=member, output_pk=task.pk, part="read", shown_as="none", now=NOW)
    assert [output.title for output in outputs_to_credit(member.member_id)] == [
        "version",
        "section",
        "thread",
    ]


def test_outputs_to_credit_leaves_out_closed_projects_and_those_one_left(
    member: Membership, project: Project
) -> None:
    output = make_output(project=project)
    section = Section.objects.create(output=output, title="Door", position=1)
    hold_section(by=member, pk=section.pk)
    Output.objects.filter(pk=output.pk).update(status="finished", finished_at=NOW)
    assert outputs_to_credit(member.member_id) == [output]
    Project.objects.filter(pk=project.pk).update(status="paused", paused_at=NOW)
    assert outputs_to_credit(member.member_id) == []
    Project.objects.filter(pk=project.pk).update(status="open", paused_at=None)
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=NOW)
    assert outputs_to_credit(member.member_id) == []
    assert outputs_to_credit(make_membership().member_id) == []
