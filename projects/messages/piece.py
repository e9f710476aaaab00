"""The message about a piece whose day to be looked at again has come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Piece, PieceYes, Project

PIECE_REVIEW_KIND = "piece-review"


def _pieces(messages: Sequence[Message]) -> dict[int, Piece]:
    found = Piece.objects.filter(pk__in={message.subject_id for message in messages})
    return {piece.pk: piece for piece in found.select_related("project")}


def _readers(messages: Sequence[Message]) -> set[tuple[int, int]]:
    """Pairs of piece and member: who runs the project, or said yes to what stands there now, and wants to hear."""
    yes = PieceYes.objects.filter(
        piece=OuterRef("project__pieces"),
        membership=OuterRef("pk"),
        said_version=OuterRef("project__pieces__said_version"),
    )
    found = (
        Membership.objects.filter(
            project__pieces__in={message.subject_id for message in messages},
            member__in={message.recipient_id for message in messages},
            status=Membership.Status.ACTIVE,
        )
        .exclude(way=Membership.Way.RESTING)
        .filter(Q(is_host=True) | Exists(yes))
    )
    return set(found.annotate(piece=F("project__pieces")).values_list("piece", "member"))


def still_to_look_at(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose piece has the same day as planned and is needed, in a project that goes on, with a reader who is there."""
    pieces, readers = _pieces(messages), _readers(messages)
    return {
        message.pk
        for message in messages
        if (piece := pieces.get(message.subject_id or 0))
        and str(piece.review_on) == message.version
        and piece.status != Piece.Status.NOT_NEEDED
        and piece.project.status == Project.Status.OPEN
        and (piece.pk, message.recipient_id) in readers
    }


def load_review(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """The question, and the page where people look at it again."""
    pieces = _pieces(messages)
    return {
        message.pk: {
            "question": pieces[message.subject_id].question,
            "link": settings.SITE_URL
            + reverse(
                "projects:piece-detail",
                args=[pieces[message.subject_id].project.address, message.subject_id],
            ),
        }
        for message in messages
        if message.subject_id in pieces
    }


PIECE_REVIEW = Kind(
    name=PIECE_REVIEW_KIND,
    still_true=still_to_look_at,
    load=load_review,
    preview={
        "question": "How do we keep everyone safe?",
        "link": "https://coproduce.example.org/projects/an-example/plan/1/",
    },
)
