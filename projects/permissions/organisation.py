"""May an organisation be asked to take part, answer, leave, and say how it works?"""

from collections.abc import Collection

from django.utils.translation import gettext as _

from coproduce.lib.answers import YES, Answer, no
from members.models import OrganisationRole
from projects.models import Membership, ProjectOrganisation
from projects.permissions.project import can_edit_project

ANSWERS_FOR_IT = {OrganisationRole.Role.LEAD, OrganisationRole.Role.FACILITATOR}


def can_ask_organisation(
    membership: Membership, *, takes_part: bool, is_asked: bool, can_answer: bool
) -> Answer:
    """Hosts ask an organisation to take part, once, where somebody can answer for it (seeds 2, 96)."""
    if not (answer := can_edit_project(membership)):
        return answer
    if takes_part:
        return no(_("This organisation takes part already."))
    if is_asked:
        return no(_("This organisation was asked already. It has not answered yet."))
    if not can_answer:
        return no(_("Nobody can answer for this organisation yet. Choose another one."))
    return YES


def can_answer_asking(roles: Collection[str], *, takes_part: bool) -> Answer:
    """Leads and facilitators of the asked organisation say yes or not now. `roles` are those the person has there."""
    if not ANSWERS_FOR_IT & set(roles):
        return no(_("Only people who lead this organisation, or open its projects, can answer."))
    if takes_part:
        return no(_("Your organisation takes part already. You can leave again at any time."))
    return YES


def can_end_part(part: ProjectOrganisation, membership: Membership | None, roles: Collection[str]) -> Answer:
    """Either side ends it: the organisation's own people at any time, hosts while the project goes on. Its home stays."""
    if part.part == ProjectOrganisation.Part.HOME:
        return no(_("The project is at home in this organisation. That stays so."))
    if ANSWERS_FOR_IT & set(roles):
        return YES
    if membership is None or membership.project_id != part.project_id:
        return no(_("Only people of this organisation, or people who run the project, can end this."))
    return can_edit_project(membership)


def can_write_card(roles: Collection[str], *, is_contact: bool, runs_a_project_with_it: bool) -> Answer:
    """Its leads and facilitators say how an organisation works; so do its people who run a project with it (seed 96)."""
    if ANSWERS_FOR_IT & set(roles) or (is_contact and runs_a_project_with_it):
        return YES
    return no(_("Only people who lead this organisation, or open its projects, write this."))
