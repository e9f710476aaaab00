from datetime import timedelta

import pytest

from projects.models import Membership, Unknown
from projects.permissions.unknown import (
    can_add_unknown,
    can_answer_unknown,
    can_edit_unknown,
    can_reopen_unknown,
)
from tests.projects.permissions import made

NOT_HERE = "You are not in this project."
ENDED = "This project has ended. You can still read it."
DAY = timedelta(days=1)


def unknown(found: str = "", days_ago: int = 0) -> Unknown:
    """Something that nobody knows, or that was found so many days ago."""
    found_at = made.NOW - days_ago * DAY if found else None
    return Unknown(pk=1, project=made.project(), what="Colour print?", found=found, found_at=found_at)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        (made.membership(1), ""),
        (made.host(), ""),
        (made.membership(1, way=Membership.Way.RESTING), ""),
        (made.elsewhere(), NOT_HERE),
        (made.left(), NOT_HERE),
        (made.in_ended(), ENDED),
    ],
)
def test_any_member_edits_and_answers(who: Membership, why: str) -> None:
    about = unknown()
    assert can_edit_unknown(who, about).reason == why
    assert can_answer_unknown(who, about).reason == why


def test_can_add_unknown_in_a_project_that_goes_on() -> None:
    assert can_add_unknown(made.membership(1)).reason == ""
    assert can_add_unknown(made.left()).reason == NOT_HERE
    assert can_add_unknown(made.in_ended()).reason == ENDED


def test_can_edit_unknown_until_it_was_found() -> None:
    answer = can_edit_unknown(made.membership(1), unknown("Yes"))
    assert answer.reason == "Somebody has found this out. You can change what was found."


@pytest.mark.parametrize(
    ("about", "why"),
    [
        (unknown("Yes"), ""),
        (unknown("Yes", days_ago=1), ""),
        (unknown("Yes", days_ago=2), "A day is over since this was found. You can still change the words."),
        (unknown(), "Nothing was found yet, so there is nothing to take back."),
    ],
)
def test_can_reopen_unknown_for_a_day(about: Unknown, why: str) -> None:
    assert can_reopen_unknown(made.membership(1), about, made.NOW).reason == why
    assert can_reopen_unknown(made.elsewhere(), about, made.NOW).reason == NOT_HERE
