from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.actions.account import AddressTaken
from members.models import Consent, Member, Message
from projects.actions.invitation import end_invitation, invite_person, make_shared_link
from projects.actions.joining import (
    CodeOutcome,
    check_join_code,
    join_as_member,
    join_with_new_account,
    send_join_code,
)
from projects.actions.membership import leave_project
from projects.actions.need import say_and_share_needs
from projects.lib.tokens import six_numbers
from projects.models import Invitation, JoinCode, Membership, Project
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
EMAIL = "sam@new.example.org"


@pytest.fixture
def personal(facilitator: Membership) -> Invitation:
    """An invitation to Sam."""
    until = dates.today("Europe/London") + timedelta(days=30)
    return invite_person(by=facilitator, email=EMAIL, valid_until=until, now=dates.now())


@pytest.fixture
def shared(facilitator: Membership) -> Invitation:
    """A link to share."""
    until = dates.today("Europe/London") + timedelta(days=30)
    return make_shared_link(by=facilitator, valid_until=until, now=dates.now())


def join(invitation: Invitation, email: str = EMAIL) -> Membership:
    """Somebody new joins."""
    return join_with_new_account(
        invitation_pk=invitation.pk, email=email, name="Sam", channel="site", time_zone="Europe/London", now=dates.now()
    )  # fmt: skip


def test_join_with_new_account_opens_it_and_uses_the_invitation(
    personal: Invitation, project: Project
) -> None:
    membership = join(personal)
    personal.refresh_from_db()
    member = Member.objects.get(email=EMAIL)
    assert (membership.member, membership.project, membership.is_host) == (member, project, False)
    assert (personal.status, personal.used_by, member.contact.channel) == ("used", member, "site")
    assert Project.objects.get().people_count == 2
    consents = Consent.objects.filter(member=member)
    assert [(each.kind, each.scope_id, each.text_version) for each in consents] == [
        ("join", project.pk, "2026-11")
    ]


def test_join_tells_each_host_once(personal: Invitation) -> None:
    join(personal)
    rows = Message.objects.exclude(kind="invitation").values_list("recipient__display_name", "kind")
    assert list(rows) == [("Amina", "member-joined")]
    assert Message.objects.get(kind="invitation").state == "withdrawn"


def test_a_personal_invitation_works_once(personal: Invitation) -> None:
    join(personal)
    with pytest.raises(Refused, match="^This invitation does not work.$"):
        join(personal, "another@example.org")
    assert Member.objects.filter(email="another@example.org").count() == 0


def test_a_personal_invitation_is_for_its_address(personal: Invitation) -> None:
    with pytest.raises(Refused, match="^This invitation was sent to another address"):
        join(personal, "jo@example.org")
    with pytest.raises(Refused, match="^This invitation was sent to another address"):
        join_as_member(invitation_pk=personal.pk, member=make_member(), now=dates.now())


def test_the_part_is_bound_to_the_invitation(facilitator: Membership, personal: Invitation) -> None:
    Invitation.objects.update(as_host=True)
    assert join(personal).is_host is True


def test_join_with_new_account_never_opens_a_second_one(personal: Invitation) -> None:
    make_member(email=EMAIL)
    with pytest.raises(AddressTaken):
        join(personal)
    personal.refresh_from_db()
    assert personal.status == "open"


def test_an_ended_or_old_invitation_is_refused(facilitator: Membership, personal: Invitation) -> None:
    late = dates.now() + timedelta(days=32)
    with pytest.raises(Refused):
        join_with_new_account(
            invitation_pk=personal.pk, email=EMAIL, name="Sam", channel="email", time_zone="Europe/London", now=late
        )  # fmt: skip
    end_invitation(by=facilitator, pk=personal.pk, now=dates.now())
    with pytest.raises(Refused):
        join(personal)


def test_a_shared_link_lets_many_join(shared: Invitation, project: Project) -> None:
    for number in range(3):
        join(shared, f"person@{number}.example.org")
    shared.refresh_from_db()
    assert (shared.status, Project.objects.get().people_count) == ("open", 4)


def test_somebody_who_left_comes_back_to_the_same_row(shared: Invitation, member: Membership) -> None:
    leave_project(by=member, now=dates.now())
    back = join_as_member(invitation_pk=shared.pk, member=member.member, now=dates.now())
    assert (back.pk, back.is_active, back.left_at) == (member.pk, True, None)
    assert Project.objects.get().people_count == 2


