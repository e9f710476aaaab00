"""Asking people to join: by email to one person, or by a link to share (promise S4)."""

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from coproduce.lib.dates import clock_of
from members.actions.message import withdraw_messages, write_message
from projects.lib.tokens import hashed, invitation_token, new_seed
from projects.messages.invitation import INVITATION
from projects.models import Invitation, Membership
from projects.permissions.invitation import can_end_invitation, can_invite

VALID_FOR = timedelta(days=60)  # unless the host says another day (decision 25)


def usual_last_day(*, zone: str, now: datetime) -> date:
    """The day until which an invitation holds when nobody says another one."""
    return now.astimezone(clock_of(zone)).date() + VALID_FOR


@transaction.atomic
def invite_person(
    *, by: Membership, email: str, name: str = "", as_host: bool = False, valid_until: date, now: datetime
) -> Invitation:
    """A host invites one person by email; the link works once, for that address and that part.

    Raises Refused, also when an invitation to the address is open already.
    """
    require(can_invite(by))
    seed = new_seed()
    try:
        with transaction.atomic():
            invitation = Invitation.objects.create(
                project_id=by.project_id,
                kind=Invitation.Kind.PERSONAL,
                email=email.strip().lower(),
                name=name,
                as_host=as_host,
                asked_by_id=by.member_id,
                asked_at=now,
                valid_until=valid_until,
                token_seed=seed,
                token_hash=hashed(invitation_token(seed)),
            )
    except IntegrityError as there:
        raise Refused(
            _("There is an open invitation to this address. End that one first, then send a new one.")
        ) from there
    write_message(
        kind=INVITATION.name, recipient=None, subject_id=invitation.pk, scope_id=by.project_id, due_at=now
    )
    return invitation


@transaction.atomic
def make_shared_link(*, by: Membership, valid_until: date, now: datetime) -> Invitation:
    """A host makes a link to share or to print; it never makes anybody a host. Raises Refused."""
    require(can_invite(by))
    seed = new_seed()
    return Invitation.objects.create(
        project_id=by.project_id,
        kind=Invitation.Kind.SHARED,
        asked_by_id=by.member_id,
        asked_at=now,
        valid_until=valid_until,
        token_seed=seed,
        token_hash=hashed(invitation_token(seed)),
    )


@transaction.atomic
def end_invitation(*, by: Membership, pk: int, now: datetime) -> Invitation:
    """A host ends an open invitation: its link is dead at once. Raises Refused."""
    invitation = Invitation.objects.select_for_update().get(pk=pk, project=by.project_id)
    require(can_end_invitation(by, invitation))
    invitation.status, invitation.ended_at = Invitation.Status.ENDED, now
    invitation.save(update_fields=["status", "ended_at"])
    withdraw_messages(kind=INVITATION.name, subject_id=invitation.pk)
    return invitation


def end_invitations_of(*, membership: Membership, now: datetime) -> int:
    """Whoever leaves takes their open invitations along (promise S7), in the caller's transaction."""
    theirs = Invitation.objects.filter(
        project=membership.project_id, asked_by=membership.member_id, status=Invitation.Status.OPEN
    )
    return theirs.update(status=Invitation.Status.ENDED, ended_at=now)
