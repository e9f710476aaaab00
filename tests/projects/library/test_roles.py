import pytest

from projects.library.roles import HOST, ROLES, RoleCard
from projects.models import TaskRole

WORDS = ("name", "involves", "say", "may_decide", "time", "support", "pay", "ending")


def test_the_library_has_the_parts_of_the_seeds() -> None:
    assert list(ROLES) == [
        "host", "writer", "illustrator", "reader", "tester", "checker", "thread_holder", "note_taker", "sign_off",
        "trainer", "assessor", "mentor", "chair", "opportunity_finder",
    ]  # fmt: skip
    assert [card.key for card in ROLES.values()] == list(ROLES)


@pytest.mark.parametrize("card", ROLES.values(), ids=lambda card: card.key)
def test_a_card_says_everything_and_fits_its_boxes(card: RoleCard) -> None:
    empty = [word for word in WORDS if not str(getattr(card, word))]
    too_long = [
        word
        for word in WORDS
        if len(str(getattr(card, word))) > (TaskRole._meta.get_field(word).max_length or 0)
    ]
    assert (empty, too_long) == ([], [])
    assert card.say in TaskRole.Say.values


def test_no_card_claims_a_power_that_nobody_agreed() -> None:
    claims = [
        card.key
        for card in ROLES.values()
        if card.key != HOST and {"decide", "decides", "stop"} & set(str(card.may_decide).lower().split())
    ]
    assert claims == []
