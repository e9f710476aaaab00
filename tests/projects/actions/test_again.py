"""What a pause took back before anybody heard of it waits again when the project goes on (promise R7)."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from coproduce.lib import dates
from members.actions.sending import send_due
from members.models import Message, Organisation
from projects.actions.ending import end_project, pause_project, reopen_project, resume_project
from projects.actions.invitation import end_invitation, invite_person
from projects.actions.organisation import ask_organisation
from projects.actions.role_offer import offer_role
from projects.actions.task_done import finish_task
from projects.models import Invitation, Membership, RoleOffer, SignOff
from tests.factories.common_ground import make_sign_off
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.projects import make_role, make_task

pytestmark = pytest.mark.django_db
UNTIL = dates.today("Europe/London") + timedelta(days=30)


def invite(by: Membership) -> Invitation:
    """Sam's neighbour is invited."""
    return invite_person(by=by, email="kit@new.example.org", valid_until=UNTIL, now=dates.now())


def pause(by: Membership) -> None:
    """The project pauses."""
    pause_project(by=by, words="Holidays", back_on=None, now=dates.now())


def states(kind: str) -> list[str]:
    """What became of the messages of a kind."""
    return list(Message.objects.filter(kind=kind).order_by("pk").values_list("state", flat=True))


def test_an_invitation_goes_out_once_when_the_project_goes_on(facilitator: Membership) -> None:
    invite(facilitator)
    pause(facilitator)
    assert states("invitation") == ["withdrawn"]
    resume_project(by=facilitator)
    assert states("invitation") == ["waiting"]
    send_due()
    assert states("invitation") == ["sent"]
    pause(facilitator)
    resume_project(by=facilitator)
    assert states("invitation") == ["sent"]


def test_it_waits_again_too_where_the_end_was_taken_back_after_a_pause(facilitator: Membership) -> None:
    invite(facilitator)
    pause(facilitator)
    end_project(by=facilitator, words={}, now=dates.now())
    reopen_project(by=facilitator, now=dates.now())
    assert states("invitation") == ["waiting"]


def test_an_invitation_that_was_ended_meanwhile_stays_taken_back(facilitator: Membership) -> None:
    invitation = invite(facilitator)
    pause(facilitator)
    end_invitation(by=facilitator, pk=invitation.pk, now=dates.now())
    resume_project(by=facilitator)
    assert states("invitation") == ["withdrawn"]


def hope_with_a_lead() -> Organisation:
    """Another organisation, with somebody who answers for it."""
    hope = make_organisation(name="Hope House")
    make_organisation_role(organisation=hope, member=make_member(name="Kwame"), role="lead")
    return hope


def offer(host: Membership, member: Membership) -> RoleOffer:
    """The host offers the member a role."""
    role = make_role(project=host.project)
    return offer_role(by=host, pk=role.pk, to_pk=member.pk, words="", hands_on=False, now=dates.now())


def wait_for_a_yes(host: Membership, member: Membership) -> SignOff:
    """The member has done a task, and the host is asked for a yes."""
    task = make_task(project=host.project, holders=[member])
    step = make_sign_off(task=task, who=host)
    finish_task(by=member, pk=task.pk, now=dates.now())
    return step


@pytest.mark.parametrize(
    ("kind", "ask"),
    [
        ("role-offered", offer),
        ("sign-off-asked", wait_for_a_yes),
        (
            "organisation-asked",
            lambda host, member: ask_organisation(by=host, organisation=hope_with_a_lead(), now=dates.now()),
        ),
    ],
)
def test_what_was_asked_of_somebody_waits_again(
    kind: str, ask: Callable[..., object], facilitator: Membership, member: Membership
) -> None:
    ask(facilitator, member)
    assert states(kind) == ["waiting"]
    pause(facilitator)
    assert states(kind) == ["withdrawn"]
    resume_project(by=facilitator)
    assert states(kind) == ["waiting"]


def test_what_was_overtaken_stays_taken_back(facilitator: Membership, member: Membership) -> None:
    made = offer(facilitator, member)
    pause(facilitator)
    made.delete()
    resume_project(by=facilitator)
    assert states("role-offered") == ["withdrawn"]


def test_only_the_newest_about_a_thing_waits_again(facilitator: Membership, member: Membership) -> None:
    step = wait_for_a_yes(facilitator, member)
    pause(facilitator)
    first = Message.objects.get(kind="sign-off-asked")
    Message.objects.create(
        key="a later one that went out",
        kind="sign-off-asked",
        recipient=facilitator.member,
        subject_id=step.pk,
        scope_id=facilitator.project_id,
        version=first.version,
        state=Message.State.SENT,
        sent_at=dates.now(),
        due_at=dates.now(),
        expires_at=dates.now(),
        next_attempt_at=dates.now(),
    )
    resume_project(by=facilitator)
    assert states("sign-off-asked") == ["withdrawn", "sent"]
