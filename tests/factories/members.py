"""Plain functions that make members' rows for tests."""

from itertools import count
from typing import Any

from members.models import ContactPreference, Member, Need, Organisation, OrganisationRole, SupportContact

numbers = count(1)


def make_member(*, name: str = "", email: str | None = "", **fields: Any) -> Member:
    """A member with contact preferences; pass email=None for somebody without one."""
    number = next(numbers)
    member = Member.objects.create_user(
        email=f"person{number}@example.org" if email == "" else email,
        display_name=name or f"Person {number}",
        **fields,
    )
    ContactPreference.objects.create(member=member)
    return member


def make_organisation(*, name: str = "", **fields: Any) -> Organisation:
    """An organisation with a contact outside its projects."""
    number = next(numbers)
    return Organisation.objects.create(
        **{
            "name": name or f"Organisation {number}",
            "slug": f"organisation-{number}",
            "contact_name": "Maya",
            "contact_phone": "0117 496 0001",
            "contact_email": "maya@example.org",
            **fields,
        }
    )


def make_organisation_role(
    *, organisation: Organisation, member: Member, role: str = "lead"
) -> OrganisationRole:
    """The member as lead or facilitator of the organisation."""
    return OrganisationRole.objects.create(organisation=organisation, member=member, role=role)


def make_support_contact(
    *, organisation: Organisation, member: Member | None = None, **fields: Any
) -> SupportContact:
    """Somebody the organisation offers to talk to."""
    values = {"name": member.display_name if member else "Jo", "hours": "Monday to Friday, 9 to 5", **fields}
    return SupportContact.objects.create(organisation=organisation, member=member, **values)


def make_need(*, member: Member, kind: str = Need.Kind.BREAKS, words: str = "") -> Need:
    """One thing that helps the member to take part."""
    return Need.objects.create(member=member, kind=kind, words=words)
