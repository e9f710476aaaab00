"""Who may see an organisation's page and say who does what for it (decision 8)."""

from collections.abc import Collection

from django.utils.translation import gettext as _

from coproduce.lib.answers import YES, Answer, no
from members.models import Member, OrganisationRole

Role = OrganisationRole.Role


def can_see_organisation(roles: Collection[str], *, is_contact: bool) -> Answer:
    """Its leads, facilitators and support contacts see its page. `roles` are those the person holds there."""
    if roles or is_contact:
        return YES
    return no(_("This page is for the people who work with this organisation."))


def can_appoint(roles: Collection[str]) -> Answer:
    """Leads say who opens projects and whom people can talk to."""
    if Role.LEAD in roles:
        return YES
    return no(_("Only a lead can change who does what. You can ask one of them."))


def can_end_role(by: Member, roles: Collection[str], held: OrganisationRole) -> Answer:
    """Leads end the part of a facilitator. Leads themselves are changed by the people who run this site."""
    if Role.LEAD not in roles:
        return no(_("Only a lead can change who does what. You can ask one of them."))
    if held.role == Role.LEAD:
        return no(_("Leads are changed by the people who run this site. You can ask them."))
    return YES


def can_write_safety_words(roles: Collection[str]) -> Answer:
    """Leads say what stands on "Talk to someone": words for an emergency, and hours (screen S9)."""
    if Role.LEAD in roles:
        return YES
    return no(_("Only a lead can change these words. You can ask one of them."))
