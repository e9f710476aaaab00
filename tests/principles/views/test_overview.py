"""The principles across an organisation's projects: for leads and members alike, never a ranking."""

import csv
import io
import re

import pytest
from django.urls import reverse

from coproduce.lib import dates
from principles.actions.done import count_what_was_done, moved_projects
from principles.models import PrincipleRelease
from tests.factories.members import make_member, make_organisation_role
from tests.factories.principles import make_closed_round, make_principles, sheets
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db

WELL, WEAK, FEW = (
    sheets((5, "always", ""), (2, "no", "")),
    sheets((2, "always", ""), (5, "no", "")),
    sheets((3, "no", "")),
)


@pytest.fixture(autouse=True)
def _demo(settings) -> None:
    """Leads pass without a second factor in the demo; one test below looks at the rule itself."""
    settings.DEMO = True
    make_principles()


@pytest.fixture
def other_project(organisation):
    return make_project(organisation=organisation, name="Money talk")


def page_of(browser, name: str = "overview", *args: object, **query: str) -> str:
    response = browser.get(reverse(f"principles:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


def cells(page: str) -> list[list[str]]:
    rows = re.findall(r"<tr>(<th scope=\"row\">.*?)</tr>", page, re.DOTALL)
    return [
        [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row)]
        for row in rows
    ]


def test_the_weakest_principle_comes_first_and_projects_by_name(
    project, other_project, lead, as_person
) -> None:
    make_closed_round(project=project, sheets=WELL)
    closed = make_closed_round(project=other_project, sheets=WELL)
    closed.principle_releases.filter(principle__slug="sustainability").update(word="needs_work")
    count_what_was_done(versions=moved_projects(), now=dates.now())

    page = page_of(as_person(lead))

    assert re.findall(r'class="cover" href="[^"]+">([^<]+)</a>', page)[:2] == ["Sustainability", "Creativity"]
    assert "Needs work in 1, going well in 1." in page
    assert "Look at Sustainability" in page
    assert cells(page) == [
        ["A better welcome", *["Going well"] * 6],
        ["Money talk", "Needs work", *["Going well"] * 5],
    ]


def test_too_few_answers_and_no_question_are_different_words(project, other_project, lead, as_person) -> None:
    make_closed_round(project=project, sheets=FEW)
    count_what_was_done(versions=moved_projects(), now=dates.now())
    page = page_of(as_person(lead))

    assert cells(page) == [
        ["A better welcome", *["Not enough answers"] * 6],
        ["Money talk", *["No one was asked"] * 6],
    ]
    assert page.count("No project has enough answers to say.") == 6
    assert page.count("Not enough answers in 1, not asked in 1.") == 6


def test_members_see_the_same_page_with_links_to_their_own_projects_only(
    project, other_project, member, lead, as_person
) -> None:
    for each in (project, other_project):
        make_closed_round(project=each, sheets=WEAK)
    leads, members = page_of(as_person(lead)), page_of(as_person(member))

    assert cells(leads) == cells(members)
    assert [
        reverse("principles:project", args=[each.address]) in leads for each in (project, other_project)
    ] == [True, True]
    assert [
        reverse("principles:project", args=[each.address]) in members for each in (project, other_project)
    ] == [True, False]


def test_people_without_a_project_or_a_lead_find_nothing(
    organisation, outsider, other_lead, as_person
) -> None:
    for name, args in (("overview", []), ("principle", ["resources"]), ("csv", [])):
        url = reverse(f"principles:{name}", args=args)
        empty = as_person(outsider).get(url)
        assert (empty.status_code, "You are in no project yet." in empty.content.decode()) == (200, True)
        assert as_person(other_lead).get(url, {"organisation": organisation.slug}).status_code == 404


def test_other_organisations_projects_are_not_there(project, other_lead, lead, as_person) -> None:
    assert cells(page_of(as_person(other_lead))) == []
    assert [row[0] for row in cells(page_of(as_person(lead)))] == ["A better welcome"]


def test_a_reader_of_two_organisations_chooses(project, organisation, as_person) -> None:
    elsewhere = make_project(name="Elsewhere")
    both = make_member()
    make_organisation_role(organisation=organisation, member=both)
    make_membership(project=elsewhere, member=both)
    other = elsewhere.organisation_parts.get().organisation
    browser = as_person(both)

    first = page_of(browser)
    assert [row[0] for row in cells(first)] == ["A better welcome"]
    assert f"?organisation={other.slug}" in first
    second = page_of(browser, organisation=other.slug)
    assert [row[0] for row in cells(second)] == ["Elsewhere"]
    assert reverse("principles:csv") + f"?organisation={other.slug}" in second


def test_somebody_who_left_reads_nothing_any_more(project, member, as_person) -> None:
    member.status, member.left_at = "left", dates.now()
    member.save()
    page = as_person(member).get(reverse("principles:overview")).content.decode()
    assert ("You are in no project yet." in page, "A better welcome" in page) == (True, False)


def test_leads_add_a_second_factor_first_and_members_do_not(
    project, lead, member, as_person, settings
) -> None:
    settings.DEMO = False
    url = reverse("principles:overview")

    assert as_person(lead).get(url).url == reverse("mfa_index")
    assert as_person(member).get(url).status_code == 200


def test_one_principle_across_projects_with_what_was_done(project, other_project, lead, as_person) -> None:
    make_task(project=project, minutes=30, thank_you="£10")
    make_closed_round(project=other_project, sheets=WEAK)
    count_what_was_done(versions=moved_projects(), now=dates.now())
    page = page_of(as_person(lead), "principle", "resources")

    assert cells(page) == [
        [
            "A better welcome",
            "No one was asked",
            "Tasks that say how long they take: 1 of 1. Tasks that say what people get: 1 of 1.",
        ],
        ["Money talk", "Needs work", "No tasks to count yet."],
    ]
    assert reverse("principles:project-principle", args=[project.address, "resources"]) in page


def test_an_unknown_principle_is_not_found(lead, as_person) -> None:
    assert as_person(lead).get(reverse("principles:principle", args=["speed"])).status_code == 404


def test_projects_are_paged_by_name_without_a_gap_or_a_double(organisation, lead, as_person) -> None:
    names = sorted(f"Project {number:03}" for number in range(120))
    for name in names:
        make_project(organisation=organisation, name=name)
    make_project(organisation=organisation, name="Project 049")  # the same name, around the edge of a page
    browser, seen, query = as_person(lead), [], {}
    while True:
        page = page_of(browser, **query)
        seen += [row[0] for row in cells(page)]
        following = re.search(r'href="[^"]*after=([a-z0-9]+)[^"]*" rel="next"', page)
        if following is None:
            break
        query = {"after": following[1]}

    assert seen == sorted([*names, "Project 049"])
    assert "Back to the first projects" in page


def test_paging_starts_again_after_an_address_that_nobody_knows(project, lead, as_person) -> None:
    assert [row[0] for row in cells(page_of(as_person(lead), after="zzzz'--"))] == ["A better welcome"]


@pytest.mark.parametrize("how_many", [1, 60])
def test_pages_take_the_same_few_queries_whatever_the_size(
    how_many, organisation, lead, member, as_person, django_assert_max_num_queries
) -> None:
    for _number in range(how_many):
        make_project(organisation=organisation)
    first = PrincipleRelease.objects.count()
    count_what_was_done(versions=moved_projects(), now=dates.now())
    for who in (lead, member):
        browser = as_person(who)
        for name, args in (("overview", []), ("principle", ["resources"]), ("csv", [])):
            with django_assert_max_num_queries(8):
                assert browser.get(reverse(f"principles:{name}", args=args)).status_code == 200
    assert first == 0


def read_csv(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_csv_has_a_row_for_every_project_with_words_for_what_is_hidden(
    project, other_project, organisation, lead, as_person
) -> None:
    make_project(organisation=organisation, name='=HYPERLINK("http://example.org")')
    weak = make_closed_round(project=project, sheets=WEAK)
    few = make_closed_round(project=other_project, sheets=FEW)
    response = as_person(lead).get(reverse("principles:csv"))

    assert response["Content-Disposition"] == 'attachment; filename="principles.csv"'
    head, *rows = read_csv(response)
    hidden = "not shown: fewer than 5"
    found = {row[0]: row[1:9] for row in rows}
    assert head[:4] == [
        "Project",
        "Newest questions closed on",
        "People who answered",
        "Creativity: how it feels",
    ]
    assert found == {
        '\'=HYPERLINK("http://example.org")': ["No one was asked"] * 8,
        "A better welcome": [str(weak.closes_on), "7", *["Needs work"] * 6],
        "Money talk": [str(few.closes_on), *[hidden] * 7],
    }
