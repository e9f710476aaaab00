"""Telling an organisation's contacts that nobody runs one of its projects (decision 7)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message, OrganisationRole, SupportContact
from projects.models import ProjectOrganisation
from projects.queries.standing_in import without_hosts

WITHOUT_HOSTS_KIND = "project-without-hosts"


def _homes(messages: Sequence[Message]) -> dict[int, ProjectOrganisation]:
    """Where each project is at home, by the project's id."""
    homes = ProjectOrganisation.objects.filter(
        part=ProjectOrganisation.Part.HOME, project__in={message.subject_id for message in messages}
    )
    return {home.project_id: home for home in homes.select_related("project", "organisation")}


def contacts_of(organisation_ids: Sequence[int]) -> set[tuple[int, int]]:
    """Pairs of organisation and member: its contacts with an account, and those who open its projects."""
    contacts = SupportContact.objects.filter(organisation__in=organisation_ids, member__is_active=True)
    facilitators = OrganisationRole.objects.filter(
        organisation__in=organisation_ids,
        role=OrganisationRole.Role.FACILITATOR,
        member__is_active=True,
    )
    columns = ("organisation_id", "member_id")
    return set(contacts.values_list(*columns)) | set(facilitators.values_list(*columns))  # type: ignore[arg-type]


def still_without(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose project nobody runs yet, and whose reader still stands in."""
    homes = _homes(messages)
    lacking = set(without_hosts().filter(pk__in=homes).values_list("pk", flat=True))
    contacts = contacts_of([home.organisation_id for home in homes.values()])
    return {
        message.pk
        for message in messages
        if (home := homes.get(message.subject_id or 0))
        and home.project_id in lacking
        and (message.recipient_id is None or (home.organisation_id, message.recipient_id) in contacts)
    }


def load(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which project, and for people with an account where to say yes to somebody."""
    homes = _homes(messages)
    return {
        message.pk: {
            "project": home.project.name,
            "link": settings.SITE_URL + reverse("projects:stand-in", args=[home.project.address])
            if message.recipient_id
            else "",
        }
        for message in messages
        if (home := homes.get(message.subject_id or 0))
    }


def organisation_address(messages: Sequence[Message]) -> dict[int, str]:
    """The address of the organisation's own contact, where nobody with an account stands in."""
    homes = _homes(messages)
    return {
        message.pk: home.organisation.contact_email
        for message in messages
        if (home := homes.get(message.subject_id or 0)) and home.organisation.contact_email
    }


WITHOUT_HOSTS = Kind(
    name=WITHOUT_HOSTS_KIND,
    still_true=still_without,
    load=load,
    address=organisation_address,
    lasts=timedelta(days=7),
    preview={
        "project": "A better welcome at the drop-in",
        "link": "https://coproduce.example.org/projects/an-example/stand-in/",
    },
)
