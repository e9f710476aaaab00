"""Organisations: who does what for them, and whom to call."""

import zlib
from dataclasses import dataclass

from django.db.models import QuerySet

from coproduce.lib.prepared import prepared
from members.models import Member, Organisation, OrganisationRole, SupportContact


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


@dataclass(frozen=True)
class SafetyWords:
    """What stands on "Talk to someone" for an organisation: its own words for an emergency, and who is there when."""

    emergency_text: str
    contacts: list[SupportContact]

    @property
    def version(self) -> int:
        """A number that changes with the words, so that nobody writes over somebody else's (promise C2)."""
        said = [self.emergency_text, *(f"{each.pk} {each.hours}" for each in self.contacts)]
        return zlib.crc32("\0".join(said).encode()) % 2_000_000_000 + 1


def safety_words_of(organisation: Organisation, *, hold: bool = False) -> SafetyWords:
    """The organisation's safety words as they stand now. `hold` keeps them as they are until the transaction ends."""
    places, contacts = Organisation.objects.all(), SupportContact.objects.all()
    if hold:
        places, contacts = places.select_for_update(no_key=True), contacts.select_for_update(no_key=True)
    text = places.values_list("emergency_text", flat=True).get(pk=organisation.pk)
    return SafetyWords(text, list(contacts.filter(organisation=organisation).order_by("pk")))
