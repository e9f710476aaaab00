import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.hosting import OfferGone, stop_hosting
from projects.actions.role_offer import end_offer, offer_hosting, take_offer
from projects.models import Membership, Project, RoleOffer, Supporter
from tests.factories.projects import make_membership, make_supporter

pytestmark = pytest.mark.django_db


def hosts() -> list[str]:
    """The names of those who run it."""
    found = Membership.objects.filter(is_host=True)
    return sorted(found.values_list("member__display_name", flat=True))


def test_running_a_project_is_shared_with_a_yes(facilitator: Membership, member: Membership) -> None:
    offer = offer_hosting(by=facilitator, to_pk=member.pk, words="You are good at it.", now=dates.now())
    assert hosts() == ["Amina"]
    take_offer(by=member, pk=offer.pk, now=dates.now())
    assert (hosts(), RoleOffer.objects.count()) == (["Amina", "Sam"], 0)


def test_running_a_project_is_handed_on_in_one_moment(
    facilitator: Membership, member: Membership, other_member: Membership
) -> None:
    Membership.objects.filter(pk=other_member.pk).update(support_person=facilitator.member)
    offer, also = (
        offer_hosting(by=facilitator, to_pk=who.pk, hands_on=True, now=dates.now())
        for who in (member, other_member)
    )
    take_offer(by=member, pk=offer.pk, now=dates.now())
    assert hosts() == ["Sam"]
    assert Membership.objects.get(pk=other_member.pk).support_person is None
    with pytest.raises(OfferGone):
        take_offer(by=other_member, pk=also.pk, now=dates.now())


def test_a_no_changes_nothing(facilitator: Membership, member: Membership) -> None:
    offer = offer_hosting(by=facilitator, to_pk=member.pk, now=dates.now())
    end_offer(by=member, pk=offer.pk)
    assert (hosts(), RoleOffer.objects.count()) == (["Amina"], 0)


def test_offer_hosting_refuses(facilitator: Membership, member: Membership, other_member: Membership) -> None:
    now = dates.now()
    with pytest.raises(Refused, match="^The people who run this project can share that."):
        offer_hosting(by=member, to_pk=other_member.pk, now=now)
    with pytest.raises(Refused, match="^They run the project already, or have left.$"):
        offer_hosting(by=facilitator, to_pk=facilitator.pk, now=now)
    with pytest.raises(Refused, match="^They are not in this project now.$"):
        offer_hosting(by=facilitator, to_pk=make_membership().pk, now=now)
    offer_hosting(by=facilitator, to_pk=member.pk, now=now)
    with pytest.raises(Refused, match="^Somebody has asked them already.$"):
        offer_hosting(by=facilitator, to_pk=member.pk, now=now)


def test_a_host_who_stopped_hands_nothing_on_from_an_old_page(
    facilitator: Membership, member: Membership
) -> None:
    stale = Membership.objects.get(pk=facilitator.pk)
    offer = offer_hosting(by=facilitator, to_pk=member.pk, now=dates.now())
    stop_hosting(by=facilitator)
    with pytest.raises(OfferGone):
        take_offer(by=member, pk=offer.pk, now=dates.now())
    with pytest.raises(Refused, match="^The people who run this project can share that."):
        offer_hosting(by=stale, to_pk=member.pk, now=dates.now())


def test_stop_hosting_is_for_hosts(member: Membership) -> None:
    with pytest.raises(Refused, match="^You do not run this project now.$"):
        stop_hosting(by=member)


def test_decision_7_whoever_chose_a_host_is_asked_again_when_they_stop(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    for who in (member, other_member):
        Membership.objects.filter(pk=who.pk).update(support_person=facilitator.member)
    make_supporter(project=project, member=facilitator.member)
    stop_hosting(by=facilitator)
    assert Membership.objects.get(pk=member.pk).support_person == facilitator.member
    Supporter.objects.all().delete()
    Membership.objects.filter(pk=facilitator.pk).update(is_host=True)
    stop_hosting(by=facilitator)
    assert Membership.objects.filter(support_person__isnull=False).count() == 0
