from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member, Organisation
from projects.actions.organisation import answer_asking, ask_organisation, write_card
from projects.models import Membership, OrganisationAsked, OrganisationCard, Project, ProjectOrganisation
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
CARD = {"timescales": "A yes takes two weeks", "rules": "", "words": "", "who_decides": ""}


@pytest.fixture
def hope(db: None) -> Organisation:
    """Hope House."""
    return make_organisation(name="Hope House", slug="hope-house")


@pytest.fixture
def kwame(hope: Organisation) -> Member:
    """Kwame, who leads Hope House."""
    kwame = make_member(name="Kwame")
    make_organisation_role(organisation=hope, member=kwame, role="lead")
    return kwame


@pytest.fixture
def asked(facilitator: Membership, hope: Organisation, kwame: Member) -> OrganisationAsked:
    """Hope House is asked."""
    return ask_organisation(by=facilitator, organisation=hope, now=dates.now())


def at(project: Project, page: str = "") -> str:
    """The path of a page about the organisations."""
    return f"/projects/{project.address}/organisations/{page}"


def test_an_organisation_is_asked_says_yes_and_leaves(
    as_person: AsPerson, facilitator: Membership, project: Project, hope: Organisation, kwame: Member
) -> None:
    amina = as_person(facilitator)
    sent = amina.post(at(project, "ask/?name=hope"), {"organisation": str(hope.pk)})
    assert sent["Location"] == at(project)
    asked = OrganisationAsked.objects.get()
    theirs, page = as_person(kwame), f"/taking-part/{asked.pk}/"
    assert theirs.post(page, {"answer": "yes"})["Location"] == "/taking-part/"
    assert theirs.get("/taking-part/").content.decode().count("Takes part") == 1
    assert amina.get(at(project)).content.decode().count("Hope House") > 0
    theirs.post(page, {"answer": "leave"})
    assert ProjectOrganisation.objects.filter(organisation=hope).count() == 0
    assert theirs.get(page).status_code == 404


def test_an_asked_organisation_says_not_now(
    as_person: AsPerson, asked: OrganisationAsked, kwame: Member
) -> None:
    as_person(kwame).post(f"/taking-part/{asked.pk}/", {"answer": "not-now"})
    assert OrganisationAsked.objects.count() == 0


@pytest.mark.parametrize("answer", ["", "no", "YES", "leave"])
def test_another_answer_changes_nothing(
    as_person: AsPerson, asked: OrganisationAsked, kwame: Member, answer: str
) -> None:
    status = as_person(kwame).post(f"/taking-part/{asked.pk}/", {"answer": answer}).status_code
    assert (status, OrganisationAsked.objects.count()) == (404 if answer == "leave" else 200, 1)


def test_strangers_do_not_learn_who_is_asked(
    as_person: AsPerson, asked: OrganisationAsked, facilitator: Membership, outsider: Member, lead: Member
) -> None:
    for who in (facilitator, outsider, lead):
        browser = as_person(who)
        assert browser.get(f"/taking-part/{asked.pk}/").status_code == 404
        assert browser.post(f"/taking-part/{asked.pk}/", {"answer": "yes"}).status_code == 404
        assert browser.get("/taking-part/").content.decode().count("A better welcome") == 0
    assert ProjectOrganisation.objects.count() == 1


def test_before_the_yes_a_lead_opens_nothing_of_the_project(
    as_person: AsPerson, asked: OrganisationAsked, kwame: Member, project: Project
) -> None:
    theirs = as_person(kwame)
    assert [theirs.get(path).status_code for path in (at(project), f"/projects/{project.address}/")] == [
        404,
        404,
    ]


def test_members_read_the_cards_and_do_not_see_who_is_asked(
    as_person: AsPerson,
    asked: OrganisationAsked,
    member: Membership,
    organisation: Organisation,
    lead: Member,
) -> None:
    write_card(by=lead, organisation=organisation, version=1, changes=CARD, now=dates.now())
    html = as_person(member).get(at(member.project)).content.decode()
    assert (html.count("A yes takes two weeks"), html.count("Hope House"), html.count("how-we-work")) == (
        1,
        0,
        0,
    )


def test_a_host_takes_back_what_was_asked(
    as_person: AsPerson, asked: OrganisationAsked, facilitator: Membership, project: Project
) -> None:
    amina, page = as_person(facilitator), at(project, f"asked/{asked.pk}/take-back/")
    assert (amina.get(page)["Location"], OrganisationAsked.objects.count()) == (at(project), 1)
    assert (amina.post(page)["Location"], OrganisationAsked.objects.count()) == (at(project), 0)
    assert amina.post(page).status_code == 404


def test_what_another_project_asked_is_not_there(
    as_person: AsPerson, asked: OrganisationAsked, facilitator: Membership
) -> None:
    elsewhere = make_membership(project=make_project(), member=facilitator.member, is_host=True).project
    page = at(elsewhere, f"asked/{asked.pk}/take-back/")
    amina = as_person(facilitator)
    assert (amina.get(page).status_code, amina.post(page).status_code) == (404, 404)


