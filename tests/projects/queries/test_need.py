from collections.abc import Callable
from typing import Any

import pytest

from coproduce.lib import dates
from projects.actions.need import say_and_share_needs
from projects.models import Adaptation, Membership, Project
from projects.queries.need import how_far, needs_of, needs_shared_with, not_ready_for
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def shared(member: Membership) -> Membership:
    """Sam, who shares four needs with four audiences."""
    needs = {"breaks": "", "papers": "", "chat": "", "own_words": "A seat near the door"}
    each = {"breaks": "hosts", "papers": "project", "chat": "me", "own_words": "no_name"}
    say_and_share_needs(by=member, needs=needs, audience="me", each=each, now=dates.now())
    return member


def seen(reader: Membership) -> list[tuple[str, str, str]]:
    """Name, kind and words of what a reader sees."""
    return [(need.name, need.kind, need.words) for need in needs_shared_with(reader)]


def test_needs_shared_with_keeps_to_each_audience(
    shared: Membership, facilitator: Membership, other_member: Membership
) -> None:
    assert seen(facilitator) == [
        ("Sam", "Breaks", ""),
        ("Sam", "Papers before the day", ""),
        ("", "Something else", "A seat near the door"),
    ]
    assert seen(other_member) == [("Sam", "Papers before the day", "")]
    assert seen(make_membership(is_host=True)) == []


def test_needs_of_one_person_are_those_under_their_name(
    shared: Membership, facilitator: Membership, other_member: Membership
) -> None:
    assert [need.kind for need in needs_of(shared, facilitator)] == ["Breaks", "Papers before the day"]
    assert [need.kind for need in needs_of(shared, other_member)] == ["Papers before the day"]


def test_nobody_reads_the_needs_of_somebody_who_left(shared: Membership, facilitator: Membership) -> None:
    Membership.objects.filter(pk=shared.pk).update(status="left", left_at=dates.now())
    assert seen(facilitator) == []


def test_not_ready_for_leaves_out_what_is_ready(shared: Membership, facilitator: Membership) -> None:
    Adaptation.objects.filter(need__kind="breaks").update(status="ready", ready_at=dates.now())
    assert [need.kind for need in not_ready_for(facilitator)] == ["Papers before the day", "Something else"]
    assert sorted(how_far(shared).values()) == ["Asked", "Asked", "Ready"]


@pytest.mark.parametrize("people", [1, 30])
def test_needs_take_one_query(
    people: int, facilitator: Membership, project: Project, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(people):
        somebody = make_membership(project=project)
        say_and_share_needs(by=somebody, needs={"breaks": ""}, audience="hosts", each={}, now=dates.now())
    with django_assert_num_queries(1):
        assert len(needs_shared_with(facilitator)) == people
