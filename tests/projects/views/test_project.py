import gzip
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from members.models import Member, Organisation, OrganisationRole
from projects.models import Given, Membership, Milestone, Project, Supporter, Unknown
from tests.factories.common_ground import make_output, make_piece, make_version
from tests.factories.members import make_organisation, make_organisation_role
from tests.factories.projects import make_membership, make_project, make_role, make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def test_a_project_is_opened_in_six_pages(as_person: AsPerson, facilitator: Membership) -> None:
    amina = as_person(facilitator)
    made = amina.post("/projects/new/", {"name": "A guide", "template": "guide"})
    project = Project.objects.get(name="A guide")
    base = f"/projects/{project.address}/"
    assert made["Location"] == f"{base}set-up/purpose/"
    purpose = {"version": "1", "purpose": "Nobody should feel lost.", "what_it_makes": "A guide"}
    assert amina.post(f"{base}set-up/purpose/", purpose)["Location"] == f"{base}set-up/limits/"
    limit = {"what": "The logo", "whose_rule": "The council", "movable": "no"}
    again = amina.post(f"{base}set-up/limits/", {**limit, "another": "1"})
    assert again["Location"] == f"{base}set-up/limits/"
    assert amina.post(f"{base}set-up/limits/", {"movable": "no"})["Location"] == f"{base}set-up/thanks/"
    thanks = {
        "version": "2",
        "what_people_get": "£20",
        "time_asked": "2 hours",
        "ways_to_take_part": "By phone",
    }
    assert amina.post(f"{base}set-up/thanks/", thanks)["Location"] == f"{base}set-up/support/"
    support = {"person_1": str(facilitator.member_id), "hours_1": "9 to 5", "phone_1": "0117 496 0000"}
    assert amina.post(f"{base}set-up/support/", support)["Location"] == f"{base}set-up/invite/"
    assert amina.post(f"{base}set-up/invite/", {"skip": "1"})["Location"] == base
    assert amina.get(f"{base}set-up/invite/")["Location"] == f"{base}invite/"
    project.refresh_from_db()
    assert (project.purpose, project.purpose_status, project.what_people_get) == (
        "Nobody should feel lost.",
        "draft",
        "£20",
    )
    assert (Given.objects.get().what, Supporter.objects.get().phone) == ("The logo", "0117 496 0000")


@pytest.mark.parametrize(
    ("step", "posted"),
    [
        ("purpose", {"version": "1", "purpose": "Words"}),
        ("limits", {}),
        ("thanks", {"version": "1"}),
        ("support", {}),
    ],
)
def test_each_page_can_be_saved_and_come_back_to(
    as_person: AsPerson, facilitator: Membership, project: Project, step: str, posted: dict[str, str]
) -> None:
    answer = as_person(facilitator).post(
        f"/projects/{project.address}/set-up/{step}/", {**posted, "later": "1"}
    )
    assert answer["Location"] == f"/projects/{project.address}/"


def test_a_page_that_does_not_exist(as_person: AsPerson, facilitator: Membership, project: Project) -> None:
    assert as_person(facilitator).get(f"/projects/{project.address}/set-up/dance/").status_code == 404


def test_C3_opening_sent_ten_times_makes_one_project(as_person: AsPerson, facilitator: Membership) -> None:
    amina, posted = (
        as_person(facilitator),
        {"name": "A guide", "template": "blank", "form_key": str(uuid.uuid4())},
    )
    for _each in range(10):
        amina.post("/projects/new/", posted)
    assert Project.objects.filter(name="A guide").count() == 1


def test_a_facilitator_of_two_organisations_says_which(as_person: AsPerson, facilitator: Membership) -> None:
    second = make_organisation()
    make_organisation_role(organisation=second, member=facilitator.member, role="facilitator")
    amina = as_person(facilitator)
    posted = {"name": "A guide", "template": "blank"}
    assert amina.post("/projects/new/", posted).status_code == 200
    elsewhere = make_organisation()
    assert amina.post("/projects/new/", {**posted, "organisation": str(elsewhere.pk)}).status_code == 200
    amina.post("/projects/new/", {**posted, "organisation": str(second.pk)})
    assert Project.objects.get(name="A guide").organisation_parts.get().organisation == second


