import pytest

from coproduce.lib.answers import YES, Answer
from members.models import Organisation
from projects.models import Membership
from projects.permissions.project import can_edit_project, can_open_project, can_take_part
from tests.projects.permissions import made


@pytest.mark.parametrize(
    ("who", "reason"),
    [
        (made.elsewhere(), "You are not in this project."),
        (made.left(), "You are not in this project."),
        (made.in_ended(), "This project has ended. You can still read it."),
    ],
)
def test_can_take_part_refuses(who: Membership, reason: str) -> None:
    assert can_take_part(who, 1) == Answer(allowed=False, reason=reason)


def test_can_take_part_lets_members_in() -> None:
    assert can_take_part(made.membership(), 1) == YES


def test_can_open_project_is_for_facilitators_of_that_organisation() -> None:
    house = Organisation(pk=3, name="Station House")
    assert can_open_project(house, {3}) == YES
    assert (
        can_open_project(house, {4}).reason
        == "Only people whom Station House has asked to can open its projects."
    )


def test_can_edit_project_is_for_hosts() -> None:
    assert can_edit_project(made.host()) == YES
    assert can_edit_project(made.membership()).reason == (
        "The people who run this project write this page. Tell one of them what you would change."
    )
    assert can_edit_project(made.in_ended()).reason == "This project has ended. You can still read it."
