import pytest

from projects.models import Agreement, Membership
from projects.permissions.agreement import (
    can_change_agreement,
    can_confirm_agreement,
    can_take_back_confirmation,
)
from tests.projects.permissions import made

NOT_HERE = "You are not in this project."
ENDED = "This project has ended. You can still read it."
NOT_WRITTEN = "Nobody has written these words yet. You can be the first."


def rules(**fields: str) -> Agreement:
    """Ground rules of the first project."""
    return Agreement(**{"pk": 1, "project": made.project(), "kind": "rules", "words": "We listen.", **fields})


@pytest.mark.parametrize(
    ("who", "why"),
    [(made.membership(1), ""), (made.host(), ""), (made.left(), NOT_HERE), (made.in_ended(), ENDED)],
)
def test_any_member_changes_the_words_and_goes_along(who: Membership, why: str) -> None:
    assert can_change_agreement(who).reason == why
    assert can_confirm_agreement(who, rules(), confirmed=False).reason == why
    assert can_take_back_confirmation(who, rules()).reason == why


@pytest.mark.parametrize(
    ("agreement", "confirmed", "why"),
    [
        (None, False, NOT_WRITTEN),
        (rules(words=""), False, NOT_WRITTEN),
        (Agreement(project=made.project(2), kind="rules", words="Theirs"), False, NOT_WRITTEN),
        (rules(), True, "You go along with this."),
    ],
)
def test_can_confirm_agreement_once_when_there_are_words(
    agreement: Agreement | None, confirmed: bool, why: str
) -> None:
    assert can_confirm_agreement(made.membership(1), agreement, confirmed=confirmed).reason == why


def test_can_take_back_confirmation_only_here() -> None:
    assert can_take_back_confirmation(made.elsewhere(), rules()).reason == NOT_HERE
