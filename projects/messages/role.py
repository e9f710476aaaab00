"""Telling somebody that a role, or running the project, is offered to them."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Project, RoleOffer

ROLE_OFFERED_KIND = "role-offered"


def hears_of_offers(membership: Membership) -> bool:
    """Whether the person takes part: nothing is asked of those who rest or only want to be kept posted (seed 77)."""
    return membership.is_active and membership.way == Membership.Way.TAKING_PART


def _offers(messages: Sequence[Message]) -> dict[int, RoleOffer]:
    found = RoleOffer.objects.filter(pk__in={message.subject_id for message in messages})
    return {offer.pk: offer for offer in found.select_related("role", "to__project", "by__member")}


def still_offered(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose offer stands, in a project that goes on, for a reader who takes part."""
    offers = _offers(messages)
    return {
        message.pk
        for message in messages
        if (offer := offers.get(message.subject_id or 0))
        and offer.to.member_id == message.recipient_id
        and hears_of_offers(offer.to)
        and offer.to.project.status == Project.Status.OPEN
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who offers what, and where to say yes or no. The words beside the offer stay on the page."""
    offers = _offers(messages)
    return {
        message.pk: _about(offer)
        for message in messages
        if (offer := offers.get(message.subject_id or 0)) is not None
    }


def _about(offer: RoleOffer) -> dict[str, Any]:
    address = offer.to.project.address
    path = (
        reverse("projects:role-detail", args=[address, offer.role_id])
        if offer.role_id
        else reverse("projects:host-powers", args=[address])
    )
    return {
        "who": offer.by.member.display_name,
        "role": offer.role.name if offer.role else "",
        "project": offer.to.project.name,
        "link": settings.SITE_URL + path,
    }


ROLE_OFFERED = Kind(
    name=ROLE_OFFERED_KIND,
    still_true=still_offered,
    load=load,
    lasts=timedelta(days=7),
    preview={
        "who": "Amina",
        "role": "Reader",
        "project": "A better welcome at the drop-in",
        "link": "https://coproduce.example.org/projects/an-example/roles/1/",
    },
)
