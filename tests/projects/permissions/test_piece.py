"""Who may do what with a piece and a thought. No rows are saved."""

from typing import Any

import pytest

from projects.models import Piece
from projects.permissions.piece import (
    can_add_question,
    can_delete_question,
    can_lay_out,
    can_put_aside,
    can_say_yes,
    can_share_question,
    can_take_shared_back,
    can_take_yes_back,
    can_talk_about,
    can_write_piece,
)
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.thought import can_add_thought, can_take_back_thought
from tests.projects.permissions.made import elsewhere, host, in_ended, left, membership, project


def piece(**fields: Any) -> Piece:
    """A piece with words on it."""
    values = {"pk": 4, "project": project(), "question": "Who can commit?", "said": "Sam and Jo."}
    return Piece(**{**values, **fields})


@pytest.mark.parametrize("who", [elsewhere(), left(), in_ended()])
def test_people_who_are_not_in_a_project_that_goes_on_may_do_nothing(who: Any) -> None:
    about = piece(project=who.project) if who.pk in {6, 7} else piece()
    ours = piece(project=about.project, group="ours", added_by=who)
    answers = [
        can_write_piece(who, about),
        can_say_yes(who, about),
        can_take_yes_back(who, about, said_yes=True),
        can_talk_about(who, about),
        can_put_aside(who, about),
        can_delete_question(who, ours, is_touched=False),
        can_share_question(who, ours),
        can_add_thought(who, about.project_id),
    ]
    assert [bool(answer) for answer in answers] == [False] * 8


@pytest.mark.parametrize("who", [left(), in_ended()])
def test_no_pieces_are_laid_out_or_added_where_nobody_works(who: Any) -> None:
    assert (bool(can_lay_out(who, pieces=0)), bool(can_add_question(who, pieces=0))) == (False, False)


def test_any_member_writes_says_yes_talks_and_puts_aside() -> None:
    by = membership()
    answers = [
        can_write_piece(by, piece()),
        can_say_yes(by, piece()),
        can_talk_about(by, piece()),
        can_put_aside(by, piece()),
        can_lay_out(by, pieces=0),
        can_add_question(by, pieces=59),
        can_add_thought(by, 1),
    ]
    assert [bool(answer) for answer in answers] == [True] * 7


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"is_loose": True}, "This piece never closes. It holds what we do not know yet."),
        ({"said": " \n"}, "Write first what you said as a group. Then people can say yes to it."),
        (
            {"status": "not_needed"},
            "This piece is not needed here now. You can talk about it again first.",
        ),
    ],
)
def test_no_yes_to_this(fields: dict[str, Any], reason: str) -> None:
    assert can_say_yes(membership(), piece(**fields)).reason == reason


def test_an_agreed_piece_takes_more_yeses() -> None:
    assert bool(can_say_yes(membership(), piece(status="agreed"))) is True


def test_only_a_yes_that_was_said_is_taken_back() -> None:
    assert bool(can_take_yes_back(membership(), piece(), said_yes=True)) is True
    no = can_take_yes_back(membership(), piece(), said_yes=False)
    assert no.reason == "You have not said yes to these words."


def test_a_piece_that_is_talked_about_needs_no_opening() -> None:
    no = can_talk_about(membership(), piece(status="talking"))
    assert no.reason == "You are talking about this piece already."


@pytest.mark.parametrize("status", ["not_started", "agreed", "not_needed"])
def test_every_other_piece_can_be_opened(status: str) -> None:
    assert bool(can_talk_about(membership(), piece(status=status))) is True


def test_the_loose_piece_and_one_put_aside_already_are_not_put_aside() -> None:
    loose = can_put_aside(membership(), piece(is_loose=True))
    again = can_put_aside(membership(), piece(status="not_needed"))
    assert loose.reason == "This piece never closes. It holds what we do not know yet."
    assert again.reason == "Somebody said already that it is not needed here."


def test_the_questions_are_laid_out_once_and_sixty_are_enough() -> None:
    assert can_lay_out(membership(), pieces=1).reason == "The questions are there already."
    full = can_add_question(membership(), pieces=60)
    assert full.reason == "There are 60 pieces. More would be hard to read. Take one away first."


@pytest.mark.parametrize(
    ("group", "adder", "touched", "reason"),
    [
        ("ours", 1, False, ""),
        ("people", 1, False, "You can say that this piece is not needed here."),
        ("ours", 2, False, "The person who added this question can take it away."),
        ("ours", 1, True, "People have written here. You can say that it is not needed here."),
    ],
)
def test_who_added_a_question_takes_it_away(group: str, adder: int, touched: bool, reason: str) -> None:
    about = piece(group=group, added_by=membership(adder))
    assert can_delete_question(membership(1), about, is_touched=touched).reason == reason


def test_who_added_a_question_and_hosts_share_it() -> None:
    ours = piece(group="ours", added_by=membership(1))
    assert [bool(can_share_question(who, ours)) for who in (membership(1), host())] == [True, True]
    other = can_share_question(membership(2), ours)
    assert (
        other.reason == "The person who added this question can share it. So can those who run the project."
    )
    library = can_share_question(host(), piece(group="base"))
    assert library.reason == "This question is in every project already."


def test_who_shared_a_question_takes_it_back() -> None:
    assert bool(can_take_shared_back(shared_by_id=3, member_id=3)) is True
    assert [can_take_shared_back(shared_by_id=by, member_id=3).reason for by in (4, None)] == [
        "The person who shared it can take it back."
    ] * 2


def test_who_wrote_a_thought_takes_it_back_also_after_the_end() -> None:
    assert [
        bool(can_take_back_thought(who, who.project_id, wrote=True)) for who in (membership(), in_ended())
    ] == [True, True]
    not_mine = can_take_back_thought(membership(), 1, wrote=False)
    assert not_mine.reason == "Only the person who wrote a thought can take it back."
    assert [can_take_back_thought(who, 1, wrote=True).reason for who in (elsewhere(), left())] == [
        str(NOT_IN_THIS_PROJECT)
    ] * 2
