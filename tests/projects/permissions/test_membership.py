import pytest

from coproduce.lib.answers import YES
from projects.permissions.membership import (
    can_choose_support_person,
    can_leave,
    can_offer_hosting,
    can_stop_hosting,
    can_take_hosting,
)
from tests.projects.permissions import made


def test_can_leave_whenever_one_is_there() -> None:
    assert can_leave(made.host()) == YES
    assert can_leave(made.in_ended()) == YES
    assert can_leave(made.left()).reason == "You are not in this project."


@pytest.mark.parametrize(("person", "why"), [(None, ""), (3, ""), (4, "list"), (1, "list")])
def test_can_choose_support_person_from_those_offered(person: int | None, why: str) -> None:
    answer = can_choose_support_person(made.membership(1), person, {1, 3})
    assert answer.reason == ("Choose one of the people on the list." if why else "")


def test_can_offer_hosting_to_a_member_who_does_not_host() -> None:
    assert can_offer_hosting(made.host(), made.membership(2)) == YES
    assert can_offer_hosting(made.membership(1), made.membership(2)).reason == (
        "The people who run this project can share that. You can ask one of them."
    )
    assert (
        can_offer_hosting(made.host(), made.host(8)).reason == "They run the project already, or have left."
    )
    assert can_offer_hosting(made.host(), made.left()).reason == "They run the project already, or have left."
    assert can_offer_hosting(made.elsewhere(), made.membership(2)).reason == "You are not in this project."


def test_can_stop_hosting_is_for_hosts() -> None:
    assert can_stop_hosting(made.host()) == YES
    assert can_stop_hosting(made.membership()).reason == "You do not run this project now."


def test_can_take_hosting_while_the_one_who_asked_runs_it() -> None:
    assert can_take_hosting(made.membership(1), made.host()) == YES
    assert can_take_hosting(made.membership(1), made.membership(2)).reason == (
        "The person who asked you does not run this project now."
    )
    assert can_take_hosting(made.host(8), made.host()).reason == "You run this project already."
    assert can_take_hosting(made.elsewhere(), made.host()).reason == "You are not in this project."
