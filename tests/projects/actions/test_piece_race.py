"""What happens at the same moment: two yeses from both sides, two who write, two who lay out the questions."""

from collections.abc import Callable

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.piece import delete_question, lay_out_questions, talk_about, write_piece
from projects.actions.piece_yes import WordsMoved, say_yes
from projects.actions.thought import add_thought
from projects.models import Membership, Piece, PieceYes, Thought
from tests.at_once import all_at_once
from tests.factories.common_ground import make_piece
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db(transaction=True)


def yes(by: Membership, piece: Piece, side: str) -> Callable[[], str]:
    """Says yes; tells the status that came of it."""

    def act() -> str:
        try:
            return say_yes(by=by, pk=piece.pk, said_version=1, count_as=side, now=dates.now()).status
        except WordsMoved:
            return "words moved"

    return act


def test_two_yeses_from_both_sides_at_once_agree_it_once_and_lose_nothing() -> None:
    project = make_project()
    for _each in range(5):
        piece = make_piece(project=project, said="We meet at two.", status="talking")
        people = [make_membership(project=project) for _who in range(2)]
        came = all_at_once([yes(people[0], piece, "lived"), yes(people[1], piece, "staff")])
        piece.refresh_from_db()
        assert came == {"talking": 1, "agreed": 1}
        assert (piece.status, PieceYes.objects.filter(piece=piece).count()) == ("agreed", 2)


def test_a_yes_and_a_talk_again_at_once_never_agree_words_that_were_opened() -> None:
    project = make_project()
    piece = make_piece(project=project, said="We meet at two.")
    people = [make_membership(project=project) for _who in range(3)]

    def open_it() -> str:
        talk_about(by=people[2], pk=piece.pk)
        return "opened"

    say_yes(by=people[0], pk=piece.pk, said_version=1, count_as="lived", now=dates.now())
    say_yes(by=people[1], pk=piece.pk, said_version=1, count_as="staff", now=dates.now())
    came = all_at_once([yes(people[2], piece, "lived"), open_it])
    piece.refresh_from_db()
    assert (came["opened"], came["agreed"] + came["words moved"]) == (1, 1)
    assert (piece.status, piece.said_version) == ("talking", 2)


def test_C2_of_many_who_write_at_once_one_is_kept_and_the_others_are_shown_it() -> None:
    project = make_project()
    piece = make_piece(project=project)
    people = [make_membership(project=project) for _who in range(6)]

    def write(by: Membership) -> Callable[[], str]:
        def act() -> str:
            try:
                write_piece(by=by, pk=piece.pk, version=1, said=f"By {by.pk}", review_on=None)
            except Clash:
                return "shown both"
            return "kept"

        return act

    assert all_at_once([write(by) for by in people]) == {"kept": 1, "shown both": 5}


def test_many_lay_out_the_questions_at_once() -> None:
    project = make_project()
    people = [make_membership(project=project) for _who in range(4)]

    def lay_out(by: Membership) -> Callable[[], str]:
        def act() -> str:
            try:
                lay_out_questions(by=by)
            except Refused:
                return "there already"
            return "laid out"

        return act

    assert all_at_once([lay_out(by) for by in people]) == {"laid out": 1, "there already": 3}
    assert project.pieces.count() == 25


def test_a_thought_and_taking_the_question_away_at_once() -> None:
    project = make_project()
    by, other = make_membership(project=project), make_membership(project=project)
    piece = make_piece(project=project, added_by=by)

    def think() -> str:
        try:
            add_thought(by=other, about=piece, words="Mine is kind.", by_name=False, now=dates.now())
        except Refused:
            return "told it is gone"
        return "kept"

    def take_away() -> str:
        try:
            delete_question(by=by, pk=piece.pk)
        except Refused:
            return "told of the thought"
        return "taken away"

    came = all_at_once([think, take_away])
    is_kept = came["kept"] == 1
    assert came == (
        {"kept": 1, "told of the thought": 1} if is_kept else {"told it is gone": 1, "taken away": 1}
    )
    assert (Piece.objects.count(), Thought.objects.count()) == ((1, 1) if is_kept else (0, 0))
