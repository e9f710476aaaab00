from collections.abc import Callable
from typing import Any

import pytest

from coproduce.lib import dates
from members.models import Organisation
from members.queries.support import people_for
from projects.actions.membership import leave_project
from projects.models import Membership, Project
from projects.queries.people import home_organisation, people_of, people_to_talk_to, support_options
from tests.factories.members import make_member, make_support_contact
from tests.factories.projects import make_membership, make_supporter

pytestmark = pytest.mark.django_db


def test_people_of_by_the_alphabet_with_hosts_and_supporters(
    facilitator: Membership, member: Membership, other_member: Membership, project: Project
) -> None:
    make_supporter(project=project, member=other_member.member, phone="0117 496 0000")
    gone = make_membership(project=project, member=make_member(name="Bo"))
    leave_project(by=gone, now=dates.now())
    people = people_of(project)
    assert [row.name for row in people.members] == ["Amina", "Jo", "Sam"]
    assert [row.name for row in people.hosts] == ["Amina"]
    assert [(row.name, row.phone) for row in people.supporters] == [("Jo", "0117 496 0000")]
    assert people.contact == people.supporters[0]


def test_people_of_contact_is_a_host_who_can_be_called_if_there_is_one(
    facilitator: Membership, other_member: Membership, project: Project
) -> None:
    assert getattr(people_of(project).contact, "name", None) == "Amina"
    make_supporter(project=project, member=other_member.member, phone="1")
    make_supporter(project=project, member=facilitator.member, phone="2")
    assert getattr(people_of(project).contact, "phone", None) == "2"


def test_home_organisation(project: Project, organisation: Organisation) -> None:
    assert home_organisation(project) == organisation


def test_support_options_once_each_and_never_oneself(
    facilitator: Membership,
    member: Membership,
    other_member: Membership,
    project: Project,
    organisation: Organisation,
) -> None:
    make_supporter(project=project, member=facilitator.member)
    make_supporter(project=project, member=member.member)
    ruth = make_member(name="Ruth")
    make_support_contact(organisation=organisation, member=ruth)
    make_support_contact(organisation=organisation, name="Maya", phone="1")
    found = [(option.name, option.member_id) for option in support_options(member)]
    assert found == [("Amina", facilitator.member_id), ("Maya", None), ("Ruth", ruth.pk)]


def test_people_to_talk_to_closest_first(
    facilitator: Membership,
    member: Membership,
    other_member: Membership,
    project: Project,
    organisation: Organisation,
) -> None:
    make_supporter(project=project, member=other_member.member, phone="0117 496 0000", hours="Evenings")
    make_support_contact(organisation=organisation, name="Maya")
    Membership.objects.filter(pk=member.pk).update(support_person=other_member.member)
    found = people_to_talk_to(member.member)
    assert [(each.name, each.what, each.phone, each.hours) for each in found] == [
        ("Jo", "the person you chose", "0117 496 0000", "Evenings"),
        ("Amina", "runs your project", "", ""),
        ("Maya", "", "", "Monday to Friday, 9 to 5"),
    ]
    assert [each.name for each in people_for(member.member)] == ["Jo", "Amina", "Maya"]


def test_decision_20_whoever_is_asked_the_contacts_of_the_projects_own_organisation_stand_in(
    facilitator: Membership, member: Membership, other_member: Membership, organisation: Organisation
) -> None:
    make_supporter(project=member.project, member=other_member.member)
    tom = make_membership(project=member.project, member=make_member(name="Tom"))
    Membership.objects.filter(pk=member.pk).update(support_person=tom.member)
    found = people_to_talk_to(member.member)
    assert [(each.name, each.organisation_id) for each in found] == [
        ("Tom", organisation.pk),
        ("Jo", organisation.pk),
        ("Amina", organisation.pk),
    ]


def test_people_to_talk_to_after_leaving_nobody(facilitator: Membership, member: Membership) -> None:
    leave_project(by=member, now=dates.now())
    assert people_to_talk_to(member.member) == []


@pytest.mark.parametrize("rows", [1, 30])
def test_people_take_the_same_number_of_queries(
    rows: int, project: Project, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(rows):
        there = make_membership(project=project, is_host=number % 2 == 0)
        make_supporter(project=project, member=there.member)
    me = make_membership(project=project)
    with django_assert_num_queries(1):
        people_of(project)
    with django_assert_num_queries(4):
        people_to_talk_to(me.member)
