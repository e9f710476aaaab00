"""An organisation's page for its own people."""

from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.test import Client, RequestFactory

from members.models import Member, Organisation, OrganisationRole, SupportContact
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)

As = Callable[[Member], Client]


def path_of(place: Organisation, more: str = "") -> str:
    return f"/organisations/{place.slug}/{more}"


@pytest.fixture
def as_lead(as_person: As, lead: Member) -> Client:
    """Ruth's browser, just after she signed in with a code and a second factor."""
    lead.authenticator_set.create(type="totp", data={"secret": "x"})
    browser = as_person(lead)
    request = RequestFactory().get("/")
    request.session = browser.session
    record_authentication(request, lead, method="mfa")
    request.session.save()
    return browser


def test_its_own_people_see_the_page(as_person: As, organisation: Organisation, lead: Member) -> None:
    facilitator, contact = make_member(name="Amina"), make_member(name="Jo")
    make_organisation_role(organisation=organisation, member=facilitator, role="facilitator")
    make_support_contact(organisation=organisation, member=contact)
    for person in (lead, facilitator, contact):
        page = as_person(person).get(path_of(organisation))
        assert page.status_code == 200
        assert [held.member.display_name for held in page.context["leads"]] == ["Ruth"]
        assert [held.member.display_name for held in page.context["facilitators"]] == ["Amina"]
        assert [each.name for each in page.context["contacts"]] == ["Jo"]


def test_the_card_is_linked_for_those_who_may_write_it(
    as_person: As, organisation: Organisation, lead: Member
) -> None:
    facilitator, contact = make_member(name="Amina"), make_member(name="Jo")
    make_organisation_role(organisation=organisation, member=facilitator, role="facilitator")
    make_support_contact(organisation=organisation, member=contact)
    pages = [
        as_person(each).get(path_of(organisation)).content.decode() for each in (lead, facilitator, contact)
    ]
    assert [page.count(path_of(organisation, "how-we-work/")) for page in pages] == [1, 1, 0]


def test_others_do_not_learn_that_it_exists(
    as_person: As, organisation: Organisation, outsider: Member, other_lead: Member
) -> None:
    for person in (outsider, other_lead):
        browser = as_person(person)
        assert browser.get(path_of(organisation)).status_code == 404
        assert browser.get("/organisations/nowhere/").status_code == 404


def test_only_a_lead_who_has_just_shown_who_they_are_gets_the_forms(
    as_person: As, as_lead: Client, organisation: Organisation, lead: Member
) -> None:
    assert as_lead.get(path_of(organisation)).context["is_proved"] is True
    assert as_person(lead).get(path_of(organisation)).context["is_proved"] is False
    facilitator = make_member()
    make_organisation_role(organisation=organisation, member=facilitator, role="facilitator")
    page = as_person(facilitator).get(path_of(organisation))
    assert bool(page.context["may_appoint"]) is False


def test_a_lead_appoints_a_facilitator(as_lead: Client, organisation: Organisation, lead: Member) -> None:
    answer = as_lead.post(
        path_of(organisation, "appoint/"),
        {"part": "facilitator", "facilitator-name": "Kit", "facilitator-email": "kit@example.org"},
        follow=True,
    )
    assert [str(each) for each in answer.context["messages"]] == ["Saved. Kit can open projects."]
    held = OrganisationRole.objects.get(role="facilitator")
    assert (held.member.email, held.appointed_by) == ("kit@example.org", lead)


def test_a_lead_offers_somebody_to_talk_to(as_lead: Client, organisation: Organisation) -> None:
    answer = as_lead.post(
        path_of(organisation, "appoint/"),
        {"part": "contact", "contact-name": "Maya", "contact-phone": "1"},
        follow=True,
    )
    assert [str(each) for each in answer.context["messages"]] == ["Saved. People can talk to Maya."]
    assert SupportContact.objects.get().member is None


