"""Asking people what they think of the purpose: of new words, or of the same words after a milestone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Project, PurposeAnswer, PurposeVersion

PURPOSE_ASKED_KIND = "purpose-asked"


def taking_part(project_ids: Sequence[int]) -> QuerySet[Membership]:
    """Those who take part in these projects now; who rests or is only kept posted is asked nothing."""
    return Membership.objects.filter(
        project__in=project_ids, status=Membership.Status.ACTIVE, way=Membership.Way.TAKING_PART
    )


def version_of(purpose: PurposeVersion) -> str:
    """Which asking of which words a message is about."""
    return f"{purpose.number}.{purpose.asking}"


def _purposes(messages: Sequence[Message]) -> dict[int, PurposeVersion]:
    found = PurposeVersion.objects.filter(pk__in={message.subject_id for message in messages})
    return {purpose.pk: purpose for purpose in found.select_related("project")}


def still_asked(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose words still stand and are asked about, and whose reader takes part and has not answered."""
    purposes = _purposes(messages)
    projects = [purpose.project_id for purpose in purposes.values()]
    newest = dict(
        PurposeVersion.objects.filter(project__in=projects)
        .order_by("project_id", "-number")
        .distinct("project_id")
        .values_list("project_id", "pk")
    )
    readers = set(taking_part(projects).values_list("project_id", "member_id"))
    answered = set(
        PurposeAnswer.objects.filter(version__in=purposes).values_list(
            "version_id", "asking", "membership__member_id"
        )
    )
    return {
        message.pk
        for message in messages
        if (purpose := purposes.get(message.subject_id or 0))
        and newest[purpose.project_id] == purpose.pk
        and version_of(purpose) == message.version
        and purpose.project.status == Project.Status.OPEN
        and (purpose.project_id, message.recipient_id) in readers
        and (purpose.pk, purpose.asking, message.recipient_id) not in answered
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which project, after which milestone, and where to answer."""
    purposes = _purposes(messages)
    return {
        message.pk: {
            "project": purpose.project.name,
            "milestone": purpose.asked_again_for if message.version == version_of(purpose) else "",
            "link": settings.SITE_URL + reverse("projects:purpose", args=[purpose.project.address]),
        }
        for message in messages
        if (purpose := purposes.get(message.subject_id or 0))
    }


PURPOSE_ASKED = Kind(
    name=PURPOSE_ASKED_KIND,
    still_true=still_asked,
    load=load,
    lasts=timedelta(days=7),
    preview={
        "project": "A better welcome at the drop-in",
        "milestone": "The first draft is there",
        "link": "https://coproduce.example.org/projects/an-example/purpose/",
    },
)
