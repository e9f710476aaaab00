"""Organisations: who does what for them, and whom to call."""

from django.db.models import QuerySet

from coproduce.lib.prepared import prepared
from members.models import Member, Organisation, OrganisationRole


@prepared
def _roles(member: int) -> QuerySet[OrganisationRole, tuple[str]]:
    return OrganisationRole.objects.filter(member=member).values_list("role")


def roles_of(member: Member) -> set[str]:
    """What the member does for any organisation."""
    return {role for (role,) in _roles(member.pk)}


def roles_held(member: Member, organisation: Organisation) -> set[str]:
    """What the member does for the organisation."""
    return set(
        OrganisationRole.objects.filter(member=member, organisation=organisation).values_list(
            "role", flat=True
        )
    )


def organisations_of(member: Member) -> list[Organisation]:
    """The organisations that the member leads, opens projects for, or is a support contact of."""
    by_role = Organisation.objects.filter(roles__member=member)
    by_contact = Organisation.objects.filter(support_contacts__member=member)
    return list(by_role.union(by_contact).order_by("name"))


def only_organisation() -> Organisation | None:
    """The site's organisation where there is just one: then its contact stands on pages for people signed out."""
    found = list(Organisation.objects.all()[:2])
    return found[0] if len(found) == 1 else None