@pytest.mark.parametrize("number", ["", "x", "9" * 30, "-1", "٣", "999999"])
def test_an_organisation_that_is_not_there_cannot_leave(
    as_person: AsPerson, facilitator: Membership, project: Project, number: str
) -> None:
    assert as_person(facilitator).post(at(project, "leave/"), {"organisation": number}).status_code == 404


def test_a_host_ends_a_part(
    as_person: AsPerson, asked: OrganisationAsked, facilitator: Membership, kwame: Member, hope: Organisation
) -> None:
    answer_asking(by=kwame, pk=asked.pk, says_yes=True)
    page = at(asked.project, "leave/")
    assert as_person(facilitator).get(page)["Location"] == at(asked.project)
    as_person(facilitator).post(page, {"organisation": str(hope.pk)})
    assert ProjectOrganisation.objects.filter(organisation=hope).count() == 0


def test_only_organisations_that_can_answer_are_offered(
    as_person: AsPerson, facilitator: Membership, project: Project, hope: Organisation, kwame: Member
) -> None:
    silent = make_organisation(name="Nobody’s House")
    amina = as_person(facilitator)
    html = amina.get(at(project, "ask/")).content.decode()
    assert (html.count("Hope House"), html.count("Nobody’s House"), html.count("Station House")) == (1, 0, 0)
    answer = amina.post(at(project, "ask/"), {"organisation": str(silent.pk)})
    assert (answer.status_code, OrganisationAsked.objects.count()) == (200, 0)


def test_many_organisations_are_found_by_name(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    for number in range(30):
        house = make_organisation(name=f"House {number:02}")
        make_organisation_role(organisation=house, member=make_member(), role="lead")
    amina = as_person(facilitator)
    html = amina.get(at(project, "ask/")).content.decode()
    assert (html.count('type="radio"'), html.count("There are more")) == (20, 1)
    html = amina.get(at(project, "ask/?name=e 29%00")).content.decode()
    assert (html.count('type="radio"'), html.count("There are more")) == (1, 0)


def test_a_closed_project_asks_nobody(as_person: AsPerson, facilitator: Membership, project: Project) -> None:
    Project.objects.update(status="paused", paused_at=dates.now())
    amina = as_person(facilitator)
    assert amina.get(at(project, "ask/")).status_code == 403
    html = amina.get(at(project)).content.decode()
    assert (html.count("This project is paused."), html.count("organisations/ask/")) == (1, 0)


# --- how my organisation works -------------------------------------------------------------------------------------------


def test_C2_the_second_save_of_a_card_gets_both_texts(
    as_person: AsPerson, lead: Member, organisation: Organisation
) -> None:
    ruth, page = as_person(lead), f"/organisations/{organisation.slug}/how-we-work/"
    assert ruth.post(page, {**CARD, "version": "1"}).status_code == 302
    answer = ruth.post(page, {**CARD, "version": "1", "timescales": "A day"})
    html = answer.content.decode()
    assert (
        answer.status_code,
        html.count("<dd>A yes takes two weeks</dd>"),
        html.count("A day</textarea>"),
    ) == (
        409,
        1,
        1,
    )
    assert ruth.post(page, {**CARD, "version": "2", "timescales": "A day"}).status_code == 302
    assert OrganisationCard.objects.get().timescales == "A day"


def test_a_card_leads_back_to_the_project_one_came_from(
    as_person: AsPerson, facilitator: Membership, organisation: Organisation, project: Project
) -> None:
    amina, page = as_person(facilitator), f"/organisations/{organisation.slug}/how-we-work/"
    sent = amina.post(f"{page}?project={project.address}", {**CARD, "version": "1"})
    assert sent["Location"] == at(project)
    strange = make_project(organisation=organisation)
    sent = amina.post(f"{page}?project={strange.address}", {**CARD, "version": "2"})
    assert sent["Location"] == f"/organisations/{organisation.slug}/"


def test_a_card_is_written_by_its_own_people(
    as_person: AsPerson, member: Membership, outsider: Member, organisation: Organisation
) -> None:
    page = f"/organisations/{organisation.slug}/how-we-work/"
    assert [as_person(who).get(page).status_code for who in (member, outsider)] == [404, 404]
    contact = make_membership(project=member.project)
    make_support_contact(organisation=organisation, member=contact.member)
    assert as_person(contact).get(page).status_code == 403
    Membership.objects.filter(pk=contact.pk).update(is_host=True)
    assert as_person(contact).get(page).status_code == 200


@pytest.mark.parametrize("rows", [1, 30])
def test_the_lists_take_the_same_number_of_queries(
    as_person: AsPerson,
    facilitator: Membership,
    project: Project,
    kwame: Member,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _each in range(rows):
        house = make_organisation()
        make_organisation_role(organisation=house, member=kwame, role="lead")
        ProjectOrganisation.objects.create(project=project, organisation=house, part="takes_part")
        OrganisationAsked.objects.create(project=project, organisation=house)
        OrganisationCard.objects.create(organisation=house, rules="Forms")
    amina, theirs = as_person(facilitator), as_person(kwame)
    with django_assert_num_queries(5):
        amina.get(at(project))
    with django_assert_num_queries(3):
        theirs.get("/taking-part/")
