from typing import Any

import pytest

from coproduce.lib.answers import YES
from projects.models import Membership, RoleOffer, TaskRole
from projects.permissions.role import (
    can_add_role,
    can_edit_role,
    can_end_offer,
    can_give_up_role,
    can_offer_role,
    can_say_yes_to_offer,
    can_take_role,
)
from tests.projects.permissions import made

READER = TaskRole(pk=1, project_id=1, name="Reader")
GONE = "This offer is not there any more. Nothing has changed."
ELSEWHERE = "You are not in this project."
ENDED = "This project has ended. You can still read it."


def test_can_add_role_is_for_every_member() -> None:
    assert can_add_role(made.membership()) == YES
    assert can_add_role(made.left()).reason == ELSEWHERE


def test_can_edit_role_is_for_anybody_until_somebody_has_it() -> None:
    assert can_edit_role(made.membership(), READER, holds=False, others_hold=False) == YES
    assert can_edit_role(made.membership(), READER, holds=True, others_hold=True) == YES
    assert can_edit_role(made.host(), READER, holds=False, others_hold=True) == YES
    assert can_edit_role(made.membership(), READER, holds=False, others_hold=True).reason == (
        "Somebody has this role. They can change its words. Tell them what you would change."
    )
    assert can_edit_role(made.elsewhere(), READER, holds=True, others_hold=False).reason == ELSEWHERE


def test_can_take_role_also_beside_others_but_once() -> None:
    assert can_take_role(made.membership(), READER, holds=False) == YES
    assert can_take_role(made.membership(), READER, holds=True).reason == "You have this role already."
    assert can_take_role(made.elsewhere(), READER, holds=False).reason == ELSEWHERE


def test_can_give_up_role_is_for_who_has_it() -> None:
    assert can_give_up_role(made.membership(), READER, holds=True) == YES
    assert can_give_up_role(made.membership(), READER, holds=False).reason == "You do not have this role now."
    assert can_give_up_role(made.elsewhere(), READER, holds=True).reason == ELSEWHERE


@pytest.mark.parametrize(
    ("other", "facts", "why"),
    [
        (made.membership(2), {}, ""),
        (made.membership(2), {"holds": True, "hands_on": True}, ""),
        (made.membership(2), {"hands_on": True}, "You do not have this role now."),
        (made.membership(2), {"other_holds": True}, "They have this role already."),
        (made.membership(1), {}, "You can take this role yourself."),
        (made.left(), {}, "They are not in this project now."),
        (made.elsewhere(), {}, "They are not in this project now."),
    ],
)
def test_can_offer_role(other: Membership, facts: dict[str, Any], why: str) -> None:
    all_facts = {"holds": False, "other_holds": False, "hands_on": False, **facts}
    assert can_offer_role(made.membership(1), READER, other, **all_facts).reason == why


def test_can_offer_role_is_for_members() -> None:
    answer = can_offer_role(
        made.elsewhere(), READER, made.membership(2), holds=False, other_holds=False, hands_on=False
    )
    assert answer.reason == ELSEWHERE


def offer(to: Membership, by: Membership) -> RoleOffer:
    """An offer of the reader's part."""
    return RoleOffer(pk=1, role=READER, to=to, by=by)


def test_can_say_yes_to_offer_is_for_who_was_asked() -> None:
    asked, asking = made.membership(1), made.membership(2)
    assert can_say_yes_to_offer(asked, offer(asked, asking)) == YES
    assert can_say_yes_to_offer(asking, offer(asked, asking)).reason == GONE
    assert can_say_yes_to_offer(made.elsewhere(), offer(asked, asking)).reason == ELSEWHERE
    assert can_say_yes_to_offer(made.left(), offer(made.left(), asking)).reason == ELSEWHERE


def test_can_end_offer_is_for_the_two_also_when_a_project_has_ended() -> None:
    asked, asking = made.membership(1), made.membership(2)
    assert can_end_offer(asked, offer(asked, asking)) == YES
    assert can_end_offer(asking, offer(asked, asking)) == YES
    assert can_end_offer(made.membership(3), offer(asked, asking)).reason == GONE
    assert can_end_offer(made.elsewhere(), offer(asked, asking)).reason == ELSEWHERE
    over = made.in_ended()
    assert can_end_offer(over, offer(over, asking)) == YES
    assert can_say_yes_to_offer(over, offer(over, asking)).reason == ENDED
