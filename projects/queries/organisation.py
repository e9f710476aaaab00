"""Reads about the organisations of a project, those that are asked, and how each works."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from members.models import Member, Organisation, OrganisationRole, SupportContact
from projects.models import (
    Membership,
    OrganisationAsked,
    OrganisationCard,
    Project,
    ProjectOrganisation,
)

MOST_SHOWN = 20
PAGE = 50
_ROLES = OrganisationRole.objects.filter(organisation=OuterRef("organisation"))
_PARTS = ProjectOrganisation.objects.filter(
    project=OuterRef("project"), organisation=OuterRef("organisation")
)


@dataclass(frozen=True)
class Part:
    """An organisation in a project, its card if there is one, and what the reader does for it."""

    organisation: Organisation
    is_home: bool
    card: OrganisationCard | None
    answers_for_it: bool
    is_contact: bool


def parts_of(project: Project, reader: Member) -> list[Part]:
    """The organisations of a project, its home first, then by name; with one query."""
    contacts = SupportContact.objects.filter(organisation=OuterRef("organisation"), member=reader)
    rows = (
        ProjectOrganisation.objects.filter(project=project)
        .select_related("organisation__how_it_works")
        .annotate(answers=Exists(_ROLES.filter(member=reader)), contact=Exists(contacts))
        .order_by("part", "organisation__name")
    )
    return [
        Part(
            organisation=row.organisation,
            is_home=row.part == ProjectOrganisation.Part.HOME,
            card=getattr(row.organisation, "how_it_works", None),
            answers_for_it=row.answers,
            is_contact=row.contact,
        )
        for row in rows
    ]


def asked_into(project: Project) -> QuerySet[OrganisationAsked]:
    """The organisations that were asked into a project and have not answered, by name."""
    waiting = OrganisationAsked.objects.filter(~Exists(_PARTS), project=project)
    return waiting.select_related("organisation").order_by("organisation__name")


def organisations_to_ask(project: Project, name: str) -> list[Organisation]:
    """Organisations of this site that are neither in the project nor asked, where somebody can answer; one more than
    are shown, so that the page can say that there are more."""
    found = Organisation.objects.filter(
        Exists(OrganisationRole.objects.filter(organisation=OuterRef("pk"))),
        ~Exists(ProjectOrganisation.objects.filter(organisation=OuterRef("pk"), project=project)),
        ~Exists(OrganisationAsked.objects.filter(organisation=OuterRef("pk"), project=project)),
        name__icontains=name,
    )
    return list(found.order_by("name", "pk")[: MOST_SHOWN + 1])


def asked_of(member: Member) -> QuerySet[OrganisationAsked]:
    """What asks the organisations that the member leads or opens projects for, also where they said yes."""
    return (
        OrganisationAsked.objects.filter(Exists(_ROLES.filter(member=member)))
        .select_related("project", "organisation", "asked_by__member")
        .annotate(takes_part=Exists(_PARTS))
        .order_by("takes_part", "project__name", "pk")
    )


def waiting_for_organisations_of(member_id: int) -> QuerySet[OrganisationAsked]:
    """What asks the organisations of this member and is not answered yet."""
    return OrganisationAsked.objects.filter(Exists(_ROLES.filter(member=member_id)), ~Exists(_PARTS))


def contacts_of(organisation_id: int) -> list[int]:
    """The members whom people can talk to at an organisation."""
    contacts = SupportContact.objects.filter(organisation=organisation_id, member__isnull=False)
    return [member for member in contacts.values_list("member_id", flat=True) if member is not None]


def is_contact(member: Member, organisation: Organisation) -> bool:
    """Whether people can talk to the member at this organisation."""
    return SupportContact.objects.filter(organisation=organisation, member=member).exists()


def runs_a_project_with(member: Member, organisation: Organisation) -> bool:
    """Whether the member runs a project in which this organisation has a part."""
    return Membership.objects.filter(
        member=member,
        is_host=True,
        status=Membership.Status.ACTIVE,
        project__organisation_parts__organisation=organisation,
    ).exists()


def project_to_go_back_to(member: Member, organisation: Organisation, address: str) -> Project | None:
    """The project at this address, if the member is in it and the organisation has a part in it."""
    return Project.objects.filter(
        Q(memberships__member=member, memberships__status=Membership.Status.ACTIVE),
        address=address,
        organisation_parts__organisation=organisation,
    ).first()


def who_answers_for(organisation_id: int, *, but: Collection[int] = ()) -> list[int]:
    """The members who lead an organisation or open its projects, without those in `but`."""
    roles = OrganisationRole.objects.filter(organisation=organisation_id).exclude(member__in=but)
    return list(roles.order_by("member_id").distinct().values_list("member_id", flat=True))
