"""Messages about the end of a project, and about one that nobody runs."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Project

PROJECT_ENDED_KIND = "project-ended"


def which_ending(project: Project) -> str:
    """Which end of the project a message is about: it may be opened again and end another day."""
    return f"{project.ended_at:%Y%m%d%H%M%S}" if project.ended_at else ""


def who_hears(project_ids: Sequence[int]) -> QuerySet[Membership]:
    """Those who are in these projects and do not rest."""
    return Membership.objects.filter(project__in=project_ids, status=Membership.Status.ACTIVE).exclude(
        way=Membership.Way.RESTING
    )


def _projects(messages: Sequence[Message]) -> dict[int, Project]:
    return Project.objects.in_bulk(list({message.subject_id for message in messages if message.subject_id}))


def still_ended(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose project has not been opened again, and whose reader is still in it and does not rest."""
    projects = _projects(messages)
    readers = set(who_hears(list(projects)).values_list("project_id", "member_id"))
    return {
        message.pk
        for message in messages
        if (project := projects.get(message.subject_id or 0))
        and project.status == Project.Status.ENDED
        and which_ending(project) == message.version
        and (project.pk, message.recipient_id) in readers
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which project, and where to read its thanks: none of the words themselves."""
    projects = _projects(messages)
    return {
        message.pk: {
            "project": project.name,
            "link": settings.SITE_URL + reverse("projects:ending", args=[project.address]),
        }
        for message in messages
        if (project := projects.get(message.subject_id or 0))
    }


PROJECT_ENDED = Kind(
    name=PROJECT_ENDED_KIND,
    still_true=still_ended,
    load=load,
    lasts=timedelta(days=7),
    preview={
        "project": "A better welcome at the drop-in",
        "link": "https://coproduce.example.org/projects/an-example/ending/",
    },
)
