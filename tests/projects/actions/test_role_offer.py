import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.hosting import OfferGone
from projects.actions.membership import leave_project
from projects.actions.role import take_role
from projects.actions.role_offer import end_offer, offer_role, take_offer
from projects.models import Membership, Project, RoleOffer, TaskRole
from tests.factories.projects import make_membership, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def role(project: Project) -> TaskRole:
    """A part to play."""
    return make_role(project=project, name="Reader")


def holders(role: TaskRole) -> list[str]:
    """The names of those who have it."""
    return sorted(role.holders.values_list("membership__member__display_name", flat=True))


def messages() -> list[tuple[str, str]]:
    """Who is told of offers, and whether it still waits."""
    return list(Message.objects.values_list("recipient__display_name", "state"))


def test_offer_role_tells_the_person_once(
    member: Membership, other_member: Membership, role: TaskRole
) -> None:
    offer = offer_role(by=member, pk=role.pk, to_pk=other_member.pk, words="You see a lot.", now=dates.now())
    assert (offer.to, offer.by, offer.words, offer.hands_on) == (
        other_member,
        member,
        "You see a lot.",
        False,
    )
    assert messages() == [("Jo", "waiting")]
    with pytest.raises(Refused, match="^Somebody has asked them already.$"):
        offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
    assert len(messages()) == 1


@pytest.mark.parametrize("way", ["resting", "keep_posted"])
def test_offer_role_writes_nothing_to_whom_nothing_is_asked(
    member: Membership, other_member: Membership, role: TaskRole, way: str
) -> None:
    Membership.objects.filter(pk=other_member.pk).update(way=way)
    offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
    assert (RoleOffer.objects.count(), messages()) == (1, [])


def test_offer_role_refuses_strangers_and_oneself(member: Membership, role: TaskRole) -> None:
    with pytest.raises(Refused, match="^They are not in this project now.$"):
        offer_role(by=member, pk=role.pk, to_pk=make_membership().pk, now=dates.now())
    with pytest.raises(Refused, match="^You can take this role yourself.$"):
        offer_role(by=member, pk=role.pk, to_pk=member.pk, now=dates.now())


def test_offer_role_is_handed_on_only_by_who_has_it(
    member: Membership, other_member: Membership, role: TaskRole
) -> None:
    with pytest.raises(Refused, match="^You do not have this role now.$"):
        offer_role(by=member, pk=role.pk, to_pk=other_member.pk, hands_on=True, now=dates.now())
    take_role(by=other_member, pk=role.pk, now=dates.now())
    with pytest.raises(Refused, match="^They have this role already.$"):
        offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())


def test_take_offer_shares_a_role(member: Membership, other_member: Membership, role: TaskRole) -> None:
    take_role(by=member, pk=role.pk, now=dates.now())
    offer = offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
    take_offer(by=other_member, pk=offer.pk, now=dates.now())
    assert (holders(role), RoleOffer.objects.count()) == (["Jo", "Sam"], 0)
    assert messages() == [("Jo", "withdrawn")]


def test_take_offer_ends_the_giver_s_part_and_their_other_offers(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    take_role(by=member, pk=role.pk, now=dates.now())
    mine, also = (
        offer_role(by=member, pk=role.pk, to_pk=who.pk, hands_on=True, now=dates.now())
        for who in (other_member, professional)
    )
    take_offer(by=other_member, pk=mine.pk, now=dates.now())
    assert (holders(role), RoleOffer.objects.count()) == (["Jo"], 0)
    with pytest.raises(OfferGone, match="^This offer is not there any more."):
        take_offer(by=professional, pk=also.pk, now=dates.now())


def test_take_role_answers_what_was_offered(
    member: Membership, other_member: Membership, role: TaskRole
) -> None:
    take_role(by=member, pk=role.pk, now=dates.now())
    offer_role(by=member, pk=role.pk, to_pk=other_member.pk, hands_on=True, now=dates.now())
    take_role(by=other_member, pk=role.pk, now=dates.now())
    assert (holders(role), RoleOffer.objects.count()) == (["Jo"], 0)


def test_take_offer_is_only_for_who_was_asked(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    offer = offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
    for who in (professional, member):
        with pytest.raises(Refused, match="^This offer is not there any more."):
            take_offer(by=who, pk=offer.pk, now=dates.now())
    with pytest.raises(OfferGone):
        take_offer(by=make_membership(), pk=offer.pk, now=dates.now())
    assert holders(role) == []


@pytest.mark.parametrize("who", ["asked", "asking"])
def test_end_offer_leaves_no_trace(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole, who: str
) -> None:
    offer = offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
    with pytest.raises(Refused, match="^This offer is not there any more."):
        end_offer(by=professional, pk=offer.pk)
    end_offer(by={"asked": other_member, "asking": member}[who], pk=offer.pk)
    assert (RoleOffer.objects.count(), messages(), holders(role)) == (0, [("Jo", "withdrawn")], [])
    with pytest.raises(OfferGone):
        end_offer(by=other_member, pk=offer.pk)


def test_somebody_who_was_asked_and_said_no_may_be_asked_again(
    member: Membership, other_member: Membership, role: TaskRole
) -> None:
    for _again in range(2):
        offer = offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
        end_offer(by=other_member, pk=offer.pk)
    assert messages() == [("Jo", "withdrawn")] * 2


def test_S7_who_leaves_takes_their_offers_along(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    offer_role(by=member, pk=role.pk, to_pk=other_member.pk, now=dates.now())
    offer_role(by=other_member, pk=role.pk, to_pk=professional.pk, now=dates.now())
    leave_project(by=other_member, now=dates.now())
    assert RoleOffer.objects.count() == 0
