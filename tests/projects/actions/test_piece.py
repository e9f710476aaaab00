"""Laying out, writing, agreeing, opening again, putting aside, adding and sharing questions."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.models import Message
from projects.actions.membership import leave_project
from projects.actions.piece import (
    add_question,
    change_question,
    delete_question,
    lay_out_pieces,
    lay_out_questions,
    put_aside,
    talk_about,
    write_piece,
)
from projects.actions.piece_reviews import plan_piece_reviews
from projects.actions.piece_yes import WordsMoved, say_yes, take_yes_back
from projects.actions.shared_question import add_shared_question, share_question, take_shared_back
from projects.actions.thought import add_thought
from projects.models import Membership, Piece, PieceYes, Project, SharedQuestion
from tests.factories.common_ground import make_piece
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
NOW = dates.now()


@pytest.fixture
def piece(project: Project) -> Piece:
    """A piece with words on it, which people talk about."""
    return make_piece(project=project, said="We meet at two.", status="talking")


def agree(piece: Piece, lived: Membership, staff: Membership) -> Piece:
    """A yes from each side."""
    say_yes(by=lived, pk=piece.pk, said_version=piece.said_version, count_as="lived", now=NOW)
    return say_yes(by=staff, pk=piece.pk, said_version=piece.said_version, count_as="staff", now=NOW)


def stands(piece: Piece) -> tuple[str, str, int, bool]:
    """Its status, what was said, which version of it, and whether it has a time of agreeing."""
    piece.refresh_from_db()
    return piece.status, piece.said, piece.said_version, piece.agreed_at is not None


# --- laying out ----------------------------------------------------------------------------------------------------------


def test_lay_out_pieces_gives_24_questions_and_the_loose_one_and_doing_it_twice_changes_nothing(
    project: Project,
) -> None:
    lay_out_pieces(project_id=project.pk)
    first = project.pieces.get(key="purpose")
    Piece.objects.filter(pk=first.pk).update(question="What are we for?")
    lay_out_pieces(project_id=project.pk)
    assert (project.pieces.filter(is_loose=False).count(), project.pieces.filter(is_loose=True).count()) == (
        24,
        1,
    )
    assert project.pieces.get(key="purpose").question == "What are we for?"


def test_any_member_lays_out_the_questions_once(member: Membership, other_member: Membership) -> None:
    lay_out_questions(by=member)
    with pytest.raises(Refused, match="The questions are there already"):
        lay_out_questions(by=other_member)
    assert member.project.pieces.count() == 25


# --- writing -------------------------------------------------------------------------------------------------------------


def test_write_piece_begins_the_talk_and_names_a_day(member: Membership, project: Project) -> None:
    piece = make_piece(project=project)
    write_piece(by=member, pk=piece.pk, version=1, said="We ask first.", review_on=date(2031, 5, 14))
    assert stands(piece) == ("talking", "We ask first.", 2, False)
    assert (piece.review_on, piece.version) == (date(2031, 5, 14), 2)


def test_new_words_open_an_agreed_piece_and_leave_the_yeses_to_the_old_ones(
    piece: Piece, member: Membership, professional: Membership
) -> None:
    agree(piece, member, professional)
    write_piece(by=member, pk=piece.pk, version=1, said="We meet at three.", review_on=None)
    assert stands(piece) == ("talking", "We meet at three.", 2, False)
    assert list(piece.yeses.values_list("said_version", flat=True)) == [1, 1]
    say_yes(by=member, pk=piece.pk, said_version=2, count_as="lived", now=NOW)
    assert stands(piece)[0] == "talking"


def test_another_day_alone_leaves_what_was_agreed(
    piece: Piece, member: Membership, professional: Membership
) -> None:
    agree(piece, member, professional)
    write_piece(by=member, pk=piece.pk, version=1, said=piece.said, review_on=date(2031, 5, 14))
    assert stands(piece) == ("agreed", "We meet at two.", 1, True)


def test_C2_the_second_of_two_who_write_sees_the_words_of_the_first(piece: Piece, member: Membership) -> None:
    write_piece(by=member, pk=piece.pk, version=1, said="We meet at three.", review_on=None)
    with pytest.raises(Clash) as clash:
        write_piece(by=member, pk=piece.pk, version=1, said="We meet at four.", review_on=None)
    assert clash.value.theirs == {"said": "We meet at three.", "review_on": None, "version": 2}
    assert stands(piece)[1] == "We meet at three."


def test_another_question_opens_an_agreed_piece_other_words_around_it_do_not(
    piece: Piece, member: Membership, professional: Membership
) -> None:
    agree(piece, member, professional)
    same = {"question": piece.question, "why": "It matters.", "example": ""}
    change_question(by=member, pk=piece.pk, version=1, changes=same)
    assert stands(piece)[0] == "agreed"
    change_question(by=member, pk=piece.pk, version=2, changes={**same, "question": "When do we meet?"})
    assert stands(piece) == ("talking", "We meet at two.", 2, False)
    with pytest.raises(Clash) as clash:
        change_question(by=member, pk=piece.pk, version=2, changes=same)
    assert clash.value.theirs == {
        "question": "When do we meet?", "why": "It matters.", "example": "", "version": 3,
    }  # fmt: skip


# --- yes -----------------------------------------------------------------------------------------------------------------


def test_a_piece_is_agreed_with_a_yes_from_each_side(
    piece: Piece, member: Membership, professional: Membership
) -> None:
    say_yes(by=member, pk=piece.pk, said_version=1, count_as="lived", now=NOW)
    assert stands(piece)[0] == "talking"
    say_yes(by=professional, pk=piece.pk, said_version=1, count_as="staff", now=NOW)
    piece.refresh_from_db()
    assert (piece.status, piece.agreed_at) == ("agreed", NOW)


@pytest.mark.parametrize("sides", [["lived", "lived"], ["staff", "staff"], ["lived", "not"], ["not", "not"]])
def test_one_side_alone_does_not_agree_a_piece_whatever_experience_is_kept(
    sides: list[str], piece: Piece, member: Membership, professional: Membership
) -> None:
    for by, side in zip((member, professional), sides, strict=True):
        say_yes(by=by, pk=piece.pk, said_version=1, count_as=side, now=NOW)
    assert stands(piece)[0] == "talking"


def test_one_person_stands_for_one_side_at_a_time(piece: Piece, member: Membership) -> None:
    for side in ("lived", "staff"):
        say_yes(by=member, pk=piece.pk, said_version=1, count_as=side, now=NOW)
    assert stands(piece)[0] == "talking"
    assert [yes.count_as for yes in PieceYes.objects.all()] == ["staff"]


def test_a_yes_of_somebody_who_left_stays_and_does_not_count(
    piece: Piece, member: Membership, professional: Membership
) -> None:
    say_yes(by=member, pk=piece.pk, said_version=1, count_as="lived", now=NOW)
    leave_project(by=member, now=NOW)
    say_yes(by=professional, pk=piece.pk, said_version=1, count_as="staff", now=NOW)
    assert (stands(piece)[0], piece.yeses.count()) == ("talking", 2)


def test_a_yes_to_old_words_is_not_kept(piece: Piece, member: Membership) -> None:
    write_piece(by=member, pk=piece.pk, version=1, said="We meet at three.", review_on=None)
    with pytest.raises(WordsMoved) as moved:
        say_yes(by=member, pk=piece.pk, said_version=1, count_as="lived", now=NOW)
    assert (moved.value.piece.said, PieceYes.objects.count()) == ("We meet at three.", 0)


def test_no_yes_without_words(project: Project, member: Membership) -> None:
    with pytest.raises(Refused, match="Write first what you said"):
        say_yes(by=member, pk=make_piece(project=project).pk, said_version=1, count_as="lived", now=NOW)


def test_taking_back_a_yes_that_it_rested_on_opens_the_piece(
    piece: Piece, member: Membership, professional: Membership, other_member: Membership
) -> None:
    agree(piece, member, professional)
    say_yes(by=other_member, pk=piece.pk, said_version=1, count_as="lived", now=NOW)
    take_yes_back(by=member, pk=piece.pk, now=NOW)
    assert stands(piece)[0] == "agreed"
    take_yes_back(by=other_member, pk=piece.pk, now=NOW)
    assert stands(piece) == ("talking", "We meet at two.", 1, False)
    with pytest.raises(Refused, match="You have not said yes to these words"):
        take_yes_back(by=member, pk=piece.pk, now=NOW)


def test_an_agreed_piece_stays_so_when_somebody_leaves_and_another_says_yes(
    piece: Piece, member: Membership, professional: Membership, other_member: Membership
) -> None:
    agree(piece, member, professional)
    leave_project(by=member, now=NOW)
    say_yes(by=other_member, pk=piece.pk, said_version=1, count_as="staff", now=NOW)
    assert stands(piece)[0] == "agreed"


# --- open, aside ---------------------------------------------------------------------------------------------------------


def test_talking_about_it_again_keeps_the_words_and_asks_for_new_yeses(
    piece: Piece, member: Membership, professional: Membership
) -> None:
    agree(piece, member, professional)
    talk_about(by=professional, pk=piece.pk)
    assert stands(piece) == ("talking", "We meet at two.", 2, False)
    with pytest.raises(Refused, match="already"):
        talk_about(by=member, pk=piece.pk)


def test_put_aside_with_a_reason_and_back(piece: Piece, member: Membership, professional: Membership) -> None:
    agree(piece, member, professional)
    put_aside(by=member, pk=piece.pk, why="We meet by phone.")
    assert stands(piece) == ("not_needed", "We meet at two.", 1, False)
    with pytest.raises(Refused, match="Somebody said already"):
        put_aside(by=professional, pk=piece.pk, why="No room.")
    piece.refresh_from_db()
    assert piece.not_needed_why == "We meet by phone."
    talk_about(by=professional, pk=piece.pk)
    assert (stands(piece)[0], piece.not_needed_why) == ("talking", "")


@pytest.mark.parametrize("act", ["yes", "aside"])
def test_the_loose_piece_never_closes(act: str, project: Project, member: Membership) -> None:
    piece = make_piece(project=project, is_loose=True, said="Can we print in colour?")
    acts: dict[str, Callable[[], Any]] = {
        "yes": lambda: say_yes(by=member, pk=piece.pk, said_version=1, count_as="lived", now=NOW),
        "aside": lambda: put_aside(by=member, pk=piece.pk, why="We know all."),
    }
    with pytest.raises(Refused, match="This piece never closes"):
        acts[act]()


def test_a_piece_of_another_project_is_not_there(member: Membership) -> None:
    with pytest.raises(Refused, match="not here any more"):
        talk_about(by=member, pk=make_piece().pk)


# --- questions of our own ------------------------------------------------------------------------------------------------


def test_add_question_lies_after_the_others_and_brings_the_loose_piece(
    member: Membership, project: Project
) -> None:
    first = add_question(by=member, question="Do we bring dogs?", now=NOW)
    lay_out_pieces(project_id=project.pk)
    second = add_question(by=member, question="Where do we sit?", why="It is loud.", now=NOW)
    assert [(each.position, each.group, each.added_by_id) for each in (first, second)] == [
        (1, "ours", member.pk),
        (25, "ours", member.pk),
    ]
    assert project.pieces.filter(is_loose=True).count() == 1


def test_sixty_pieces_are_enough(member: Membership, project: Project) -> None:
    for _each in range(60):
        make_piece(project=project)
    with pytest.raises(Refused, match="There are 60 pieces"):
        add_question(by=member, question="Do we bring dogs?", now=NOW)


def test_delete_question_by_who_added_it_while_nobody_wrote_there(
    member: Membership, other_member: Membership
) -> None:
    piece = add_question(by=member, question="Do we bring dogs?", now=NOW)
    with pytest.raises(Refused, match="The person who added this question"):
        delete_question(by=other_member, pk=piece.pk)
    delete_question(by=member, pk=piece.pk)
    assert list(Piece.objects.filter(question="Do we bring dogs?")) == []


@pytest.mark.parametrize("by_whom", ["words", "thought", "task", "yes"])
def test_a_question_that_people_wrote_on_is_not_deleted(
    by_whom: str, member: Membership, other_member: Membership, project: Project
) -> None:
    piece = add_question(by=member, question="Do we bring dogs?", now=NOW)
    touch: dict[str, Callable[[], Any]] = {
        "words": lambda: write_piece(by=other_member, pk=piece.pk, version=1, said="Yes.", review_on=None),
        "thought": lambda: add_thought(by=other_member, about=piece, words="Mine is kind.", by_name=True, now=NOW),
        "task": lambda: make_task(project=project, piece=piece),
        "yes": lambda: PieceYes.objects.create(
            piece=piece, membership=other_member, said_version=1, count_as="lived"
        ),
    }  # fmt: skip
    touch[by_whom]()
    with pytest.raises(Refused, match="People have written here"):
        delete_question(by=member, pk=piece.pk)


# --- sharing -------------------------------------------------------------------------------------------------------------


def test_share_take_and_take_back(member: Membership, other_member: Membership) -> None:
    piece = add_question(by=member, question="Do we bring dogs?", why="Two of us have one.", now=NOW)
    shared = share_question(by=member, pk=piece.pk, now=NOW)
    assert (shared.question, shared.why, shared.shared_on) == (
        "Do we bring dogs?",
        "Two of us have one.",
        NOW.date(),
    )
    stranger = make_membership()
    copy = add_shared_question(by=stranger, pk=shared.pk, now=NOW)
    assert (copy.project_id, copy.question, copy.why, copy.group) == (
        stranger.project_id, "Do we bring dogs?", "Two of us have one.", "ours",
    )  # fmt: skip
    with pytest.raises(Refused, match="in your plan already"):
        add_shared_question(by=stranger, pk=shared.pk, now=NOW)
    with pytest.raises(Refused, match="The person who shared it"):
        take_shared_back(by=other_member, pk=shared.pk)
    take_shared_back(by=member, pk=shared.pk)
    assert (SharedQuestion.objects.count(), Piece.objects.filter(pk=copy.pk).count()) == (0, 1)
    with pytest.raises(Refused, match="not shared any more"):
        add_shared_question(by=other_member, pk=shared.pk, now=NOW)


def test_the_same_question_is_shared_once_in_any_letters(member: Membership) -> None:
    share_question(by=member, pk=add_question(by=member, question="Do we bring dogs?", now=NOW).pk, now=NOW)
    again = add_question(by=member, question="DO WE BRING DOGS?", now=NOW)
    with pytest.raises(Refused, match="shared already"):
        share_question(by=member, pk=again.pk, now=NOW)
    assert SharedQuestion.objects.count() == 1


def test_moving_the_day_takes_back_the_message_about_the_old_one(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    soon = dates.today("Europe/London") + (date(2026, 1, 4) - date(2026, 1, 1))
    piece = make_piece(project=project, said="We meet at two.", review_on=soon, status="talking")
    assert plan_piece_reviews(NOW, NOW + (date(2026, 1, 15) - date(2026, 1, 1))) == 1
    write_piece(by=member, pk=piece.pk, version=1, said=piece.said, review_on=None)
    assert [row.state for row in Message.objects.filter(kind="piece-review")] == ["withdrawn"]
