"""Messages about what a group wrote for itself: its words changed, or its day to be looked at again has come."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Agreement, AgreementConfirmation, Membership, Project

AGREEMENT_CHANGED_KIND = "agreement-changed"
AGREEMENT_REVIEW_KIND = "agreement-review"


def _agreements(messages: Sequence[Message]) -> dict[int, Agreement]:
    found = Agreement.objects.filter(
        pk__in={message.subject_id for message in messages}, project__status=Project.Status.OPEN
    ).exclude(words="")
    return {agreement.pk: agreement for agreement in found.select_related("project")}


def readers(agreement_or_project: Q) -> QuerySet[Membership]:
    """Those of these projects who are there now and do not rest."""
    there = Membership.objects.filter(agreement_or_project, status=Membership.Status.ACTIVE)
    return there.exclude(way=Membership.Way.RESTING)


def _places(messages: Sequence[Message]) -> dict[tuple[int, int], bool]:
    """Pairs of project and member who is there and does not rest; whether they run it."""
    found = readers(
        Q(
            member__in={message.recipient_id for message in messages},
            project__in={message.scope_id for message in messages},
        )
    )
    return {
        (project, member): host for project, member, host in found.values_list("project", "member", "is_host")
    }


def _said(messages: Sequence[Message]) -> set[tuple[int, int, int]]:
    """Which agreement, which member, and the version that they went along with."""
    found = AgreementConfirmation.objects.filter(
        agreement__in={message.subject_id for message in messages},
        membership__member__in={message.recipient_id for message in messages},
    )
    return set(found.values_list("agreement", "membership__member", "version"))


def still_changed(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose reader is there, does not rest, and has not gone along with the words as they stand."""
    agreements, places, said = _agreements(messages), _places(messages), _said(messages)
    return {
        message.pk
        for message in messages
        if (agreement := agreements.get(message.subject_id or 0))
        and (agreement.project_id, message.recipient_id) in places
        and (agreement.pk, message.recipient_id, agreement.version) not in said
    }


def still_due(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose day is the same as planned, and whose reader runs the project or goes along with the words."""
    agreements, places, said = _agreements(messages), _places(messages), _said(messages)
    return {
        message.pk
        for message in messages
        if (agreement := agreements.get(message.subject_id or 0))
        and agreement.review_on is not None
        and agreement.review_on.isoformat() == message.version
        and (runs := places.get((agreement.project_id, message.recipient_id or 0))) is not None
        and (runs or (agreement.pk, message.recipient_id, agreement.version) in said)
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which of the two pages, of which project, and where it is. Never who changed it, and none of its words."""
    agreements = _agreements(messages)
    return {
        message.pk: {
            "name": agreement.get_kind_display(),
            "project": agreement.project.name,
            "link": settings.SITE_URL
            + reverse("projects:agreement", args=[agreement.project.address, agreement.kind]),
        }
        for message in messages
        if (agreement := agreements.get(message.subject_id or 0))
    }


PREVIEW = {
    "name": "Our ground rules",
    "project": "A better welcome at the drop-in",
    "link": "https://coproduce.example.org/projects/an-example/together/rules/",
}
AGREEMENT_CHANGED = Kind(
    name=AGREEMENT_CHANGED_KIND,
    still_true=still_changed,
    load=load,
    lasts=timedelta(days=7),
    preview=PREVIEW,
)
AGREEMENT_REVIEW = Kind(name=AGREEMENT_REVIEW_KIND, still_true=still_due, load=load, preview=PREVIEW)
