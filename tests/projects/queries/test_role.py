import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coproduce.lib import dates
from projects.models import Membership, Project, RoleOffer
from projects.queries.role import FEW, offers_to, roles_on_project
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db


def test_roles_on_project_are_a_few_by_name_with_one_query(member: Membership, project: Project) -> None:
    for number in range(FEW + 3):
        make_role(project=project, name=f"Role {number}").holders.create(membership=member)
    make_role(name="Elsewhere")
    with CaptureQueriesContext(connection) as asked:
        found = roles_on_project(project)
    assert [role.name for role in found] == [f"Role {number}" for number in range(FEW + 1)]
    assert (found[0].names, len(asked)) == (["Sam"], 1)  # type: ignore[attr-defined]


def test_offers_to_somebody_for_home_with_one_query(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project, name="Reader")
    RoleOffer.objects.create(role=role, to=member, by=other_member)
    RoleOffer.objects.create(to=member, by=facilitator)
    RoleOffer.objects.create(to=other_member, by=other_member)  # a wish, not an offer
    with CaptureQueriesContext(connection) as asked:
        found = [
            (offer.by.member.display_name, offer.role.name if offer.role else "", offer.to.project.name)
            for offer in offers_to(member.member_id)
        ]
    assert found == [("Jo", "Reader", "A better welcome"), ("Amina", "", "A better welcome")]
    assert (len(asked), offers_to(other_member.member_id)) == (1, [])


def test_offers_to_are_only_of_projects_that_go_on_and_people_who_are_there(
    member: Membership, other_member: Membership, project: Project
) -> None:
    RoleOffer.objects.create(role=make_role(project=project), to=member, by=other_member)
    assert len(offers_to(member.member_id)) == 1
    Project.objects.filter(pk=project.pk).update(status="paused", paused_at=dates.now())
    assert offers_to(member.member_id) == []
    Project.objects.filter(pk=project.pk).update(status="open", paused_at=None)
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    assert offers_to(member.member_id) == []
