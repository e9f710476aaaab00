from coproduce.lib.answers import YES
from projects.models import TaskRole
from projects.permissions.role import can_add_role, can_give_up_role, can_take_role
from tests.projects.permissions import made

READER = TaskRole(pk=1, project_id=1, name="Reader")


def test_can_add_role_is_for_every_member() -> None:
    assert can_add_role(made.membership()) == YES
    assert can_add_role(made.left()).reason == "You are not in this project."


def test_can_take_role_also_beside_others_but_once() -> None:
    assert can_take_role(made.membership(), READER, holds=False) == YES
    assert can_take_role(made.membership(), READER, holds=True).reason == "You have this role already."
    assert can_take_role(made.elsewhere(), READER, holds=False).reason == "You are not in this project."


def test_can_give_up_role_is_for_who_has_it() -> None:
    assert can_give_up_role(made.membership(), READER, holds=True) == YES
    assert can_give_up_role(made.membership(), READER, holds=False).reason == "You do not have this role now."
    assert can_give_up_role(made.elsewhere(), READER, holds=True).reason == "You are not in this project."
