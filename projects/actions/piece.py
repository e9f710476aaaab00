"""The pieces of the jigsaw: laying them out, writing on them, opening them, putting them aside."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash, Refused, require
from members.actions.message import withdraw_messages
from projects.actions.records import note_change
from projects.library.questions import LOOSE, QUESTIONS, Question
from projects.messages.piece import PIECE_REVIEW_KIND
from projects.models import Membership, Piece, Project
from projects.permissions.piece import (
    can_add_question,
    can_delete_question,
    can_lay_out,
    can_put_aside,
    can_talk_about,
    can_write_piece,
)
from projects.queries.piece import is_touched

LOOSE_AT = 30_000  # after every other piece, however many a group adds
SAID_WORDS = ("said", "review_on")
QUESTION_WORDS = ("question", "why", "example")


def lay_out_pieces(*, project_id: int) -> None:
    """Give a project a copy of the library's questions and the loose piece. Safe to do twice: what is there stays as it is.

    Called when a project is opened, in the opener's transaction.
    """
    pieces = [_copy(project_id, number, each) for number, each in enumerate(QUESTIONS, start=1)]
    loose = _copy(project_id, LOOSE_AT, LOOSE)
    loose.is_loose = True
    Piece.objects.bulk_create([*pieces, loose], ignore_conflicts=True)


def _copy(project_id: int, position: int, question: Question) -> Piece:
    return Piece(
        project_id=project_id,
        key=question.key,
        group=question.group,
        question=str(question.question),
        why=str(question.why),
        example=str(question.example),
        position=position,
    )


@transaction.atomic
def lay_out_questions(*, by: Membership) -> None:
    """Any member lays out the starting questions of a project without pieces. Raises Refused."""
    Project.objects.select_for_update(no_key=True).get(pk=by.project_id)
    require(can_lay_out(by, pieces=Piece.objects.filter(project=by.project_id).count()))
    lay_out_pieces(project_id=by.project_id)
    note_change(project_id=by.project_id)


@transaction.atomic
def write_piece(*, by: Membership, pk: int, version: int, said: str, review_on: date | None) -> Piece:
    """Any member writes what the group said, and names a day to look at it again.

    New words open the piece again: each yes was to the words before. Raises Refused, and Clash with the words as they
    stand when somebody else changed them first (promise C2).
    """
    piece = locked_piece(by=by, pk=pk)
    require(can_write_piece(by, piece))
    if piece.version != version:
        raise Clash({name: getattr(piece, name) for name in SAID_WORDS} | {"version": piece.version})
    moved = piece.review_on != review_on
    if piece.said != said:
        piece.said = said
        open_again(piece=piece)
    piece.review_on = review_on
    piece.version += 1
    piece.save()
    if moved:
        withdraw_messages(
            kind=PIECE_REVIEW_KIND, subject_id=piece.pk, except_version=str(review_on) if review_on else ""
        )
    note_change(project_id=piece.project_id)
    return piece


@transaction.atomic
def change_question(*, by: Membership, pk: int, version: int, changes: Mapping[str, str]) -> Piece:
    """Any member changes the words of a question. Another question opens the piece again.

    Raises Refused, and Clash with the words as they stand when somebody else changed them first (promise C2).
    """
    piece = locked_piece(by=by, pk=pk)
    require(can_write_piece(by, piece))
    if piece.version != version:
        raise Clash({name: getattr(piece, name) for name in QUESTION_WORDS} | {"version": piece.version})
    if changes["question"] != piece.question and piece.said:
        open_again(piece=piece)
    for name in QUESTION_WORDS:
        setattr(piece, name, changes[name])
    piece.version += 1
    piece.save()
    note_change(project_id=piece.project_id)
    return piece


@transaction.atomic
def talk_about(*, by: Membership, pk: int) -> Piece:
    """Any member opens a piece: for the first time, or again after it was agreed or put aside. Raises Refused."""
    piece = locked_piece(by=by, pk=pk)
    require(can_talk_about(by, piece))
    open_again(piece=piece)
    piece.save()
    note_change(project_id=piece.project_id)
    return piece


@transaction.atomic
def put_aside(*, by: Membership, pk: int, why: str) -> Piece:
    """Any member says that a piece is not needed here, and why; it counts as settled (seed 5). Raises Refused."""
    piece = locked_piece(by=by, pk=pk)
    require(can_put_aside(by, piece))
    piece.status, piece.not_needed_why, piece.agreed_at = Piece.Status.NOT_NEEDED, why, None
    piece.save()
    note_change(project_id=piece.project_id)
    return piece


@transaction.atomic
def add_question(*, by: Membership, question: str, why: str = "", example: str = "", now: datetime) -> Piece:
    """Any member adds a question of their own; it lies after the others (seed 64). Raises Refused."""
    Project.objects.select_for_update(no_key=True).get(pk=by.project_id)
    pieces = Piece.objects.filter(project=by.project_id)
    places = list(pieces.filter(is_loose=False).values_list("position", flat=True))
    require(can_add_question(by, pieces=len(places)))
    piece = Piece.objects.create(
        project_id=by.project_id,
        group=Piece.Group.OURS,
        question=question,
        why=why,
        example=example,
        position=max(places, default=0) + 1,
        added_by=by,
        added_at=now,
    )
    if not pieces.filter(is_loose=True).exists():
        lay_out_loose(project_id=by.project_id)
    note_change(project_id=by.project_id)
    return piece


def lay_out_loose(*, project_id: int) -> None:
    """The loose piece, in a project that has other pieces but not this one."""
    loose = _copy(project_id, LOOSE_AT, LOOSE)
    loose.is_loose = True
    Piece.objects.bulk_create([loose], ignore_conflicts=True)


@transaction.atomic
def delete_question(*, by: Membership, pk: int) -> None:
    """Who added a question takes it away, while nobody has put words beside it. Raises Refused."""
    piece = locked_piece(by=by, pk=pk)
    require(can_delete_question(by, piece, is_touched=is_touched(piece)))
    withdraw_messages(kind=PIECE_REVIEW_KIND, subject_id=piece.pk)
    piece.delete()
    note_change(project_id=by.project_id)


def locked_piece(*, by: Membership, pk: int) -> Piece:
    """The piece of the membership's own project, held until the transaction ends. Raises Refused when it is gone."""
    piece = Piece.objects.select_for_update().filter(pk=pk, project=by.project_id).first()
    if piece is None:
        raise Refused(_("This piece is not here any more. Somebody took it away."))
    return piece


def open_again(*, piece: Piece) -> None:
    """The piece is talked about from here on; each yes so far was to what stood there before."""
    piece.status, piece.agreed_at, piece.not_needed_why = Piece.Status.TALKING, None, ""
    piece.said_version += 1
