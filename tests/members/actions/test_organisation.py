"""Opening an organisation, and who does what for it."""

from datetime import UTC, datetime

import pytest

from coproduce.lib.answers import Refused
from members.actions.organisation import (
    appoint,
    appoint_support_contact,
    end_role,
    end_support_contact,
    open_organisation,
)
from members.models import Member, Message, Organisation, OrganisationRole, SupportContact
from tests.factories.members import make_member, make_organisation, make_organisation_role

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
ONLY_LEADS = "^Only a lead can change who does what. You can ask one of them.$"


def test_open_organisation_twice_makes_one(db: None) -> None:
    made, is_new = open_organisation(name="Station House", contact_name="Maya", now=NOW)
    again, is_new_again = open_organisation(name="Station House", contact_name="Ann", now=NOW)
    assert (made.slug, is_new, is_new_again, again) == ("station-house", True, False, made)
    assert again.contact_name == "Maya"


def test_appoint_finds_the_account_whatever_the_case_of_its_email(
    organisation: Organisation, lead: Member
) -> None:
    kit = make_member(name="Kit", email="kit@example.org")
    member, is_new = appoint(
        organisation=organisation,
        role="facilitator",
        email="KIT@example.org ",
        name="Kitty",
        by=lead,
        now=NOW,
    )
    assert (member, is_new) == (kit, True)
    held = OrganisationRole.objects.get(member=kit)
    assert (held.role, held.appointed_by, held.appointed_at) == ("facilitator", lead, NOW)
    assert list(Message.objects.values_list("kind", "recipient", "version")) == [
        ("appointed", kit.pk, "facilitator")
    ]


def test_appoint_opens_an_account_for_a_new_address(organisation: Organisation, lead: Member) -> None:
    member, _new = appoint(
        organisation=organisation, role="facilitator", email="New@Example.org", name="Kit", by=lead, now=NOW
    )
    assert (member.email, member.display_name, member.has_usable_password()) == (
        "new@example.org",
        "Kit",
        False,
    )


def test_appoint_twice_tells_once(organisation: Organisation) -> None:
    for _again in range(2):
        _member, is_new = appoint(
            organisation=organisation, role="lead", email="kit@example.org", name="Kit", by=None, now=NOW
        )
    assert is_new is False
    assert (OrganisationRole.objects.count(), Message.objects.count()) == (1, 1)


def test_appoint_refuses_facilitators_and_leads_of_others(
    organisation: Organisation, other_lead: Member
) -> None:
    facilitator = make_member()
    make_organisation_role(organisation=organisation, member=facilitator, role="facilitator")
    for person in (facilitator, other_lead):
        with pytest.raises(Refused, match=ONLY_LEADS):
            appoint(
                organisation=organisation,
                role="facilitator",
                email="a@example.org",
                name="A",
                by=person,
                now=NOW,
            )
    assert OrganisationRole.objects.filter(organisation=organisation).count() == 1


def test_appoint_support_contact_with_an_email_can_be_asked(organisation: Organisation, lead: Member) -> None:
    contact, is_new = appoint_support_contact(
        organisation=organisation, name="Maya", email="maya@example.org", hours="9 to 5", by=lead, now=NOW
    )
    assert contact.member is not None
    assert (contact.member.email, contact.hours, contact.appointed_by, is_new) == (
        "maya@example.org",
        "9 to 5",
        lead,
        True,
    )
    assert list(Message.objects.values_list("kind", "version")) == [("appointed", "contact")]


def test_appoint_support_contact_again_changes_the_words(organisation: Organisation, lead: Member) -> None:
    for hours in ("9 to 5", "9 to 12"):
        contact, is_new = appoint_support_contact(
            organisation=organisation, name="Maya", phone="1", hours=hours, by=lead, now=NOW
        )
    assert (contact.hours, contact.member, is_new, contact.appointed_by) == ("9 to 12", None, False, lead)
    assert (SupportContact.objects.count(), Message.objects.count()) == (1, 0)


def test_appoint_support_contact_refuses_who_is_no_lead(organisation: Organisation, outsider: Member) -> None:
    with pytest.raises(Refused, match=ONLY_LEADS):
        appoint_support_contact(organisation=organisation, name="Maya", by=outsider, now=NOW)


def test_end_role_ends_a_facilitator(organisation: Organisation, lead: Member) -> None:
    held = make_organisation_role(
        organisation=organisation, member=make_member(name="Kit"), role="facilitator"
    )
    end_role(pk=held.pk, organisation=organisation, by=lead)
    assert list(OrganisationRole.objects.values_list("role", flat=True)) == ["lead"]


def test_end_role_refuses_to_end_a_lead(organisation: Organisation, lead: Member) -> None:
    held = OrganisationRole.objects.get(member=lead)
    with pytest.raises(
        Refused, match="^Leads are changed by the people who run this site. You can ask them.$"
    ):
        end_role(pk=held.pk, organisation=organisation, by=lead)


def test_end_role_never_reaches_another_organisation(organisation: Organisation, lead: Member) -> None:
    held = make_organisation_role(organisation=make_organisation(), member=make_member(), role="facilitator")
    with pytest.raises(OrganisationRole.DoesNotExist):
        end_role(pk=held.pk, organisation=organisation, by=lead)


def test_end_support_contact_is_for_leads(organisation: Organisation, lead: Member, outsider: Member) -> None:
    contact = SupportContact.objects.create(organisation=organisation, name="Maya")
    with pytest.raises(Refused, match=ONLY_LEADS):
        end_support_contact(pk=contact.pk, organisation=organisation, by=outsider)
    end_support_contact(pk=contact.pk, organisation=organisation, by=lead)
    assert SupportContact.objects.count() == 0
