from datetime import timedelta

import pytest

from coproduce.lib import dates
from projects.actions.checkin import HowItGoes, send_check_in
from projects.actions.invitation import end_invitation, invite_person, make_shared_link
from projects.actions.joining import send_join_code
from projects.actions.membership import leave_project
from projects.actions.need import say_and_share_needs
from projects.actions.tidy import tidy_projects
from projects.jobs import tidy
from projects.models import Adaptation, CheckIn, Invitation, JoinCode, Membership, NeedAudience

pytestmark = pytest.mark.django_db
A_MOMENT = timedelta(seconds=1)


def test_P6_address_and_token_go_seven_days_after_the_end(facilitator: Membership) -> None:
    now = dates.now()
    until = now.date() + timedelta(days=30)
    invitation = invite_person(
        by=facilitator, email="sam@new.example.org", name="Sam", valid_until=until, now=now
    )
    end_invitation(by=facilitator, pk=invitation.pk, now=now)
    week = now + timedelta(days=7)
    assert tidy_projects(now=week)["invitations"] == 0
    assert tidy_projects(now=week + A_MOMENT)["invitations"] == 1
    assert tidy_projects(now=week + A_MOMENT)["invitations"] == 0
    kept = Invitation.objects.get()
    assert (kept.email, kept.name, kept.token_hash, kept.token_seed) == (None, "", None, "")


def test_an_invitation_ends_after_its_day(facilitator: Membership) -> None:
    now = dates.now()
    make_shared_link(by=facilitator, valid_until=now.date(), now=now)
    assert tidy_projects(now=now + timedelta(days=1))["run out"] == 0
    assert tidy_projects(now=now + timedelta(days=2))["run out"] == 1
    assert Invitation.objects.get().status == "ended"


def test_P6_check_ins_go_after_ninety_days(facilitator: Membership, member: Membership) -> None:
    now = dates.now()
    send_check_in(
        by=member, to_id=facilitator.member_id, options=[facilitator.member_id], says=HowItGoes(), now=now
    )
    assert tidy_projects(now=now + timedelta(days=90))["check-ins"] == 0
    assert tidy_projects(now=now + timedelta(days=90) + A_MOMENT)["check-ins"] == 1
    assert CheckIn.objects.count() == 0


def test_P6_who_might_see_needs_goes_thirty_days_after_leaving(member: Membership) -> None:
    now = dates.now()
    say_and_share_needs(
        by=member, needs={"breaks": "", "chat": ""}, audience="project", each={"chat": "hosts"}, now=now
    )
    leave_project(by=member, now=now)
    assert tidy_projects(now=now + timedelta(days=30))["needs"] == 0
    assert tidy_projects(now=now + timedelta(days=30) + A_MOMENT)["needs"] == 3
    assert (NeedAudience.objects.count(), Adaptation.objects.count()) == (0, 0)


def test_codes_go_after_an_hour(facilitator: Membership) -> None:
    now = dates.now()
    link = make_shared_link(by=facilitator, valid_until=now.date() + timedelta(days=9), now=now)
    send_join_code(invitation=link, email="sam@new.example.org", now=now - timedelta(hours=2))
    tidy()
    assert JoinCode.objects.count() == 0
