"""Telling an organisation's leads and facilitators that a project asks it to take part."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message, OrganisationRole
from projects.models import OrganisationAsked, Project, ProjectOrganisation

ORGANISATION_ASKED_KIND = "organisation-asked"


def _asked(messages: Sequence[Message]) -> dict[int, OrganisationAsked]:
    found = OrganisationAsked.objects.filter(pk__in={message.subject_id for message in messages})
    return {asked.pk: asked for asked in found.select_related("project", "organisation", "asked_by__member")}


def still_asked(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose organisation is asked and has not answered, whose reader can answer, and whose project is open."""
    found = _asked(messages)
    answered = set(
        ProjectOrganisation.objects.filter(
            project__in={asked.project_id for asked in found.values()}
        ).values_list("project_id", "organisation_id")
    )
    can_answer = set(
        OrganisationRole.objects.filter(
            member__in={message.recipient_id for message in messages},
            organisation__in={asked.organisation_id for asked in found.values()},
        ).values_list("organisation_id", "member_id")
    )
    return {
        message.pk
        for message in messages
        if (asked := found.get(message.subject_id or 0))
        and asked.project.status == Project.Status.OPEN
        and (asked.project_id, asked.organisation_id) not in answered
        and (asked.organisation_id, message.recipient_id) in can_answer
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Who asks which organisation into which project, by name only, and where to answer."""
    found = _asked(messages)
    return {
        message.pk: _about(found[message.subject_id]) for message in messages if message.subject_id in found
    }


def _about(asked: OrganisationAsked) -> dict[str, Any]:
    return {
        "who": asked.asked_by.member.display_name if asked.asked_by else "",
        "organisation": asked.organisation.name,
        "project": asked.project.name,
        "link": settings.SITE_URL + reverse("projects:taking-part", args=[asked.pk]),
    }


ORGANISATION_ASKED = Kind(
    name=ORGANISATION_ASKED_KIND,
    still_true=still_asked,
    load=load,
    lasts=timedelta(days=7),
    preview={
        "who": "Amina",
        "organisation": "Hope House",
        "project": "A better welcome at the drop-in",
        "link": "https://coproduce.example.org/taking-part/1/",
    },
)
