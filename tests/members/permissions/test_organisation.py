"""Who may see an organisation's page and change who does what."""

from coproduce.lib.answers import Answer
from members.models import Member, OrganisationRole
from members.permissions.organisation import can_appoint, can_end_role, can_see_organisation

RUTH = Member(pk=1, display_name="Ruth")
ONLY_LEADS = Answer(False, "Only a lead can change who does what. You can ask one of them.")


def test_can_see_organisation_is_for_its_own_people() -> None:
    assert can_see_organisation({"lead"}, is_contact=False)
    assert can_see_organisation({"facilitator"}, is_contact=False)
    assert can_see_organisation(set(), is_contact=True)
    assert can_see_organisation(set(), is_contact=False) == Answer(
        False, "This page is for the people who work with this organisation."
    )


def test_can_appoint_is_for_leads() -> None:
    assert can_appoint({"lead", "facilitator"})
    assert can_appoint({"facilitator"}) == ONLY_LEADS


def test_can_end_role_is_for_leads_and_never_ends_a_lead() -> None:
    assert can_end_role(RUTH, {"lead"}, OrganisationRole(role="facilitator"))
    assert can_end_role(RUTH, set(), OrganisationRole(role="facilitator")) == ONLY_LEADS
    assert can_end_role(RUTH, {"lead"}, OrganisationRole(role="lead")) == Answer(
        False, "Leads are changed by the people who run this site. You can ask them."
    )
