from datetime import timedelta
from typing import Any

import pytest

from coproduce.lib.answers import YES
from projects.models import Invitation, Project
from projects.permissions.invitation import can_end_invitation, can_invite, can_join_with, can_use_invitation
from tests.projects.permissions import made

TODAY = made.NOW.date()


def test_can_invite_is_for_hosts() -> None:
    assert can_invite(made.host()) == YES
    assert can_invite(made.membership()).reason == (
        "The people who run this project send invitations. Tell one of them whom you would like to ask."
    )
    assert can_invite(made.left()).reason == "You are not in this project."


def test_can_end_invitation_refuses_others_and_ended_ones() -> None:
    ended = made.invitation(status=Invitation.Status.ENDED, ended_at=made.NOW)
    assert can_end_invitation(made.host(), made.invitation()) == YES
    assert can_end_invitation(made.host(), ended).reason == "This invitation has ended already."
    assert can_end_invitation(made.elsewhere(), made.invitation()).reason == "This invitation does not work."
    assert can_end_invitation(made.membership(), made.invitation()).reason == (
        "The people who run this project send invitations. Tell one of them whom you would like to ask."
    )


def test_can_end_invitation_also_while_the_project_is_paused_or_has_ended() -> None:
    for status in (Project.Status.PAUSED, Project.Status.ENDED):
        host = made.membership(9, of=made.project(status=status), is_host=True)
        assert can_end_invitation(host, made.invitation()) == YES
    assert can_end_invitation(made.left(), made.invitation()).reason == "You are not in this project."


@pytest.mark.parametrize(
    "fields",
    [
        {"status": Invitation.Status.USED, "ended_at": made.NOW},
        {"status": Invitation.Status.ENDED, "ended_at": made.NOW},
        {"valid_until": TODAY - timedelta(days=1)},
        {"token_hash": None},
        {"project": made.project(status=Project.Status.ENDED, ended_at=made.NOW)},
    ],
)
def test_can_use_invitation_gives_one_answer_whatever_the_reason(fields: dict[str, Any]) -> None:
    assert can_use_invitation(made.invitation(**fields), TODAY).reason == "This invitation does not work."


def test_can_use_invitation_through_its_last_day() -> None:
    assert can_use_invitation(made.invitation(), TODAY) == YES


def test_can_join_with_a_personal_one_is_for_its_address_only() -> None:
    refused = (
        "This invitation was sent to another address. Sign out and open it again, or ask for one of your own."
    )
    assert can_join_with(made.invitation(), "SAM@example.org") == YES
    assert can_join_with(made.invitation(), "jo@example.org").reason == refused
    assert can_join_with(made.invitation(), None).reason == refused
    shared = made.invitation(kind=Invitation.Kind.SHARED, email=None)
    assert can_join_with(shared, "jo@example.org") == YES
