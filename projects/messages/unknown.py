"""The day of something that we do not know yet, told to who finds it out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.text import Truncator

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Project, Unknown

UNKNOWN_DUE_KIND = "unknown-due"
MOST_LETTERS = 200


def _unknowns(messages: Sequence[Message]) -> dict[int, Unknown]:
    found = Unknown.objects.filter(
        Q(finder__status=Membership.Status.ACTIVE) & ~Q(finder__way=Membership.Way.RESTING),
        pk__in={message.subject_id for message in messages},
        found="",
        project__status=Project.Status.OPEN,
    )
    return {unknown.pk: unknown for unknown in found.select_related("project", "finder")}


def still_due(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those that nobody has found out, on the same day as planned, and still with the reader, who does not rest."""
    unknowns = _unknowns(messages)
    return {
        message.pk
        for message in messages
        if (unknown := unknowns.get(message.subject_id or 0))
        and unknown.finder
        and unknown.finder.member_id == message.recipient_id
        and unknown.by_day is not None
        and unknown.by_day.isoformat() == message.version
    }


def load_due(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What we do not know, and where to write down what was found or choose another day."""
    unknowns = _unknowns(messages)
    return {
        message.pk: {
            "what": Truncator(unknown.what).chars(MOST_LETTERS),
            "found_link": _page("unknown-found", unknown),
            "edit_link": _page("unknown-edit", unknown),
        }
        for message in messages
        if (unknown := unknowns.get(message.subject_id or 0))
    }


def _page(name: str, unknown: Unknown) -> str:
    return settings.SITE_URL + reverse(f"projects:{name}", args=[unknown.project.address, unknown.pk])


UNKNOWN_DUE = Kind(
    name=UNKNOWN_DUE_KIND,
    still_true=still_due,
    load=load_due,
    preview={
        "what": "Can we print in colour?",
        "found_link": "https://coproduce.example.org/projects/an-example/limits/not-known/1/found/",
        "edit_link": "https://coproduce.example.org/projects/an-example/limits/not-known/1/",
    },
)
