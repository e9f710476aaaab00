from datetime import date, timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.membership import leave_project
from projects.actions.right import propose_right, say_yes_to_right, take_back_proposal, take_back_yes
from projects.models import DecisionRight, DecisionRightYes, Membership, Project, TaskRole
from projects.queries.role import rights_of
from tests.factories.common_ground import make_right
from tests.factories.projects import make_membership, make_role

pytestmark = pytest.mark.django_db
TODAY = dates.today("Europe/London")


@pytest.fixture
def role(project: Project) -> TaskRole:
    """A part to play."""
    return make_role(project=project, name="Reader")


def propose(by: Membership, role: TaskRole, **fields: Any) -> DecisionRight:
    """Somebody asks for more say for a role."""
    values = {
        "power": "decides",
        "scope": "Which photos go in",
        "reason": "They know.",
        "ends_on": TODAY + timedelta(days=30),
        "count_as": "lived",
        **fields,
    }
    return propose_right(by=by, pk=role.pk, now=dates.now(), **values)


def yes(by: Membership, right: DecisionRight, count_as: str) -> str:
    """How it stands after this person's yes."""
    return say_yes_to_right(by=by, pk=right.pk, count_as=count_as, now=dates.now()).status


def back(by: Membership, right: DecisionRight) -> str:
    """How it stands after this person took their yes back."""
    return take_back_yes(by=by, pk=right.pk, now=dates.now()).status


def test_propose_right_is_one_s_own_yes(member: Membership, role: TaskRole) -> None:
    right = propose(member, role)
    assert (right.status, right.proposed_by, right.agreed_at) == ("proposed", member, None)
    assert [(each.membership, each.count_as) for each in right.yeses.all()] == [(member, "lived")]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (TODAY - timedelta(days=1), "Choose a day from today on"),
        (TODAY + timedelta(days=732), "Choose a day within 2 years"),
    ],
)
def test_propose_right_has_a_last_day(member: Membership, role: TaskRole, day: date, why: str) -> None:
    with pytest.raises(Refused, match=f"^{why}$"):
        propose(member, role, ends_on=day)


def test_propose_right_refuses_who_left_and_other_projects(member: Membership, role: TaskRole) -> None:
    with pytest.raises(TaskRole.DoesNotExist):
        propose(make_membership(), role)
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    with pytest.raises(Refused, match="^You are not in this project.$"):
        propose(member, role)


def test_decision_9_it_takes_a_yes_from_both_sides_as_people_say_for_this_act(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    assert yes(other_member, right, "lived") == "proposed"
    assert yes(professional, right, "not") == "proposed"  # the kept kind of experience is never used
    assert yes(professional, right, "staff") == "agreed"
    right.refresh_from_db()
    assert right.agreed_at is not None
    assert DecisionRightYes.objects.count() == 3


def test_a_yes_can_be_taken_back_before_it_is_agreed(
    member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    assert back(member, right) == "proposed"
    assert yes(professional, right, "staff") == "proposed"
    assert yes(member, right, "lived") == "agreed"


def test_what_was_agreed_ends_when_one_side_has_no_yes_left(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    yes(professional, right, "staff")
    assert yes(other_member, right, "lived") == "agreed"
    assert back(member, right) == "agreed"
    assert back(other_member, right) == "ended"
    right.refresh_from_db()
    assert right.ended_at is not None
    with pytest.raises(Refused, match="^This has ended. You can propose it again.$"):
        yes(member, right, "lived")


def test_changing_what_a_yes_counts_as_can_end_it(
    member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    yes(professional, right, "staff")
    assert yes(professional, right, "not") == "ended"


def test_one_more_yes_never_ends_it(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    yes(professional, right, "staff")
    DecisionRightYes.objects.filter(membership=professional).delete()  # somebody had their account removed
    assert yes(other_member, right, "not") == "agreed"


def test_nothing_is_said_after_the_last_day(member: Membership, role: TaskRole) -> None:
    right = make_right(role=role, ends_on=TODAY - timedelta(days=1))
    for act in (lambda: yes(member, right, "lived"), lambda: back(member, right)):
        with pytest.raises(Refused, match="^This has ended. You can propose it again.$"):
            act()


def test_take_back_yes_is_for_who_said_it(member: Membership, role: TaskRole) -> None:
    with pytest.raises(Refused, match="^You have not said yes to this.$"):
        back(member, make_right(role=role))


def test_a_host_ends_nothing_alone(
    facilitator: Membership, member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    yes(professional, right, "staff")
    yes(facilitator, right, "staff")
    assert back(facilitator, right) == "agreed"


def test_take_back_proposal_while_it_is_not_agreed(
    member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    with pytest.raises(Refused, match="^Only the person who proposed this can take it back.$"):
        take_back_proposal(by=professional, pk=right.pk)
    assert take_back_proposal(by=member, pk=right.pk) == role
    assert DecisionRight.objects.count() == 0
    again = propose(member, role)
    yes(professional, again, "staff")
    with pytest.raises(Refused, match="^This is agreed or has ended."):
        take_back_proposal(by=member, pk=again.pk)


def test_a_right_of_another_project_is_not_found(member: Membership) -> None:
    with pytest.raises(DecisionRight.DoesNotExist):
        yes(member, make_right(role=make_role()), "lived")


def test_a_right_is_not_agreed_with_the_yes_of_somebody_who_left(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    leave_project(by=member, now=dates.now())
    assert yes(professional, right, "staff") == "proposed"
    row = rights_of(role, TODAY)[0]
    assert ([each.membership for each in row.yeses], row.missing) == ([professional], ["lived"])
    assert yes(other_member, right, "lived") == "agreed"


def test_a_right_that_stands_does_not_end_because_somebody_who_said_yes_left(
    member: Membership, other_member: Membership, professional: Membership, role: TaskRole
) -> None:
    right = propose(member, role)
    yes(professional, right, "staff")
    leave_project(by=member, now=dates.now())
    assert yes(other_member, right, "staff") == "agreed"
    assert yes(other_member, right, "not") == "agreed"
    shown = [each.membership for each in rights_of(role, TODAY)[0].yeses]
    assert shown == [
        professional,
        other_member,
    ]  # what somebody counted themself as is not shown once they left
