import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Member, Need
from projects.actions.need import put_needs_aside, say_and_share_needs, say_needs, set_adaptation
from projects.models import Adaptation, Membership, NeedAudience, NeedsAudience
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
BREAKS, CHAT, OWN = Need.Kind.BREAKS, Need.Kind.CHAT, Need.Kind.OWN_WORDS


def share(by: Membership, audience: str, *kinds: str, **each: str) -> None:
    """Say these needs and share them."""
    say_and_share_needs(by=by, needs=dict.fromkeys(kinds, ""), audience=audience, each=each, now=dates.now())


def audiences(membership: Membership) -> dict[str, str]:
    """Who may see each need in this project."""
    fresh = Membership.objects.get(pk=membership.pk)
    differs = dict(fresh.need_audiences.values_list("need__kind", "audience"))
    kinds = fresh.member.needs.values_list("kind", flat=True)
    return {kind: differs.get(kind, fresh.needs_audience) for kind in kinds}


def test_say_needs_keeps_changes_and_removes(member: Membership) -> None:
    sam = member.member
    say_needs(by=sam, needs={BREAKS: "", OWN: "A seat near the door"}, now=dates.now())
    say_needs(by=sam, needs={OWN: "A seat by the window", CHAT: ""}, now=dates.now())
    assert list(sam.needs.values_list("kind", "words")) == [(OWN, "A seat by the window"), (CHAT, "")]


def test_what_is_new_is_seen_by_nobody_until_it_is_shared(member: Membership) -> None:
    share(member, "project", BREAKS)
    say_needs(by=member.member, needs={BREAKS: "", CHAT: ""}, now=dates.now())
    assert audiences(member) == {BREAKS: "project", CHAT: "me"}


def test_sharing_in_one_project_tells_another_nothing_new(member: Membership) -> None:
    elsewhere = make_membership(member=member.member)
    share(elsewhere, "project", BREAKS)
    share(member, "hosts", BREAKS, CHAT)
    assert audiences(member) == {BREAKS: "hosts", CHAT: "hosts"}
    assert audiences(elsewhere) == {BREAKS: "project", CHAT: "me"}


def test_each_line_may_differ(member: Membership) -> None:
    share(member, "hosts", BREAKS, CHAT, breaks="hosts", chat="no_name")
    assert audiences(member) == {BREAKS: "hosts", CHAT: "no_name"}
    assert NeedAudience.objects.count() == 1  # only what differs is a row
    assert Membership.objects.get(pk=member.pk).needs_asked is True


def test_only_what_is_shared_is_set_up(member: Membership) -> None:
    share(member, "hosts", BREAKS, CHAT, chat="me")
    assert list(Adaptation.objects.values_list("need__kind", "status")) == [(BREAKS, "asked")]
    Adaptation.objects.update(status="ready", ready_at=dates.now())
    share(member, "project", BREAKS, CHAT)
    assert dict(Adaptation.objects.values_list("need__kind", "status")) == {BREAKS: "ready", CHAT: "asked"}
    share(member, "me", BREAKS, CHAT)
    assert Adaptation.objects.count() == 0


def test_put_needs_aside_asks_no_more(member: Membership) -> None:
    put_needs_aside(by=member)
    fresh = Membership.objects.get(pk=member.pk)
    assert (fresh.needs_asked, fresh.needs_audience) == (True, NeedsAudience.ONLY_ME)


def test_set_adaptation_by_hosts(facilitator: Membership, member: Membership) -> None:
    share(member, "hosts", BREAKS)
    pk = Adaptation.objects.get().pk
    now = dates.now()
    set_adaptation(by=facilitator, pk=pk, status="ready", now=now)
    assert Adaptation.objects.values_list("status", "ready_at").get() == ("ready", now)
    set_adaptation(by=facilitator, pk=pk, status="doing", now=now)
    assert Adaptation.objects.values_list("status", "ready_at").get() == ("doing", None)


def test_set_adaptation_refuses_members_and_what_is_not_shared(
    facilitator: Membership, member: Membership, other_member: Membership
) -> None:
    share(member, "project", BREAKS)
    pk = Adaptation.objects.get().pk
    with pytest.raises(Refused, match="^The people who run this project set things up"):
        set_adaptation(by=other_member, pk=pk, status="ready", now=dates.now())
    Membership.objects.filter(pk=member.pk).update(needs_audience="me")
    with pytest.raises(Refused, match="^This is not shared with you.$"):
        set_adaptation(by=facilitator, pk=pk, status="ready", now=dates.now())


def test_set_adaptation_of_another_project_is_not_found(member: Membership) -> None:
    share(member, "project", BREAKS)
    with pytest.raises(Adaptation.DoesNotExist):
        set_adaptation(
            by=make_membership(is_host=True), pk=Adaptation.objects.get().pk, status="ready", now=dates.now()
        )


def test_say_and_share_needs_refuses_who_left(member: Membership) -> None:
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    member.status = Membership.Status.LEFT
    with pytest.raises(Refused, match="^You are not in this project.$"):
        share(member, "hosts", BREAKS)
    assert Member.objects.get(pk=member.member_id).needs.count() == 0