def test_decision_22_whoever_comes_back_is_asked_about_needs_again(
    shared: Invitation, member: Membership
) -> None:
    say_and_share_needs(
        by=member,
        needs={"breaks": "", "chat": ""},
        audience="project",
        each={"chat": "hosts"},
        now=dates.now(),
    )
    leave_project(by=member, now=dates.now())
    back = join_as_member(invitation_pk=shared.pk, member=member.member, now=dates.now())
    assert (back.needs_audience, back.needs_asked) == ("me", False)
    assert (back.need_audiences.count(), back.adaptations.count(), member.member.needs.count()) == (0, 0, 2)


def test_joining_twice_changes_nothing(shared: Invitation, member: Membership) -> None:
    Message.objects.all().delete()
    join_as_member(invitation_pk=shared.pk, member=member.member, now=dates.now())
    assert (Project.objects.get().people_count, Message.objects.count()) == (2, 0)


# --- codes ---------------------------------------------------------------------------------------------------------------


def test_the_right_code_works_once_for_fifteen_minutes(shared: Invitation) -> None:
    now = dates.now()
    code = send_join_code(invitation=shared, email=EMAIL, now=now)
    assert code is not None
    digits = six_numbers(code.seed)
    assert check_join_code(pk=code.pk, typed=digits, now=now + timedelta(minutes=16)) == CodeOutcome.RAN_OUT
    assert check_join_code(pk=code.pk, typed=f" {digits[:3]} {digits[3:]}", now=now) == CodeOutcome.RIGHT
    assert check_join_code(pk=code.pk, typed=digits, now=now) == CodeOutcome.RAN_OUT


def wrong(code: JoinCode) -> str:
    """Six numbers that are not the code."""
    return f"{(int(six_numbers(code.seed)) + 1) % 1_000_000:06d}"


def test_five_wrong_codes_are_the_end_for_that_address_whoever_tries(shared: Invitation) -> None:
    now = dates.now()
    code = send_join_code(invitation=shared, email=EMAIL, now=now)
    assert code is not None
    outcomes = [check_join_code(pk=code.pk, typed=wrong(code), now=now) for _each in range(5)]
    assert outcomes == [CodeOutcome.WRONG] * 4 + [CodeOutcome.TOO_MANY]
    assert check_join_code(pk=code.pk, typed=six_numbers(code.seed), now=now) == CodeOutcome.TOO_MANY
    assert send_join_code(invitation=shared, email=EMAIL.upper(), now=now) is None
    assert send_join_code(invitation=shared, email="jo@example.org", now=now) is not None
    assert send_join_code(invitation=shared, email=EMAIL, now=now + timedelta(minutes=16)) is not None


def test_tries_on_several_codes_of_one_address_add_up(shared: Invitation) -> None:
    now = dates.now()
    first, second = (send_join_code(invitation=shared, email=EMAIL, now=now) for _each in range(2))
    assert first is not None
    assert second is not None
    for code in (first, first, first, second):
        assert check_join_code(pk=code.pk, typed=wrong(code), now=now) == CodeOutcome.WRONG
    assert check_join_code(pk=second.pk, typed=wrong(second), now=now) == CodeOutcome.TOO_MANY


def test_at_most_three_codes_a_minute_for_an_address(shared: Invitation) -> None:
    now = dates.now()
    sent = [send_join_code(invitation=shared, email=EMAIL, now=now) for _each in range(4)]
    assert [code is not None for code in sent] == [True, True, True, False]


def test_a_link_sends_sixty_codes_a_minute_at_most(shared: Invitation) -> None:
    now = dates.now()
    sent = [send_join_code(invitation=shared, email=f"{number}@example.org", now=now) for number in range(61)]
    assert [code is not None for code in sent] == [True] * 60 + [False]
    assert (
        send_join_code(invitation=shared, email="61@example.org", now=now + timedelta(minutes=2)) is not None
    )


def test_S5_known_and_unknown_addresses_get_the_same(shared: Invitation) -> None:
    make_member(email="known@example.org")
    Message.objects.all().delete()
    for email in ("known@example.org", "unknown@example.org"):
        send_join_code(invitation=shared, email=email, now=dates.now())
    rows = Message.objects.values_list("kind", "recipient", "channel")
    assert list(rows) == [("join-code", None, "email")] * 2
