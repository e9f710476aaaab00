"""Saying yes to what stands on a piece. It is agreed with a yes from both kinds of experience (decision 9)."""

from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import require
from projects.actions.piece import locked_piece
from projects.actions.records import note_change
from projects.lib.sides import both_said_yes
from projects.models import Membership, Piece, PieceYes
from projects.permissions.piece import can_say_yes, can_take_yes_back


class WordsMoved(Exception):
    """A yes was to words that do not stand any more. `piece` has those that do."""

    def __init__(self, piece: Piece) -> None:
        super().__init__("the words of the piece have changed")
        self.piece = piece


@transaction.atomic
def say_yes(*, by: Membership, pk: int, said_version: int, count_as: str, now: datetime) -> Piece:
    """A member says yes to the words as they read them, counted as they ask for this act.

    With a yes from each side the piece is agreed. Saying it again changes how it counts. Raises Refused, and WordsMoved
    when the words are others by now.
    """
    piece = locked_piece(by=by, pk=pk)
    require(can_say_yes(by, piece))
    if piece.said_version != said_version:
        raise WordsMoved(piece)
    PieceYes.objects.update_or_create(
        piece=piece,
        membership=by,
        said_version=piece.said_version,
        defaults={"count_as": count_as, "said_at": now},
    )
    _settle(piece, now)
    note_change(project_id=piece.project_id)
    return piece


@transaction.atomic
def take_yes_back(*, by: Membership, pk: int, now: datetime) -> Piece:
    """A member takes their yes back, without a reason. Without it the piece may be talked about again. Raises Refused."""
    piece = locked_piece(by=by, pk=pk)
    mine = piece.yeses.filter(membership=by, said_version=piece.said_version)
    require(can_take_yes_back(by, piece, said_yes=mine.exists()))
    mine.delete()
    _settle(piece, now)
    note_change(project_id=piece.project_id)
    return piece


def _settle(piece: Piece, now: datetime) -> None:
    """Agreed as soon as both sides are heard; talked about again when a yes that it rested on is taken back.

    Only people who are here now make it agreed. That somebody who said yes left later does not open it again.
    """
    yeses = piece.yeses.filter(said_version=piece.said_version)
    here = yeses.filter(membership__status=Membership.Status.ACTIVE)
    is_agreed = piece.status == Piece.Status.AGREED
    if not is_agreed and both_said_yes(here.values_list("count_as", flat=True)):
        piece.status, piece.agreed_at = Piece.Status.AGREED, now
    elif is_agreed and not both_said_yes(yeses.values_list("count_as", flat=True)):
        piece.status, piece.agreed_at = Piece.Status.TALKING, None
    elif piece.status == Piece.Status.NOT_STARTED:
        piece.status = Piece.Status.TALKING
    piece.save(update_fields=["status", "agreed_at"])
