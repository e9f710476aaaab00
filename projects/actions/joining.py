"""Joining a project with an invitation (screens S1-S3; promises S4, S5)."""

from datetime import date, datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.db.models import Q, Sum

from coproduce.lib.answers import Refused, require
from coproduce.lib.dates import clock_of
from members.actions.account import AddressTaken, open_account
from members.actions.message import MessageRow, withdraw_messages, write_message, write_messages
from members.models import Consent, ContactPreference, Member
from projects.actions.records import note_change
from projects.lib.tokens import new_seed, same_code
from projects.messages.invitation import INVITATION, JOIN_CODE
from projects.messages.membership import MEMBER_JOINED
from projects.models import Invitation, JoinCode, Membership, NeedsAudience
from projects.permissions.invitation import can_join_with, can_use_invitation

CODE_LASTS = timedelta(minutes=15)
MOST_TRIES = 5
MOST_CODES_A_MINUTE = 3
MOST_CODES_A_MINUTE_FOR_A_LINK = 60  # a workshop of thirty on one link passes, a machine does not
JOIN_CONSENT = "join"
JOIN_TEXT = "2026-11"  # the version of the words on the name page


class CodeOutcome(StrEnum):
    """What came of asking for a code, or of typing one."""

    SENT = "sent"
    RIGHT = "right"
    WRONG = "wrong"
    RAN_OUT = "ran out"
    TOO_MANY = "too many"


@transaction.atomic
def send_join_code(*, invitation: Invitation, email: str, now: datetime) -> JoinCode | None:
    """Send six numbers to an address, so that it is shown to be theirs. None when it was asked for too often.

    The answer, the message and the time are the same whether or not the address has an account (promise S5).
    """
    email = email.strip().lower()
    lately = JoinCode.objects.filter(made_at__gt=now - timedelta(minutes=1)).filter(
        Q(email=email) | Q(invitation=invitation)
    )
    addresses = list(lately.values_list("email", flat=True))
    too_many = (
        addresses.count(email) >= MOST_CODES_A_MINUTE or len(addresses) >= MOST_CODES_A_MINUTE_FOR_A_LINK
    )
    if too_many or _tried_too_often(email, now):
        return None
    code = JoinCode.objects.create(invitation=invitation, email=email, seed=new_seed(), made_at=now)
    write_message(
        kind=JOIN_CODE.name,
        recipient=None,
        subject_id=code.pk,
        scope_id=invitation.project_id,
        due_at=now,
        lasts=CODE_LASTS,
    )
    return code


@transaction.atomic
def check_join_code(*, pk: int, typed: str, now: datetime) -> CodeOutcome:
    """Whether the typed code is the right one: fifteen minutes, five tries, for one address whoever tries."""
    code = JoinCode.objects.select_for_update().get(pk=pk)
    if _tried_too_often(code.email, now):
        return CodeOutcome.TOO_MANY
    if now - code.made_at > CODE_LASTS or code.used_at is not None:
        return CodeOutcome.RAN_OUT
    if same_code(typed, code.seed):
        code.used_at = now
        code.save(update_fields=["used_at"])
        return CodeOutcome.RIGHT
    code.tries += 1
    code.save(update_fields=["tries"])
    return CodeOutcome.TOO_MANY if _tried_too_often(code.email, now) else CodeOutcome.WRONG


def _tried_too_often(email: str, now: datetime) -> bool:
    tried = JoinCode.objects.filter(email=email, made_at__gt=now - CODE_LASTS).aggregate(all=Sum("tries"))
    return (tried["all"] or 0) >= MOST_TRIES


@transaction.atomic
def join_with_new_account(
    *, invitation_pk: int, email: str, name: str, channel: str, time_zone: str, now: datetime
) -> Membership:
    """Open an account for the proved address and join. Of two at the same moment one joins.

    Raises Refused, and AddressTaken when the address has an account: its owner signs in instead (decision 27).
    """
    invitation = _locked(invitation_pk)
    require(can_use_invitation(invitation, _today(invitation, now)))
    require(can_join_with(invitation, email))
    member = open_account(display_name=name, email=email, email_is_proved=True, time_zone=time_zone)
    if channel != ContactPreference.Channel.EMAIL:
        ContactPreference.objects.filter(member=member).update(channel=channel)
    return _join(invitation, member, now)


@transaction.atomic
def join_as_member(*, invitation_pk: int, member: Member, now: datetime) -> Membership:
    """Somebody with an account joins, or comes back. Of two at the same moment one joins. Raises Refused."""
    invitation = _locked(invitation_pk)
    require(can_use_invitation(invitation, _today(invitation, now)))
    require(can_join_with(invitation, member.email))
    return _join(invitation, member, now)


def _locked(pk: int) -> Invitation:
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("project")
    return locked.get(pk=pk)


def _today(invitation: Invitation, now: datetime) -> date:
    return now.astimezone(clock_of(invitation.project.zone)).date()


def _join(invitation: Invitation, member: Member, now: datetime) -> Membership:
    membership, is_new = Membership.objects.select_for_update(no_key=True).get_or_create(
        project=invitation.project, member=member, defaults={"joined_at": now}
    )
    joins = is_new or not membership.is_active
    if joins and not is_new:
        _ask_about_needs_again(membership)
    membership.status, membership.left_at = Membership.Status.ACTIVE, None
    membership.is_host = membership.is_host or invitation.as_host
    membership.save()
    if invitation.kind == Invitation.Kind.PERSONAL:
        invitation.status, invitation.used_by, invitation.ended_at = Invitation.Status.USED, member, now
        invitation.save(update_fields=["status", "used_by", "ended_at"])
        withdraw_messages(kind=INVITATION.name, subject_id=invitation.pk)
    if joins:
        Consent.objects.get_or_create(
            member=member,
            kind=JOIN_CONSENT,
            scope_id=membership.project_id,
            withdrawn_at=None,
            defaults={"text_version": JOIN_TEXT, "given_at": now},
        )
        note_change(project_id=membership.project_id, people=1)
        _tell_hosts(membership, now)
    return membership


def _ask_about_needs_again(membership: Membership) -> None:
    """Somebody who comes back starts with the narrowest choice: nobody sees what they need until they say so."""
    membership.needs_audience, membership.needs_asked = NeedsAudience.ONLY_ME, False
    membership.need_audiences.all().delete()
    membership.adaptations.all().delete()


def _tell_hosts(membership: Membership, now: datetime) -> None:
    hosts = Membership.objects.filter(
        project=membership.project_id, is_host=True, status=Membership.Status.ACTIVE
    ).exclude(pk=membership.pk)
    write_messages(
        MessageRow(
            kind=MEMBER_JOINED.name,
            recipient_id=host,
            subject_id=membership.pk,
            scope_id=membership.project_id,
            version=f"{now:%Y%m%d%H%M%S}",
            due_at=now,
        )
        for host in hosts.values_list("member_id", flat=True)
    )


__all__ = [
    "AddressTaken",
    "CodeOutcome",
    "Refused",
    "check_join_code",
    "join_as_member",
    "join_with_new_account",
    "send_join_code",
]
