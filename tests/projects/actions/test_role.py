import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.role import add_role, give_up_role, take_role
from projects.models import Membership, Project, TaskRole, TaskRoleHolder
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db


def test_add_role_by_any_member_once_per_name(member: Membership, project: Project) -> None:
    add_role(by=member, name="Reader", involves="Reading drafts", now=dates.now())
    with pytest.raises(Refused, match="^There is a role with this name already"):
        add_role(by=member, name="Reader", involves="Something else", now=dates.now())
    assert [(role.name, role.project) for role in TaskRole.objects.all()] == [("Reader", project)]


def test_take_role_beside_others_but_once(
    member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project)
    for who in (member, other_member):
        take_role(by=who, pk=role.pk, now=dates.now())
    with pytest.raises(Refused, match="^You have this role already.$"):
        take_role(by=member, pk=role.pk, now=dates.now())
    assert TaskRoleHolder.objects.count() == 2


def test_give_up_role_leaves_no_trace(member: Membership, project: Project) -> None:
    role = make_role(project=project)
    take_role(by=member, pk=role.pk, now=dates.now())
    give_up_role(by=member, pk=role.pk)
    assert TaskRoleHolder.objects.count() == 0
    with pytest.raises(Refused, match="^You do not have this role now.$"):
        give_up_role(by=member, pk=role.pk)


def test_a_role_of_another_project_is_not_found(member: Membership) -> None:
    role = make_role()
    with pytest.raises(TaskRole.DoesNotExist):
        take_role(by=member, pk=role.pk, now=dates.now())
