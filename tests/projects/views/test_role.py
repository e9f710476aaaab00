from collections.abc import Callable

import pytest
from django.test import Client

from members.models import Member
from projects.models import Membership, Project, TaskRole, TaskRoleHolder
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def test_a_role_is_described_taken_shared_and_given_up(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    sam, jo = as_person(member), as_person(other_member)
    made = sam.post(
        f"/projects/{project.address}/roles/new/", {"name": "Reader", "involves": "Reading drafts"}
    )
    for browser in (sam, jo):
        browser.post(f"{made['Location']}take/")
    assert sam.get(made["Location"]).content.decode().count("<dd>Jo and Sam</dd>") == 1
    sam.post(f"{made['Location']}give-up/")
    assert [held.membership for held in TaskRoleHolder.objects.all()] == [other_member]


def test_a_name_that_is_there_already(as_person: AsPerson, member: Membership, project: Project) -> None:
    make_role(project=project, name="Reader")
    posted = {"name": "Reader", "involves": "Reading drafts"}
    html = as_person(member).post(f"/projects/{project.address}/roles/new/", posted).content.decode()
    assert (html.count("There is a role with this name already."), TaskRole.objects.count()) == (2, 1)


def test_a_role_of_another_project_is_not_found(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    role = make_role()
    sam, path = as_person(member), f"/projects/{project.address}/roles/{role.pk}/"
    assert {sam.get(path).status_code, sam.post(f"{path}take/").status_code} == {404}
