import pytest

from members.models import Organisation
from projects.models import Membership
from projects.queries.project import names_in, places_of
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db


def test_places_of_are_those_one_is_in_now(member: Membership) -> None:
    make_membership(member=member.member, status="left", left_at=member.joined_at)
    assert list(places_of(member.member_id)) == [member]


def test_names_in_pages_by_name(organisation: Organisation) -> None:
    for number in range(60):
        make_project(organisation=organisation, name=f"Project {number // 2:02}")
    make_project(name="Elsewhere")
    nobody = make_member().pk
    first, more = names_in([organisation], but_of=nobody)
    second, end = names_in([organisation], but_of=nobody, after=(first[-1].name, first[-1].id))
    assert (len(first), more, len(second), end) == (50, True, 10, False)
    assert len({row.id for row in first + second}) == 60


def test_names_in_leaves_out_projects_that_one_is_in(
    facilitator: Membership, organisation: Organisation
) -> None:
    make_project(organisation=organisation, name="Theirs")
    left = make_project(organisation=organisation, name="Where I was")
    make_membership(project=left, member=facilitator.member, status="left", left_at=facilitator.joined_at)
    names, _more = names_in([organisation], but_of=facilitator.member_id)
    assert [row.name for row in names] == ["Theirs", "Where I was"]