def test_members_and_leads_do_not_open_projects(
    as_person: AsPerson, member: Membership, lead: Member
) -> None:
    for who in (member, lead):
        assert (
            as_person(who).post("/projects/new/", {"name": "A guide", "template": "blank"}).status_code == 404
        )


def test_C2_the_second_save_of_the_project_gets_both_texts(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    amina, url = as_person(facilitator), f"/projects/{project.address}/edit/"
    posted = {"version": "1", "name": "First name", "purpose": "First purpose"}
    assert amina.post(url, posted).status_code == 302
    answer = amina.post(url, {**posted, "name": "Second name"})
    html = answer.content.decode()
    assert (answer.status_code, html.count("<dd>First name</dd>"), html.count('value="Second name"')) == (
        409,
        1,
        1,
    )
    assert Project.objects.get(pk=project.pk).name == "First name"
    assert amina.post(url, {**posted, "name": "Second name", "version": "2"}).status_code == 302


@pytest.mark.parametrize("version", ["", "0", "-1", "9" * 30, "x"])
def test_a_version_that_nobody_had_is_no_error_of_ours(
    as_person: AsPerson, facilitator: Membership, project: Project, version: str
) -> None:
    posted = {"version": version, "name": "Name", "purpose": "Purpose"}
    assert as_person(facilitator).post(f"/projects/{project.address}/edit/", posted).status_code in {200, 409}
    assert Project.objects.get(pk=project.pk).version == 1


@pytest.mark.parametrize("page", ["edit/", "limits/new/", "invite/", "check-on/", "needs/shared/"])
def test_members_read_why_a_page_is_not_theirs(
    as_person: AsPerson, member: Membership, project: Project, page: str
) -> None:
    answer = as_person(member).get(f"/projects/{project.address}/{page}")
    words = "This page is for the people who run this project. You can ask one of them."
    assert (answer.status_code, answer.content.decode().count(words)) == (403, 1)


def test_facilitators_see_only_names_of_their_organisation(
    as_person: AsPerson, facilitator: Membership, organisation: Organisation
) -> None:
    hidden = make_project(organisation=organisation, name="A quiet project", purpose="canary")
    make_project(name="Elsewhere")
    html = as_person(facilitator).get("/projects/").content.decode()
    assert (html.count("A quiet project"), "canary" in html, hidden.address in html, "Elsewhere" in html) == (
        1,
        False,
        False,
        False,
    )


@pytest.mark.parametrize(
    "after", ["?after=A&id=1", "?after=%00&id=x", "?id=99999999999999999999999", "?after=" + "x" * 3000]
)
def test_the_list_takes_any_page_key(as_person: AsPerson, facilitator: Membership, after: str) -> None:
    assert as_person(facilitator).get(f"/projects/{after}").status_code == 200


LISTS = {  # each page that lists something, and how many queries it takes, however much there is
    "": 11,
    "tasks/": 5,
    "people/": 5,
    "limits/": 6,
    "limits/not-known/": 5,
    "roles/": 4,
    "roles/library/": 4,
    "who-decides/": 7,
    "milestones/": 5,
    "outputs/": 4,
    "plan/": 4,
    "together/": 4,
    "catch-up/": 4,
}


@pytest.mark.parametrize("rows", [1, 100])
@pytest.mark.parametrize("page", LISTS)
def test_pages_take_the_same_number_of_queries(
    as_person: AsPerson,
    facilitator: Membership,
    project: Project,
    page: str,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _each in range(rows):
        somebody = make_membership(project=project)
        make_task(project=project, holders=[somebody])
        make_role(project=project).holders.create(membership=somebody)
        Given.objects.create(project=project, what="A logo", whose_rule="The council")
        Unknown.objects.create(project=project, what="Can we print?", finder=somebody)
        Milestone.objects.create(project=project, what="The draft is there")
        make_piece(project=project)
        make_version(output=make_output(project=project))
    browser = as_person(facilitator)
    with django_assert_num_queries(LISTS[page]):
        answer = browser.get(f"/projects/{project.address}/{page}")
    assert answer.status_code == 200
    assert len(gzip.compress(answer.content)) < 14 * 1024


def test_leads_see_no_project_page(as_person: AsPerson, lead: Member, project: Project) -> None:
    assert OrganisationRole.objects.filter(member=lead).count() == 1
    assert as_person(lead).get(f"/projects/{project.address}/").status_code == 404
