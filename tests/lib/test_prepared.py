"""Reads whose SQL is made once give what the queryset gives."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from pytest_django.asserts import assertNumQueries

from coproduce.lib import dates
from coproduce.lib.prepared import prepared
from members.models import Member, Message
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_membership, make_task


def places(member: int, address: str) -> QuerySet[Membership]:
    names = TaskPlace.objects.filter(holder=OuterRef("pk")).order_by("task__title").values("task__title")
    found = Membership.objects.filter(member=member, project__address=address).select_related(
        "project", "support_person"
    )
    return found.annotate(titles=ArraySubquery(names), other_name=F("project__name"))


def test_gives_models_with_what_is_joined_and_annotated(member: Membership) -> None:
    make_task(project=member.project, holders=[member], title="Read")
    read = prepared(places)
    with assertNumQueries(1):
        (found,) = read(member.member_id, member.project.address)
        assert (found.project.name, found.titles, found.other_name) == (
            "A better welcome",
            ["Read"],
            "A better welcome",
        )
        assert found.support_person is None
    assert found == places(member.member_id, member.project.address).get()
    assert not found._state.adding


def test_gives_other_rows_for_other_arguments(member: Membership, professional: Membership) -> None:
    read = prepared(places)
    address = member.project.address
    assert [read(each.member_id, address) for each in (member, professional)] == [[member], [professional]]
    assert read(member.member_id, "nowhere") == []


def test_gives_tuples_for_values_list(member: Membership) -> None:
    make_membership(project=member.project, member=None)

    @prepared
    def names(project: int) -> Any:
        return (
            Membership.objects.filter(project=project)
            .order_by("pk")
            .values_list("pk", "member__display_name")
        )

    assert names(member.project_id) == list(names.build(member.project_id))


def test_gives_the_same_with_constants_that_look_like_places_for_arguments(member: Membership) -> None:
    make_task(project=member.project, title="100% of %s, it's %(project)s")
    make_task(project=member.project, title="100 of them")

    @prepared
    def found(project: int) -> QuerySet[Task]:
        tasks = Task.objects.filter(
            Q(project=project) | Q(project=project, where="%"), status__in=["open", "done"]
        )
        return tasks.filter(title__contains="% of %s, it's %(")

    assert [task.title for task in found(member.project_id)] == ["100% of %s, it's %(project)s"]


def test_takes_moments(member: Membership) -> None:
    @prepared
    def since(moment: Any) -> QuerySet[Member]:
        return Member.objects.filter(joined_at__gte=moment)

    since.kinds = [type(dates.now())]
    now = dates.now()
    assert [len(since(now - timedelta(days=1))), len(since(now + timedelta(days=1)))] == [1, 0]


def test_limits_and_deferred_fields_stay(member: Membership) -> None:
    for number in range(3):
        make_task(project=member.project, title=f"Task {number}")

    @prepared
    def first_two(project: int) -> QuerySet[Task]:
        return Task.objects.filter(project=project).only("title").order_by("title")[:2]

    found = first_two(member.project_id)
    assert [task.title for task in found] == ["Task 0", "Task 1"]
    assert found[0].get_deferred_fields() >= {"what", "why"}


def test_refuses_a_function_that_does_not_pass_its_arguments_on(db: None) -> None:
    @prepared
    def lost(project: int) -> QuerySet[Project]:
        return Project.objects.all()

    with pytest.raises(TypeError, match="lost does not pass each argument on"):
        lost(1)


def test_refuses_another_number_of_arguments(db: None) -> None:
    @prepared
    def of(recipient: int) -> QuerySet[Message]:
        return Message.objects.filter(recipient=recipient)

    with pytest.raises(TypeError, match="of takes 1 arguments"):
        of(1, 2)
