from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from members.models import Organisation
from projects.models import Agreement, Membership, OrganisationAsked, Output, Project, RoleOffer, TaskPlace
from projects.queries.asked import waiting_for
from tests.factories.common_ground import make_output, make_purpose, make_sign_off, make_version
from tests.factories.members import make_organisation_role
from tests.factories.projects import make_role, make_task

pytestmark = pytest.mark.django_db


def said_to(membership: Membership) -> list[str]:
    return [each.words for each in waiting_for(membership.member_id, dates.now()).asked]


def test_waiting_for_has_each_kind_those_that_hold_up_others_first(
    member: Membership, facilitator: Membership, project: Project
) -> None:
    waiting = make_task(project=project, title="Write page 4", status="waiting", ended_at=None)
    make_sign_off(task=waiting, who=member)
    free = make_task(project=project, title="Phone the café")
    TaskPlace.objects.filter(task=free).update(offered_to=member, offered_until=dates.today(project.zone))
    RoleOffer.objects.create(role=make_role(project=project, name="Reader"), to=member, by=facilitator)
    make_purpose(project=project)
    Agreement.objects.create(project=project, kind="rules", words="We let people finish.")
    output = make_output(project=project, title="The leaflet", status=Output.Status.READING)
    make_version(output=output, made_by=member)
    assert said_to(member) == [
        "Say yes or no to: Write page 4",
        "Would you take over: Phone the café",
        "Would you be: Reader",
        "Does our purpose fit?",
        "Do you go along with our ground rules?",
        "How shall we name you in: The leaflet",
    ]


def test_waiting_for_leads_to_pages_that_open(
    member: Membership, facilitator: Membership, project: Project, as_person: Callable[..., Any]
) -> None:
    RoleOffer.objects.create(role=make_role(project=project), to=member, by=facilitator)
    RoleOffer.objects.create(role=None, to=member, by=facilitator)
    make_purpose(project=project)
    found = waiting_for(member.member_id, dates.now()).asked
    assert len(found) == 3
    assert [as_person(member).get(each.url).status_code for each in found] == [200, 200, 200]


def test_waiting_for_an_organisation(
    member: Membership, project: Project, organisation: Organisation
) -> None:
    make_organisation_role(organisation=organisation, member=member.member, role="facilitator")
    OrganisationAsked.objects.create(project=project, organisation=organisation)
    assert said_to(member) == []  # it is at home there: nothing to answer


def test_waiting_for_nobody_for_ever(member: Membership, project: Project) -> None:
    make_purpose(project=project, written_at=dates.now() - timedelta(days=15), agreed_at=dates.now())
    Membership.objects.update(joined_at=dates.now() - timedelta(days=40))
    assert said_to(member) == []


@pytest.mark.parametrize("change", [{"status": "left", "left_at": dates.now()}, {"way": "resting"}])
def test_waiting_for_nobody_who_left_or_rests(
    change: dict[str, Any], member: Membership, project: Project
) -> None:
    make_purpose(project=project)
    assert said_to(member) == ["Does our purpose fit?"]
    Membership.objects.filter(pk=member.pk).update(**change)
    assert said_to(member) == []


def test_waiting_for_takes_one_query(
    member: Membership, project: Project, django_assert_num_queries: Callable[[int], Any]
) -> None:
    make_purpose(project=project)
    waiting_for(member.member_id, dates.now())
    with django_assert_num_queries(1):
        assert len(waiting_for(member.member_id, dates.now()).asked) == 1


def test_waiting_for_says_whether_check_ins_are_sent_to_somebody(
    member: Membership, other_member: Membership
) -> None:
    Membership.objects.filter(pk=member.pk).update(support_person=other_member.member)
    found = [waiting_for(each.member_id, dates.now()).is_chosen for each in (member, other_member)]
    assert found == [False, True]
