"""What was done, counted from records: each fact over many projects at once."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.lib import dates
from principles.indicators import (
    INDICATORS,
    Counted,
    creativity,
    equality,
    relationships,
    resources,
    sustainability,
    trauma_informed,
)
from principles.models import Principle
from projects.models import Adaptation, Given, Task, TaskRoleHolder
from tests.factories.members import make_need
from tests.factories.principles import make_principles
from tests.factories.projects import make_membership, make_project, make_role, make_supporter, make_task

pytestmark = pytest.mark.django_db


def counted(count, *projects) -> dict[int, tuple[int, int]]:
    return {
        found.project: (found.done, found.out_of) for found in count([project.pk for project in projects])
    }


def test_every_principle_has_an_indicator_and_every_indicator_a_principle() -> None:
    slugs = {principle.slug for principle in make_principles()}
    assert {indicator.principle for indicator in INDICATORS} == slugs
    assert len({indicator.slug for indicator in INDICATORS}) == len(INDICATORS)
    assert [indicator.slug for indicator in INDICATORS if len(indicator.slug) > 40] == []


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.slug)
def test_every_indicator_counts_many_projects_with_one_query(indicator) -> None:
    projects = [make_project().pk for _number in range(3)]
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert list(indicator.count(projects)) == []
    assert len(queries) == 1


def test_count_ways_of_open_and_done_tasks(project) -> None:
    make_task(project=project, at_home=True)
    make_task(project=project, with_someone=True, at_home=True, status=Task.Status.DONE)
    make_task(project=project)
    make_task(project=project, at_home=True, status=Task.Status.CALLED_OFF)
    other = make_project()
    make_task(project=other)

    assert counted(creativity.count_ways, project, other) == {project.pk: (2, 3), other.pk: (0, 1)}


def test_count_helpers(project, member) -> None:
    make_task(project=project, helper=member)
    make_task(project=project)

    assert counted(relationships.count_helpers, project) == {project.pk: (1, 2)}


def test_count_limits_that_say_why(project) -> None:
    Given.objects.create(project=project, what="The logo", whose_rule="The council", why="Brand rules")
    Given.objects.create(project=project, what="£1,200", whose_rule="The council")

    assert counted(relationships.count_limits, project) == {project.pk: (1, 2)}


def test_count_lengths_and_thanks(project) -> None:
    make_task(project=project, minutes=30, thank_you="£10")
    make_task(project=project, minutes=60)
    make_task(project=project)

    assert counted(resources.count_lengths, project) == {project.pk: (2, 3)}
    assert counted(resources.count_thanks, project) == {project.pk: (1, 3)}


def test_count_needs_says_how_many_people_it_rests_on(project) -> None:
    for number in range(3):
        membership = make_membership(project=project)
        for kind in ("breaks", "papers"):
            need = make_need(member=membership.member, kind=kind)
            ready = {"status": "ready", "ready_at": dates.now()} if number else {}
            Adaptation.objects.create(membership=membership, need=need, **ready)

    assert list(equality.count_needs([project.pk])) == [Counted(project.pk, 4, 6, 3)]


def test_count_needs_leaves_out_people_who_left(project) -> None:
    membership = make_membership(project=project, status="left", left_at=dates.now())
    Adaptation.objects.create(membership=membership, need=make_need(member=membership.member))

    assert list(equality.count_needs([project.pk])) == []


def test_count_supporters_and_notices(project, member, professional) -> None:
    make_supporter(project=project, member=member.member)
    make_supporter(project=project, member=professional.member, hours="")
    make_task(project=project, content_notice="Talks about loss")
    make_task(project=project)

    assert counted(trauma_informed.count_supporters, project) == {project.pk: (1, 2)}
    assert counted(trauma_informed.count_notices, project) == {project.pk: (1, 1)}


def test_count_roles_played_by_people_who_do_not_run_the_project(project, facilitator, member) -> None:
    shared, hosts, _free = (make_role(project=project) for _number in range(3))
    TaskRoleHolder.objects.create(role=shared, membership=member)
    TaskRoleHolder.objects.create(role=shared, membership=facilitator)
    TaskRoleHolder.objects.create(role=hosts, membership=facilitator)

    assert counted(sustainability.count_roles, project) == {project.pk: (1, 3)}


def test_count_teaching(project) -> None:
    make_task(project=project, kind=Task.Kind.TEACHING)
    make_task(project=project)

    assert counted(sustainability.count_teaching, project) == {project.pk: (1, 1)}


def test_records_are_links_to_what_a_member_may_open_those_that_count_first(project) -> None:
    plain = make_task(project=project, title="A plain one")
    home = make_task(project=project, title="One for home", at_home=True)
    make_task(project=project, title="Called off", at_home=True, status=Task.Status.CALLED_OFF)

    records = creativity.INDICATORS[0].records(project)

    assert [(record.words, record.url, record.done) for record in records] == [
        ("One for home", ("projects:task-detail", project.address, str(home.pk)), True),
        ("A plain one", ("projects:task-detail", project.address, str(plain.pk)), False),
    ]


def test_records_of_supporters_name_nobody(project, member) -> None:
    make_supporter(project=project, member=member.member)

    records = trauma_informed.supporter_records(project)

    assert [record.words for record in records] == ["The people you can talk to"]


def test_records_of_roles_and_limits(project, member) -> None:
    role = make_role(project=project, name="Reader")
    TaskRoleHolder.objects.create(role=role, membership=member)
    Given.objects.create(project=project, what="The logo", whose_rule="The council")

    assert [(record.words, record.done) for record in sustainability.role_records(project)] == [
        ("Reader", True)
    ]
    assert [(record.words, record.done) for record in relationships.limit_records(project)] == [
        ("The logo", False)
    ]


def test_needs_have_no_records() -> None:
    assert [indicator.records for indicator in equality.INDICATORS] == [None]


def test_principles_are_the_six_with_two_questions_each() -> None:
    make_principles()
    assert list(Principle.objects.values_list("name", flat=True)) == [
        "Creativity",
        "Relationships",
        "Resources",
        "Equality, diversity and inclusion",
        "Trauma informed",
        "Sustainability",
    ]
    assert {principle.items.filter(in_use=True).count() for principle in Principle.objects.all()} == {2}
    assert {
        principle.texts.get().credit.count("Changing Futures Bristol")
        for principle in Principle.objects.all()
    } == {1}
