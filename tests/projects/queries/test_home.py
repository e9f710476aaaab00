from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from projects.actions.checkin import HowItGoes, send_check_in
from projects.models import Membership
from projects.queries.home import home_of
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db


def asks_since(membership: Membership, first: date) -> None:
    """A weekly check-in from that day on, and nothing else to ask."""
    Membership.objects.filter(pk=membership.pk).update(
        check_in_rhythm="weekly", check_in_from=first, needs_asked=True
    )


def test_next_is_a_task_whose_day_is_near(member: Membership) -> None:
    today = dates.today("Europe/London")
    asks_since(member, today)
    make_task(project=member.project, title="far", due_on=today + timedelta(days=30), holders=[member])
    near = make_task(project=member.project, title="near", due_on=today + timedelta(days=7), holders=[member])
    home = home_of(member.member)
    assert home.next_task is not None
    assert (home.next_task.task, home.next_check_in) == (near, None)
    assert [each.pk for each in home.asked] == [member.pk]


def test_next_is_a_check_in_that_waits(facilitator: Membership, member: Membership) -> None:
    asks_since(member, dates.today("Europe/London") - timedelta(days=6))
    assert home_of(member.member).next_check_in == member
    options = [facilitator.member_id]
    send_check_in(by=member, to_id=options[0], options=options, says=HowItGoes(), now=dates.now())
    assert home_of(member.member).next_check_in is None


def test_a_check_in_is_not_asked_before_its_day_or_of_somebody_who_rests(member: Membership) -> None:
    asks_since(member, dates.today("Europe/London") + timedelta(days=1))
    assert home_of(member.member).next_check_in is None
    asks_since(member, dates.today("Europe/London"))
    Membership.objects.filter(pk=member.pk).update(way="resting")
    assert home_of(member.member).next_check_in is None


def test_next_is_what_I_need_for_somebody_new(member: Membership) -> None:
    assert home_of(member.member).new_in == member
    Membership.objects.filter(pk=member.pk).update(needs_asked=True)
    home = home_of(member.member)
    assert (home.new_in, home.next_task, home.next_check_in) == (None, None, None)


def test_a_rhythm_without_a_reader_is_asked_about(member: Membership) -> None:
    asks_since(member, dates.today("Europe/London"))
    assert [each.pk for each in home_of(member.member).unchosen] == [member.pk]


@pytest.mark.parametrize("projects", [1, 30])
def test_home_takes_two_queries(
    projects: int, member: Membership, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(projects):
        place = make_membership(member=member.member)
        make_task(project=place.project, holders=[place])
    with django_assert_num_queries(2):
        home_of(member.member)
