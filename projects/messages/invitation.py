"""Messages to people who have no account yet: an invitation, and the code that proves an address."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from coproduce.lib.dates import clock_of
from members.messages.kinds import Kind
from members.models import Message
from projects.lib.days import day_in_words
from projects.lib.tokens import invitation_token, six_numbers
from projects.models import Invitation, JoinCode, Project


def _invitations(messages: Sequence[Message]) -> dict[int, Invitation]:
    found = Invitation.objects.filter(
        pk__in={message.subject_id for message in messages}, email__isnull=False
    )
    return {invitation.pk: invitation for invitation in found.select_related("project", "asked_by")}


def still_invited(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose invitation is open, and whose day has not passed."""
    found = _invitations(messages)
    return {
        message.pk
        for message in messages
        if (invitation := found.get(message.subject_id or 0))
        and invitation.status == Invitation.Status.OPEN
        and invitation.project.status == Project.Status.OPEN
        and invitation.valid_until >= now.astimezone(clock_of(invitation.project.zone)).date()
    }


def load_invitations(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who asks, to what, until when, and the link that works once."""
    found = _invitations(messages)
    return {
        message.pk: _about(found[message.subject_id])
        for message in messages
        if message.subject_id in found and found[message.subject_id].token_seed
    }


def _about(invitation: Invitation) -> dict[str, Any]:
    token = invitation_token(invitation.token_seed)
    return {
        "name": invitation.name,
        "asked_by": invitation.asked_by.display_name if invitation.asked_by else "",
        "project": invitation.project.name,
        "until": day_in_words(
            invitation.valid_until, invitation.asked_at.astimezone(clock_of(invitation.project.zone)).date()
        ),
        "link": f"{settings.SITE_URL}{reverse('projects:join', args=[token])}",
    }


def invited_addresses(messages: Sequence[Message]) -> dict[int, str]:
    """Where each invitation goes."""
    found = _invitations(messages)
    return {
        message.pk: str(found[message.subject_id].email)
        for message in messages
        if message.subject_id in found
    }


def _codes(messages: Sequence[Message]) -> dict[int, JoinCode]:
    return JoinCode.objects.in_bulk(list({message.subject_id for message in messages}))


def still_asked_for(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose code nobody has used yet."""
    found = _codes(messages)
    return {
        message.pk
        for message in messages
        if (code := found.get(message.subject_id or 0)) and code.used_at is None
    }


def load_codes(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """The six numbers, made again from their seed."""
    found = _codes(messages)
    return {
        message.pk: {"code": six_numbers(found[message.subject_id].seed)}
        for message in messages
        if message.subject_id in found
    }


def code_addresses(messages: Sequence[Message]) -> dict[int, str]:
    """Where each code goes."""
    found = _codes(messages)
    return {
        message.pk: found[message.subject_id].email for message in messages if message.subject_id in found
    }


INVITATION = Kind(
    name="invitation",
    still_true=still_invited,
    load=load_invitations,
    address=invited_addresses,
    folds=False,
    lasts=timedelta(days=7),
    preview={
        "name": "Sam",
        "asked_by": "Amina",
        "project": "A better welcome at the drop-in",
        "until": "Friday 15 May",
        "link": "https://coproduce.example.org/join/an-example/",
    },
)
JOIN_CODE = Kind(
    name="join-code",
    still_true=still_asked_for,
    load=load_codes,
    address=code_addresses,
    folds=False,
    must_hear=True,
    lasts=timedelta(minutes=15),
    preview={"code": "482913"},
)
