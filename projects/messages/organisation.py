"""Telling an organisation's people that a project asks it to take part; telling who runs the project what it said."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message, Organisation, OrganisationRole
from projects.models import Membership, OrganisationAsked, Project, ProjectOrganisation

ORGANISATION_ASKED_KIND, ORGANISATION_ANSWERED_KIND = "organisation-asked", "organisation-answered"
YES, NOT_NOW, LEFT = "yes", "not-now", "left"


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


def which_answer(said: str, now: datetime) -> str:
    """Which answer a message is about, as its version: an organisation may say yes, leave, and say yes again."""
    return f"{said}:{now:%Y%m%d%H%M%S}"


def who_runs(project_ids: Sequence[int]) -> QuerySet[Membership]:
    """Those who run these projects now and do not rest."""
    hosts = Membership.objects.filter(project__in=project_ids, status=Membership.Status.ACTIVE, is_host=True)
    return hosts.exclude(way=Membership.Way.RESTING)


def _open_projects(messages: Sequence[Message]) -> dict[int, Project]:
    found = Project.objects.filter(
        pk__in={message.scope_id for message in messages}, status=Project.Status.OPEN
    )
    return {project.pk: project for project in found}


def still_answered(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose answer still stands, whose project is open, and whose reader runs it and does not rest."""
    projects = _open_projects(messages)
    readers = set(who_runs(list(projects)).values_list("project_id", "member_id"))
    taking_part = set(
        ProjectOrganisation.objects.filter(project__in=projects).values_list("project_id", "organisation_id")
    )
    asked = set(
        OrganisationAsked.objects.filter(project__in=projects).values_list("project_id", "organisation_id")
    )
    return {
        message.pk
        for message in messages
        if (message.scope_id, message.recipient_id) in readers
        and _stands(message, (message.scope_id or 0, message.subject_id or 0), taking_part, asked)
    }


def _stands(
    message: Message, which: tuple[int, int], taking_part: set[tuple[int, int]], asked: set[tuple[int, int]]
) -> bool:
    if message.version.startswith(YES):
        return which in taking_part
    return which not in taking_part and which not in asked  # it may have been asked again since


def load_answered(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which organisation said what, to which project, and where to read how it works. Never who said it."""
    projects = _open_projects(messages)
    organisations = Organisation.objects.in_bulk({message.subject_id or 0 for message in messages})
    return {
        message.pk: {
            "organisation": organisation.name,
            "project": project.name,
            "said": message.version.partition(":")[0],
            "link": settings.SITE_URL + reverse("projects:organisations", args=[project.address]),
        }
        for message in messages
        if (project := projects.get(message.scope_id or 0))
        and (organisation := organisations.get(message.subject_id or 0))
    }


ORGANISATION_ANSWERED = Kind(
    name=ORGANISATION_ANSWERED_KIND,
    still_true=still_answered,
    load=load_answered,
    lasts=timedelta(days=7),
    preview={
        "organisation": "Hope House",
        "project": "A better welcome at the drop-in",
        "said": YES,
        "link": "https://coproduce.example.org/projects/an-example/organisations/",
    },
)
