import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.models import Member, Organisation
from projects.actions.standing_in import offer_to_run
from projects.models import Membership, Project, RoleOffer
from tests.factories.members import make_member, make_support_contact

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
END = {"thanks": "Thank you all.", "what_became": "The guide is out.", "who_keeps_what": "Jo.", "sure": "on"}


def at(project: Project, name: str) -> str:
    """The path of a page of the project."""
    return reverse(f"projects:{name}", args=[project.address])


def status() -> str:
    """How the project stands."""
    return Project.objects.get().status


def test_a_host_pauses_and_lets_go_on(as_person: AsPerson, facilitator: Membership, project: Project) -> None:
    amina = as_person(facilitator)
    answer = amina.post(at(project, "pause"), {"words": "Holidays", "back_on": "1 June"})
    page = amina.get(answer["Location"]).content.decode()
    assert (status(), "Holidays" in page, "We hope to go on on 1 June" in page) == ("paused", True, True)
    amina.post(at(project, "resume"))
    assert status() == "open"


def test_a_host_ends_it_after_saying_yes_and_takes_it_back(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    amina = as_person(facilitator)
    page = amina.post(at(project, "end"), {**END, "sure": ""}).content.decode()
    assert ("Tick the box if the project ends now" in page, status()) == (True, "open")
    assert amina.post(at(project, "end"), END)["Location"] == at(project, "ending")
    read = as_person(member).get(at(project, "ending")).content.decode()
    assert [words in read for words in ("Thank you all.", "The guide is out.", "Jo.")] == [True] * 3
    assert ("It has not ended" in read, "End this project" in read) == (False, False)
    amina.post(at(project, "reopen"))
    assert status() == "open"
    assert "The guide is out." in amina.get(at(project, "end")).content.decode()  # kept for the next time


@pytest.mark.parametrize("name", ["resume", "reopen"])
def test_buttons_only_lead_back_when_they_are_opened_as_pages(
    name: str, as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    assert as_person(facilitator).get(at(project, name))["Location"] == at(project, "ending")


def test_pages_say_that_it_ended_instead_of_offering_what_cannot_be(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    Project.objects.update(status="ended", ended_at=dates.now())
    for name in ("purpose", "milestone-list", "milestone-new", "story-words"):
        page = as_person(member).get(at(project, name)).content.decode()
        assert "This project has ended. You can still read it." in page
        assert page.count("<form") == 1  # signing out
    refused = as_person(facilitator).post(at(project, "purpose-words"), {"version": "0", "words": "New"})
    assert refused.status_code == 403


def test_no_page_of_a_paused_project_leads_to_a_refusal(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    new = [at(project, name) for name in ("task-new", "output-new")]
    asking = reverse("principles:what-it-is-not-ask", args=[project.address])
    pages = [at(project, "detail"), at(project, "task-list")]
    pages.append(reverse("principles:what-it-is-not", args=[project.address]))

    def links() -> list[list[int]]:
        htmls = [as_person(facilitator).get(page).content.decode() for page in pages]
        return [[html.count(f'href="{path}"') for path in (*new, asking)] for html in htmls]

    assert links() == [[1, 1, 0], [1, 0, 0], [0, 0, 1]]
    Project.objects.update(status="paused", paused_at=dates.now())
    assert links() == [[0, 0, 0]] * 3


@pytest.mark.parametrize(
    ("back_on", "words"),
    [(None, "<b>Paused for now.</b>"), (date(2026, 6, 1), "<b>Paused until 1 June 2026.</b>")],
)
@pytest.mark.parametrize("name", ["detail", "task-list", "plan", "output-list", "limits", "role-list"])
def test_every_page_says_once_that_the_project_is_paused(
    name: str, back_on: date | None, words: str, as_person: AsPerson, member: Membership, project: Project
) -> None:
    assert as_person(member).get(at(project, name)).content.decode().count("Paused ") == 0
    Project.objects.update(status="paused", paused_at=dates.now(), back_on=back_on)
    page = as_person(member).get(at(project, name)).content.decode()
    assert (page.count(words), page.count(at(project, "ending"))) == (1, 2 if name == "detail" else 1)


# --- nobody runs it --------------------------------------------------------------------------------------------------------


@pytest.fixture
def ruth(organisation: Organisation) -> Member:
    """Ruth, a contact of the organisation, in no project."""
    ruth = make_member(name="Ruth")
    make_support_contact(organisation=organisation, member=ruth)
    return ruth


def test_a_member_offers_and_the_organisation_says_yes(
    as_person: AsPerson, member: Membership, ruth: Member, project: Project
) -> None:
    sam, contact = as_person(member), as_person(ruth)
    page = sam.get(at(project, "who-runs")).content.decode()
    assert "Nobody runs it just now. Maya of Station House stands in." in page
    sam.post(at(project, "who-runs"))
    assert ">: Sam<" in contact.get(at(project, "stand-in")).content.decode()
    contact.post(at(project, "stand-in"), {"person": str(member.pk)})
    member.refresh_from_db()
    assert (member.is_host, RoleOffer.objects.count()) == (True, 0)
    assert "Somebody runs this project now." in contact.get(at(project, "stand-in")).content.decode()


def test_an_offer_is_taken_back(as_person: AsPerson, member: Membership, project: Project) -> None:
    offer_to_run(by=member, now=dates.now())
    as_person(member).post(at(project, "who-runs"), {"back": "1"})
    assert RoleOffer.objects.count() == 0


@pytest.mark.parametrize("person", ["", "x", "987654321", "9" * 30])
def test_nobody_is_made_host_who_is_not_there(
    person: str, as_person: AsPerson, member: Membership, ruth: Member, project: Project
) -> None:
    assert as_person(ruth).post(at(project, "stand-in"), {"person": person}).status_code == 404


def test_the_list_of_people_leads_to_who_stands_in_only_where_nobody_runs_it(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    leads_there = [at(project, "who-runs") in as_person(member).get(at(project, "people")).content.decode()]
    Membership.objects.filter(pk=facilitator.pk).update(is_host=False)
    leads_there += [at(project, "who-runs") in as_person(member).get(at(project, "people")).content.decode()]
    assert leads_there == [False, True]


def test_whoever_stands_in_reads_nothing_of_the_project_but_its_name(
    as_person: AsPerson, member: Membership, other_member: Membership, ruth: Member, project: Project
) -> None:
    offer_to_run(by=member, now=dates.now())
    page = as_person(ruth).get(at(project, "stand-in")).content.decode()
    found = [bool(re.search(rf"\b{words}\b", page)) for words in ("A better welcome", "Sam", "Jo")]
    assert (found, project.purpose in page) == ([True, True, False], False)
    assert as_person(ruth).get(at(project, "who-runs")).status_code == 404


def test_members_and_strangers_do_not_stand_in(
    as_person: AsPerson, member: Membership, outsider: Member, project: Project
) -> None:
    for who in (member, outsider):
        assert as_person(who).get(at(project, "stand-in")).status_code == 404
