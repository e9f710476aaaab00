"""Telling everybody in a project that a decision right was used (seed 61)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.messages.agreement import readers
from projects.models import DecisionRightUse, Project

RIGHT_USED_KIND = "right-used"


def _uses(messages: Sequence[Message]) -> dict[int, DecisionRightUse]:
    found = DecisionRightUse.objects.filter(pk__in={message.subject_id for message in messages})
    return {use.pk: use for use in found.select_related("right__role__project")}


def still_used(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those that nobody took back, in a project that goes on, for a reader who is there and does not rest."""
    uses = _uses(messages)
    there = readers(
        Q(
            project__in={use.right.role.project_id for use in uses.values()},
            member__in={message.recipient_id for message in messages},
        )
    )
    places = set(there.values_list("project_id", "member_id"))
    return {
        message.pk
        for message in messages
        if (use := uses.get(message.subject_id or 0))
        and use.right.role.project.status == Project.Status.OPEN
        and (use.right.role.project_id, message.recipient_id) in places
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which role of which project, and where to read it. The words stay on the page, where they can be taken back."""
    uses = _uses(messages)
    return {
        message.pk: {
            "role": use.right.role.name,
            "project": use.right.role.project.name,
            "link": settings.SITE_URL
            + reverse("projects:right-detail", args=[use.right.role.project.address, use.right_id]),
        }
        for message in messages
        if (use := uses.get(message.subject_id or 0))
    }


RIGHT_USED = Kind(
    name=RIGHT_USED_KIND,
    still_true=still_used,
    load=load,
    lasts=timedelta(days=7),
    preview={
        "role": "Reader",
        "project": "A better welcome at the drop-in",
        "link": "https://coproduce.example.org/projects/an-example/rights/1/",
    },
)
