"""What somebody said of themselves can be taken back at any time, also where the project is paused or has ended."""

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Consent
from projects.actions.membership import (
    choose_check_in,
    choose_support_person,
    leave_project,
    say_experience,
)
from projects.actions.need import say_and_share_needs
from projects.models import Adaptation, Experience, Membership, Project

pytestmark = pytest.mark.django_db
CLOSED = [{"status": "paused", "paused_at": dates.now()}, {"status": "ended", "ended_at": dates.now()}]
WHY = "^This project (is paused|has ended)."


def say(by: Membership, audience: str, *kinds: str) -> None:
    """What somebody brings, and who may see it."""
    say_experience(by=by, kinds=kinds, audience=audience, now=dates.now())


def share(by: Membership, audience: str, *kinds: str, **each: str) -> None:
    """What somebody needs, and who may see it."""
    say_and_share_needs(by=by, needs=dict.fromkeys(kinds, ""), audience=audience, each=each, now=dates.now())


def close(by: Membership, status: dict[str, object]) -> Membership:
    """The project is paused or ends; the membership as the next request loads it."""
    Project.objects.filter(pk=by.project_id).update(**status)
    return Membership.objects.select_related("project", "member").get(pk=by.pk)


@pytest.mark.parametrize("status", CLOSED, ids=["paused", "ended"])
def test_experience_is_taken_back_when_the_project_rests(
    member: Membership, status: dict[str, object]
) -> None:
    say(member, "project", "lived", "professional")
    me = close(member, status)
    say(me, "hosts", "lived")
    assert list(me.experiences.values_list("kind", flat=True)) == ["lived"]
    assert Membership.objects.get(pk=me.pk).experience_audience == "hosts"
    assert Consent.objects.get().withdrawn_at is None
    say(me, "hosts")
    assert (me.experiences.count(), Consent.objects.get().withdrawn_at is None) == (0, False)
    assert Membership.objects.get(pk=me.pk).experience_audience == "totals"


@pytest.mark.parametrize("status", CLOSED, ids=["paused", "ended"])
@pytest.mark.parametrize(
    ("audience", "kinds"), [("project", ["lived"]), ("totals", ["lived", "professional"])]
)
def test_nothing_new_is_said_when_the_project_rests(
    member: Membership, status: dict[str, object], audience: str, kinds: list[str]
) -> None:
    say(member, "hosts", "lived")
    me = close(member, status)
    with pytest.raises(Refused, match=WHY):
        say(me, audience, *kinds)
    assert list(me.experiences.values_list("kind", flat=True)) == ["lived"]


@pytest.mark.parametrize("status", CLOSED, ids=["paused", "ended"])
def test_needs_are_seen_by_fewer_when_the_project_rests(
    member: Membership, status: dict[str, object]
) -> None:
    share(member, "project", "breaks", "chat")
    me = close(member, status)
    share(me, "project", "breaks", "chat", chat="no_name")
    assert list(me.need_audiences.values_list("need__kind", "audience")) == [("chat", "no_name")]
    share(me, "me", "breaks", "chat")
    assert (me.needs_audience, me.need_audiences.count(), Adaptation.objects.count()) == ("me", 0, 0)


@pytest.mark.parametrize("status", CLOSED, ids=["paused", "ended"])
@pytest.mark.parametrize(
    ("audience", "kinds", "each"),
    [
        ("project", ["breaks"], {}),
        ("hosts", ["breaks", "chat"], {}),  # something new, seen by others at once
        ("hosts", ["breaks"], {"breaks": "project"}),
    ],
)
def test_needs_are_seen_by_nobody_new_when_the_project_rests(
    member: Membership, status: dict[str, object], audience: str, kinds: list[str], each: dict[str, str]
) -> None:
    share(member, "hosts", "breaks")
    me = close(member, status)
    with pytest.raises(Refused, match=WHY):
        share(me, audience, *kinds, **each)
    assert list(me.member.needs.values_list("kind", flat=True)) == ["breaks"]


@pytest.mark.parametrize("status", CLOSED, ids=["paused", "ended"])
def test_nobody_supports_me_any_more_when_the_project_rests(
    facilitator: Membership, member: Membership, status: dict[str, object]
) -> None:
    choose_support_person(by=member, person_id=facilitator.member_id, options=[facilitator.member_id])
    choose_check_in(by=member, rhythm="weekly", first_day=dates.now().date(), at=member.check_in_at)
    me = close(member, status)
    choose_support_person(by=me, person_id=None, options=[])
    choose_check_in(by=me, rhythm="never", first_day=None, at=me.check_in_at)
    fresh = Membership.objects.get(pk=me.pk)
    assert (fresh.support_person, fresh.check_in_rhythm) == (None, "never")
    with pytest.raises(Refused, match=WHY):
        choose_support_person(by=me, person_id=facilitator.member_id, options=[facilitator.member_id])
    with pytest.raises(Refused, match=WHY):
        choose_check_in(by=me, rhythm="weekly", first_day=dates.now().date(), at=me.check_in_at)


def test_a_page_that_is_older_than_leaving_keeps_nothing(member: Membership) -> None:
    """The membership was loaded a moment before its person left, on another page."""
    leave_project(by=Membership.objects.get(pk=member.pk), now=dates.now())
    with pytest.raises(Refused, match="^You are not in this project.$"):
        say(member, "project", "lived")
    with pytest.raises(Refused, match="^You are not in this project.$"):
        share(member, "project", "breaks")
    assert (Experience.objects.count(), Consent.objects.filter(withdrawn_at=None).count()) == (0, 0)
    assert (Membership.objects.get(pk=member.pk).needs_audience, member.member.needs.count()) == ("me", 0)
