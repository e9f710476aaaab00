"""Telling hosts that somebody joined."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Project


def _memberships(messages: Sequence[Message]) -> dict[int, Membership]:
    found = Membership.objects.filter(pk__in={message.subject_id for message in messages})
    return {membership.pk: membership for membership in found.select_related("project", "member")}


def _hosting(messages: Sequence[Message]) -> set[tuple[int, int]]:
    """Pairs of member and project: who runs which project now, and does not rest from it."""
    hosts = Membership.objects.exclude(way=Membership.Way.RESTING).filter(
        member__in={message.recipient_id for message in messages},
        project__in={message.scope_id for message in messages},
        project__status=Project.Status.OPEN,
        is_host=True,
        status=Membership.Status.ACTIVE,
    )
    return set(hosts.values_list("member_id", "project_id"))


def still_there(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose newcomer is still there and whose reader still runs the project, while it goes on."""
    joined, hosting = _memberships(messages), _hosting(messages)
    return {
        message.pk
        for message in messages
        if (membership := joined.get(message.subject_id or 0))
        and membership.is_active
        and (message.recipient_id, membership.project_id) in hosting
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who joined what, and where to say hello."""
    joined = _memberships(messages)
    return {
        message.pk: {
            "who": joined[message.subject_id].member.display_name,
            "project": joined[message.subject_id].project.name,
            "link": settings.SITE_URL
            + reverse("projects:people", args=[joined[message.subject_id].project.address]),
        }
        for message in messages
        if message.subject_id in joined
    }


MEMBER_JOINED = Kind(
    name="member-joined",
    still_true=still_there,
    load=load,
    lasts=timedelta(days=7),
    preview={
        "who": "Sam",
        "project": "A better welcome at the drop-in",
        "link": "https://coproduce.example.org/projects/an-example/people/",
    },
)
