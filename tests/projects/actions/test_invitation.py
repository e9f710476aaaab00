from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from projects.actions.invitation import end_invitation, invite_person, make_shared_link, usual_last_day
from projects.lib.tokens import hashed, invitation_token
from projects.models import Invitation, Membership

pytestmark = pytest.mark.django_db
UNTIL = dates.today("Europe/London") + timedelta(days=30)


def invite(by: Membership, email: str = "Sam@New.example.org") -> Invitation:
    """An invitation to somebody new."""
    return invite_person(by=by, email=email, name="Sam", valid_until=UNTIL, now=dates.now())


def test_invite_person_keeps_only_the_hash_of_its_token(facilitator: Membership) -> None:
    invitation = invite(facilitator)
    token = invitation_token(invitation.token_seed)
    kept = Invitation.objects.values().get()
    assert (kept["email"], kept["token_hash"], kept["as_host"]) == (
        "sam@new.example.org",
        hashed(token),
        False,
    )
    assert token not in str(kept)


def test_invite_person_writes_one_message_to_an_address(facilitator: Membership) -> None:
    invitation = invite(facilitator)
    message = Message.objects.get()
    assert (message.kind, message.recipient, message.subject_id) == ("invitation", None, invitation.pk)


def test_invite_person_refuses_an_address_with_an_open_one(facilitator: Membership) -> None:
    invite(facilitator)
    with pytest.raises(Refused, match="^There is an open invitation to this address"):
        invite(facilitator, "sam@new.example.org")
    assert Invitation.objects.count() == 1


def test_members_do_not_invite(member: Membership) -> None:
    with pytest.raises(Refused, match="^The people who run this project send invitations"):
        invite(member)
    with pytest.raises(Refused, match="^The people who run this project send invitations"):
        make_shared_link(by=member, valid_until=UNTIL, now=dates.now())


def test_make_shared_link_never_makes_hosts(facilitator: Membership) -> None:
    link = make_shared_link(by=facilitator, valid_until=UNTIL, now=dates.now())
    assert (link.kind, link.email, link.as_host) == ("shared", None, False)


def test_end_invitation_stops_its_message_too(facilitator: Membership) -> None:
    invitation = invite(facilitator)
    now = dates.now()
    end_invitation(by=facilitator, pk=invitation.pk, now=now)
    invitation.refresh_from_db()
    assert (invitation.status, invitation.ended_at, Message.objects.get().state) == (
        "ended",
        now,
        "withdrawn",
    )
    with pytest.raises(Refused, match="^This invitation has ended already.$"):
        end_invitation(by=facilitator, pk=invitation.pk, now=now)
    invite(facilitator)  # the address is free again


def test_end_invitation_refuses_members(facilitator: Membership, member: Membership) -> None:
    with pytest.raises(Refused, match="^The people who run this project send invitations"):
        end_invitation(by=member, pk=invite(facilitator).pk, now=dates.now())


def test_usual_last_day_is_sixty_days_ahead() -> None:
    today = dates.today("Europe/London")
    assert usual_last_day(zone="Europe/London", now=dates.now()) == today + timedelta(days=60)
