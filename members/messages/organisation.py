"""Telling people what an organisation asked them to do."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from members.messages.kinds import Kind
from members.models import Message, Organisation, OrganisationRole, SupportContact

Role = OrganisationRole.Role
CONTACT = "contact"  # the version of a message about being somebody to talk to; else it is the role


def _parts(messages: Sequence[Message]) -> dict[int, set[tuple[int, str]]]:
    """What each recipient does now: pairs of organisation and role."""
    members = {message.recipient_id for message in messages if message.recipient_id}
    found: dict[int, set[tuple[int, str]]] = {}
    for member, organisation, role in OrganisationRole.objects.filter(member__in=members).values_list(
        "member_id", "organisation_id", "role"
    ):
        found.setdefault(member, set()).add((organisation, role))
    for member, organisation in SupportContact.objects.filter(member__in=members).values_list(
        "member_id", "organisation_id"
    ):
        found.setdefault(member or 0, set()).add((organisation, CONTACT))
    return found


def still_appointed(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose reader still has that part."""
    parts = _parts(messages)
    return {
        message.pk
        for message in messages
        if (message.subject_id, message.version) in parts.get(message.recipient_id or 0, set())
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which organisation, what for, and where to sign in."""
    organisations = Organisation.objects.in_bulk(list({message.subject_id for message in messages}))
    return {
        message.pk: {
            "organisation": organisations[message.subject_id].name,
            "part_played": part_in_words(message.version),
            "contact_name": organisations[message.subject_id].contact_name,
            "contact_phone": organisations[message.subject_id].contact_phone,
            "link": f"{settings.SITE_URL}{reverse('home')}",
        }
        for message in messages
        if message.subject_id in organisations
    }


def part_in_words(part: str) -> str:
    """What somebody does for an organisation, after "You can"."""
    return {
        str(Role.LEAD): _("see how projects are going, and say who opens projects"),
        str(Role.FACILITATOR): _("open projects and invite people"),
        CONTACT: _("be asked for a chat by people in its projects"),
    }.get(part, "")


APPOINTED = Kind(
    name="appointed",
    still_true=still_appointed,
    load=load,
    folds=False,
    lasts=timedelta(days=7),
    preview={
        "organisation": "Station House",
        "part_played": "open projects and invite people",
        "contact_name": "Maya",
        "contact_phone": "0117 496 0001",
        "link": "https://coproduce.example.org/home/",
    },
)