@pytest.mark.parametrize(
    ("given", "errors"),
    [
        (
            {"part": "facilitator"},
            {"facilitator_form": {"name": ["Enter their name"], "email": ["Enter their email address"]}},
        ),
        (
            {"part": "contact", "contact-email": "x"},
            {
                "contact_form": {
                    "name": ["Enter their name"],
                    "email": ["Enter an email address, like name@example.org"],
                }
            },
        ),
    ],
)
def test_a_form_says_what_to_do(
    as_lead: Client, organisation: Organisation, given: dict[str, str], errors: dict[str, object]
) -> None:
    page = as_lead.post(path_of(organisation, "appoint/"), given)
    assert {name: page.context[name].errors for name in errors} == errors
    assert "Error: " in page.content.decode()


def test_nobody_is_made_a_lead_from_the_page(as_lead: Client, organisation: Organisation) -> None:
    as_lead.post(
        path_of(organisation, "appoint/"),
        {"part": "lead", "role": "lead", "facilitator-name": "Kit", "facilitator-email": "kit@example.org"},
    )
    assert sorted(OrganisationRole.objects.values_list("role", flat=True)) == ["facilitator", "lead"]


def test_a_lead_ends_a_part(as_lead: Client, organisation: Organisation) -> None:
    held = make_organisation_role(
        organisation=organisation, member=make_member(name="Kit"), role="facilitator"
    )
    contact = make_support_contact(organisation=organisation, name="Maya")
    words = []
    for given in ({"role": held.pk}, {"contact": contact.pk}):
        answer = as_lead.post(path_of(organisation, "end/"), given, follow=True)
        words += [str(each) for each in answer.context["messages"]]
    assert words == ["Saved. Kit does not do this any more.", "Saved. Maya does not do this any more."]
    assert (OrganisationRole.objects.count(), SupportContact.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    "given", [{}, {"role": "x"}, {"role": "9" * 30}, {"role": "0"}, {"contact": "0"}, {"contact": "-1"}]
)
def test_a_strange_line_is_not_found(
    as_lead: Client, organisation: Organisation, given: dict[str, str]
) -> None:
    assert as_lead.post(path_of(organisation, "end/"), given).status_code == 404


def test_parts_of_another_organisation_are_out_of_reach(as_lead: Client, organisation: Organisation) -> None:
    elsewhere = make_organisation_role(
        organisation=make_organisation(), member=make_member(), role="facilitator"
    )
    assert as_lead.post(path_of(organisation, "end/"), {"role": elsewhere.pk}).status_code == 404


def test_a_facilitator_may_not_change_who_does_what(
    as_person: As, as_lead: Client, organisation: Organisation
) -> None:
    facilitator = make_member()
    facilitator.authenticator_set.create(type="totp", data={"secret": "x"})
    make_organisation_role(organisation=organisation, member=facilitator, role="facilitator")
    browser = as_person(facilitator)
    request = RequestFactory().get("/")
    request.session = browser.session
    record_authentication(request, facilitator, method="mfa")
    request.session.save()
    answer = browser.post(
        path_of(organisation, "appoint/"),
        {"part": "facilitator", "facilitator-name": "Eve", "facilitator-email": "eve@example.org"},
    )
    assert (answer.status_code, "Only a lead can change who does what." in answer.content.decode()) == (
        403,
        True,
    )


def test_a_lead_without_a_second_factor_adds_one_first(
    as_person: As, organisation: Organisation, lead: Member
) -> None:
    """Decision 30."""
    answer = as_person(lead).post(path_of(organisation, "appoint/"), {})
    assert answer.headers["Location"] == "/account/ways/"


def test_in_the_demo_leads_pass_without_a_second_factor(
    as_person: As, organisation: Organisation, lead: Member, settings: object
) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    answer = as_person(lead).post(path_of(organisation, "appoint/"), {})
    assert answer.headers["Location"] == "/me/again/?next=%2Fme%2F"


def test_opening_the_addresses_of_forms_changes_nothing(as_lead: Client, organisation: Organisation) -> None:
    for more in ("appoint/", "end/"):
        assert as_lead.get(path_of(organisation, more)).headers["Location"] == path_of(organisation)
