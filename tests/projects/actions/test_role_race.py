"""Two at the same moment: a role or the running of a project is handed on once, and a right is agreed once."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from projects.actions.hosting import OfferGone
from projects.actions.role import take_role
from projects.actions.role_offer import offer_hosting, offer_role, take_offer
from projects.models import Membership, RoleOffer, TaskRoleHolder
from tests.at_once import all_at_once
from tests.factories.projects import make_membership, make_project, make_role

pytestmark = pytest.mark.django_db(transaction=True)


def take(by: Membership, offer: RoleOffer) -> Callable[[], str]:
    """An act for a thread: take what is offered."""

    def act() -> str:
        try:
            take_offer(by=by, pk=offer.pk, now=dates.now())
        except OfferGone:
            return "told kindly"
        return "has it"

    return act


def test_a_role_handed_on_to_many_goes_to_one() -> None:
    project = make_project()
    role, giver = make_role(project=project), make_membership(project=project)
    take_role(by=giver, pk=role.pk, now=dates.now())
    others = [make_membership(project=project) for _each in range(8)]
    acts = [
        take(who, offer_role(by=giver, pk=role.pk, to_pk=who.pk, hands_on=True, now=dates.now()))
        for who in others
    ]
    assert all_at_once(acts) == {"has it": 1, "told kindly": 7}
    [held] = TaskRoleHolder.objects.all()
    assert held.membership_id in {who.pk for who in others}
    assert RoleOffer.objects.count() == 0


def test_an_offer_pressed_ten_times_is_taken_once() -> None:
    project = make_project()
    role, giver, taker = make_role(project=project), *(make_membership(project=project) for _each in range(2))
    offer = offer_role(by=giver, pk=role.pk, to_pk=taker.pk, now=dates.now())
    assert all_at_once([take(taker, offer)] * 10) == {"has it": 1, "told kindly": 9}
    assert TaskRoleHolder.objects.count() == 1


def test_running_a_project_handed_on_to_many_goes_to_one() -> None:
    project = make_project()
    giver = make_membership(project=project, is_host=True)
    others = [make_membership(project=project) for _each in range(8)]
    acts = [
        take(who, offer_hosting(by=giver, to_pk=who.pk, hands_on=True, now=dates.now())) for who in others
    ]
    came = all_at_once(acts)
    assert came == {"has it": 1, "told kindly": 7}
    [host] = Membership.objects.filter(is_host=True)
    assert host.pk in {who.pk for who in others}
    assert RoleOffer.objects.count() == 0
