"""Promises C1 and S4 with real connections: of many at the same moment exactly as many get in as there are places."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.invitation import invite_person
from projects.actions.joining import join_with_new_account
from projects.actions.membership import leave_project
from projects.actions.task_claim import PlaceGone, claim_task
from projects.models import Membership, Project, Task, TaskPlace
from tests.at_once import all_at_once
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("places", [1, 3])
def test_C1_two_hundred_claims_of_the_last_places(places: int) -> None:
    task = make_task(places=places)
    people = [make_membership(project=task.project, member=make_member()) for _each in range(200)]

    def claim(by: Membership) -> Callable[[], str]:
        def act() -> str:
            try:
                claim_task(by=by, pk=task.pk, now=dates.now())
            except PlaceGone:
                return "told kindly"
            return "has it"

        return act

    assert all_at_once([claim(by) for by in people]) == {"has it": places, "told kindly": 200 - places}
    task.refresh_from_db()
    assert (task.free_places, TaskPlace.objects.filter(holder__isnull=False).count()) == (0, places)


def test_S4_two_accepts_of_one_invitation() -> None:
    host = make_membership(is_host=True)
    until = dates.today("Europe/London") + timedelta(days=9)
    invitation = invite_person(by=host, email="sam@new.example.org", valid_until=until, now=dates.now())

    def accept() -> str:
        try:
            join_with_new_account(
                invitation_pk=invitation.pk, email="sam@new.example.org", name="Sam", channel="email",
                time_zone="Europe/London", now=dates.now(),
            )  # fmt: skip
        except Refused:
            return "refused"
        return "joined"

    assert all_at_once([accept] * 8) == {"joined": 1, "refused": 7}
    assert Project.objects.get().people_count == 2


def test_S7_leaving_while_the_same_people_claim_help_and_support_each_other() -> None:
    project = make_project()
    people = [make_membership(project=project, member=make_member(), is_host=True) for _each in range(6)]
    for who, other in zip(people, people[1:] + people[:1], strict=True):
        Membership.objects.filter(pk=who.pk).update(support_person=other.member)
    tasks = [make_task(project=project, places=3, holders=[who], helper=who) for who in people]

    def leave(by: Membership) -> Callable[[], str]:
        def act() -> str:
            leave_project(by=by, now=dates.now())
            return "left"

        return act

    def claim(by: Membership, task: Task) -> Callable[[], str]:
        def act() -> str:
            try:
                claim_task(by=by, pk=task.pk, now=dates.now())
            except Refused:
                return "refused"
            return "has it"

        return act

    claims = [claim(who, task) for who in people for task in tasks if task.helper_id != who.pk]
    came = all_at_once([leave(who) for who in people] + claims)
    assert came["left"] + came["has it"] + came["refused"] == 6 + 30
    assert came["left"] == 6
    assert TaskPlace.objects.filter(holder__isnull=False).count() == 0
    assert list(Task.objects.values_list("free_places", "helper")) == [(3, None)] * 6
    assert Membership.objects.filter(support_person__isnull=False).count() == 0
