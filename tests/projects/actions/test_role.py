import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.membership import leave_project
from projects.actions.role import WORDS, add_library_roles, add_role, edit_role, give_up_role, take_role
from projects.library.roles import ROLES
from projects.models import Membership, Project, RoleOffer, TaskRole, TaskRoleHolder
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db


def test_add_role_by_any_member_once_per_name(member: Membership, project: Project) -> None:
    add_role(by=member, name="Reader", involves="Reading drafts", now=dates.now())
    with pytest.raises(Refused, match="^There is a role with this name already"):
        add_role(by=member, name="Reader", involves="Something else", now=dates.now())
    assert [(role.name, role.say, role.project) for role in TaskRole.objects.all()] == [
        ("Reader", "heard", project)
    ]


def test_add_library_roles_takes_the_words_of_the_cards(member: Membership, project: Project) -> None:
    [role] = add_library_roles(by=member, keys=["note_taker"], now=dates.now())
    card = ROLES["note_taker"]
    assert {word: getattr(role, word) for word in WORDS} == {word: str(getattr(card, word)) for word in WORDS}
    assert role.project == project


def test_add_library_roles_keeps_what_is_there(member: Membership, project: Project) -> None:
    ours = make_role(project=project, name="Reader", involves="Our own words")
    for _again in range(2):
        found = add_library_roles(by=member, keys=["writer", "reader", "host"], now=dates.now())
        assert [role.name for role in found] == ["Writer", "Reader"]
    assert TaskRole.objects.count() == 2
    assert TaskRole.objects.get(pk=ours.pk).involves == "Our own words"


def test_add_library_roles_refuses_strangers_and_unknown_cards(member: Membership) -> None:
    with pytest.raises(KeyError):
        add_library_roles(by=member, keys=["king"], now=dates.now())
    member.status = Membership.Status.LEFT
    with pytest.raises(Refused, match="^You are not in this project.$"):
        add_library_roles(by=member, keys=["reader"], now=dates.now())


def test_edit_role_keeps_both_texts_when_two_edit(
    member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project, name="Reader")
    edit_role(by=member, pk=role.pk, version=1, changes={"time": "1 hour", "say": "informed"})
    with pytest.raises(Clash) as clash:
        edit_role(by=other_member, pk=role.pk, version=1, changes={"time": "2 hours"})
    assert (clash.value.theirs["time"], clash.value.theirs["version"]) == ("1 hour", 2)
    fresh = TaskRole.objects.get(pk=role.pk)
    assert (fresh.name, fresh.time, fresh.say, fresh.version) == ("Reader", "1 hour", "informed", 2)


def test_edit_role_refuses_a_name_that_is_there_and_who_does_not_have_it(
    member: Membership, other_member: Membership, project: Project
) -> None:
    make_role(project=project, name="Writer")
    role = make_role(project=project, name="Reader")
    with pytest.raises(Refused, match="^There is a role with this name already"):
        edit_role(by=member, pk=role.pk, version=1, changes={"name": "Writer"})
    take_role(by=member, pk=role.pk, now=dates.now())
    with pytest.raises(Refused, match="^Somebody has this role."):
        edit_role(by=other_member, pk=role.pk, version=1, changes={"time": "2 hours"})


def test_take_role_beside_others_but_once(
    member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project)
    for who in (member, other_member):
        take_role(by=who, pk=role.pk, now=dates.now())
    with pytest.raises(Refused, match="^You have this role already.$"):
        take_role(by=member, pk=role.pk, now=dates.now())
    assert TaskRoleHolder.objects.count() == 2


def test_take_role_refuses_who_left_on_an_old_page(member: Membership, project: Project) -> None:
    role = make_role(project=project)
    leave_project(by=Membership.objects.get(pk=member.pk), now=dates.now())
    with pytest.raises(Refused, match="^You are not in this project.$"):
        take_role(by=member, pk=role.pk, now=dates.now())


def test_give_up_role_leaves_no_trace(member: Membership, project: Project) -> None:
    role = make_role(project=project)
    take_role(by=member, pk=role.pk, now=dates.now())
    give_up_role(by=member, pk=role.pk)
    assert TaskRoleHolder.objects.count() == 0
    with pytest.raises(Refused, match="^You do not have this role now.$"):
        give_up_role(by=member, pk=role.pk)


def test_give_up_role_leaves_what_was_handed_on_as_an_offer(
    member: Membership, other_member: Membership, project: Project
) -> None:
    role = make_role(project=project)
    take_role(by=member, pk=role.pk, now=dates.now())
    RoleOffer.objects.create(role=role, to=other_member, by=member, hands_on=True)
    give_up_role(by=member, pk=role.pk)
    assert [offer.hands_on for offer in RoleOffer.objects.all()] == [False]


def test_a_role_of_another_project_is_not_found(member: Membership) -> None:
    role = make_role()
    with pytest.raises(TaskRole.DoesNotExist):
        take_role(by=member, pk=role.pk, now=dates.now())
