import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from members.models import Member
from projects.models import Membership, Project, RoleOffer, TaskRole, TaskRoleHolder
from tests.factories.common_ground import make_right
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
WORDS = {"name": "Reader", "involves": "Reading drafts", "say": "heard"}


def at(project: Project, path: str) -> str:
    """The path of a page of the project."""
    return f"/projects/{project.address}/{path}"


def test_a_role_is_described_taken_shared_and_given_up(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    sam, jo = as_person(member), as_person(other_member)
    made = sam.post(at(project, "roles/new/"), WORDS)
    for browser in (sam, jo):
        browser.post(f"{made['Location']}take/")
    assert sam.get(made["Location"]).content.decode().count("<dd>Jo and Sam</dd>") == 1
    sam.post(f"{made['Location']}give-up/")
    assert [held.membership for held in TaskRoleHolder.objects.all()] == [other_member]


def test_a_name_that_is_there_already(as_person: AsPerson, member: Membership, project: Project) -> None:
    make_role(project=project, name="Reader")
    html = as_person(member).post(at(project, "roles/new/"), WORDS).content.decode()
    assert (html.count("There is a role with this name already."), TaskRole.objects.count()) == (2, 1)


def test_roles_are_picked_from_the_library(as_person: AsPerson, member: Membership, project: Project) -> None:
    sam = as_person(member)
    sam.post(at(project, "roles/library/"), {"cards": ["writer", "mentor"]})
    assert sorted(TaskRole.objects.values_list("name", flat=True)) == ["Mentor", "Writer"]
    html = sam.get(at(project, "roles/library/")).content.decode()
    picks = {key: html.count(f'value="{key}"') for key in ("writer", "mentor", "reader", "host")}
    assert picks == {"writer": 0, "mentor": 0, "reader": 1, "host": 0}
    again = sam.post(at(project, "roles/library/"), {"cards": ["host"]})
    assert (again.status_code, TaskRole.objects.count()) == (200, 2)


def test_C2_two_people_change_a_role(as_person: AsPerson, member: Membership, project: Project) -> None:
    role = make_role(project=project, name="Reader")
    sam, path = as_person(member), at(project, f"roles/{role.pk}/edit/")
    assert sam.post(path, {**WORDS, "version": "1", "time": "1 hour"}).status_code == 302
    late = sam.post(path, {**WORDS, "version": "1", "time": "2 hours"})
    html = late.content.decode()
    assert (late.status_code, html.count("1 hour"), html.count('value="2 hours"')) == (409, 1, 1)
    assert TaskRole.objects.get().time == "1 hour"


def test_a_role_is_offered_and_taken(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project, name="Reader")
    sam, jo, page = as_person(member), as_person(other_member), at(project, f"roles/{role.pk}/")
    sent = sam.post(f"{page}ask/", {"to": other_member.pk, "words": "You see a lot."}, follow=True)
    assert sent.content.decode().count("Jo can say yes or no. It is fine if they do nothing.") == 1
    assert jo.get(page).content.decode().count("You see a lot.") == 1
    offer = RoleOffer.objects.get()
    answer = jo.post(at(project, f"offers/{offer.pk}/take/"))
    assert (answer["Location"], TaskRoleHolder.objects.get().membership) == (page, other_member)


def test_an_offer_is_seen_by_the_two_only_and_a_no_is_told_to_nobody(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    professional: Membership,
    facilitator: Membership,
    project: Project,
) -> None:
    role = make_role(project=project, name="Reader")
    offer = RoleOffer.objects.create(role=role, to=other_member, by=member, words="canary of two")
    page = at(project, f"roles/{role.pk}/")
    for who in (professional, facilitator):
        html = as_person(who).get(page).content.decode()
        assert (html.count("canary of two"), html.count("You offered it")) == (0, 0)
    assert as_person(member).get(page).content.decode().count("You offered it to Jo.") == 1
    as_person(other_member).post(at(project, f"offers/{offer.pk}/end/"))
    assert re.findall(r"\bJo\b", as_person(member).get(page).content.decode()) == []


def test_a_role_is_handed_on(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project, name="Reader")
    role.holders.create(membership=member)
    page = at(project, f"roles/{role.pk}/")
    html = as_person(member).get(f"{page}ask/?hand-on=1").content.decode()
    assert html.count("Hand it on to someone") == 1
    as_person(member).post(f"{page}ask/", {"to": other_member.pk, "hands_on": "on"})
    as_person(other_member).post(at(project, f"offers/{RoleOffer.objects.get().pk}/take/"))
    assert [held.membership for held in TaskRoleHolder.objects.all()] == [other_member]


def test_an_offer_that_is_gone_is_told_kindly_and_looks_like_one_that_never_was(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    professional: Membership,
    project: Project,
) -> None:
    of_others = RoleOffer.objects.create(role=make_role(project=project), to=member, by=other_member)
    for number in (987654321, of_others.pk):
        for act in ("take", "end"):
            gone = as_person(professional).post(at(project, f"offers/{number}/{act}/"))
            words = gone.content.decode().count("This offer is not there any more. Nothing has changed.")
            assert (gone.status_code, words) == (404, 1)
    assert RoleOffer.objects.count() == 1


def test_a_role_of_another_project_is_not_found(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    role = make_role()
    sam, path = as_person(member), at(project, f"roles/{role.pk}/")
    pages = [path, f"{path}edit/", f"{path}ask/", f"{path}propose/"]
    assert {sam.get(page).status_code for page in pages} | {sam.post(f"{path}take/").status_code} == {404}


def queries(browser: Client, path: str) -> int:
    """How many things a page asks of the database."""
    browser.get(path)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


@pytest.mark.parametrize("path", ["roles/", "who-decides/"])
def test_a_long_list_asks_no_more_than_a_short_one_and_has_pages(
    as_person: AsPerson, member: Membership, project: Project, path: str
) -> None:
    make_right(role=make_role(project=project, name="Role 000"))
    sam = as_person(member)
    few = queries(sam, at(project, path))
    for number in range(1, 100):
        role = make_role(project=project, name=f"Role {number:03}")
        role.holders.create(membership=member)
        make_right(role=role)
    assert queries(sam, at(project, path)) == few
    first = sam.get(at(project, path)).content.decode()
    assert (first.count(">Role 0"), first.count("?after=Role%20049")) == (50, 1)
    second = sam.get(at(project, path) + "?after=Role%20049").content.decode()
    assert (second.count(">Role 0"), second.count("?after=")) == (50, 0)
