"""Questions that groups share with every project, and take from each other (seed 64)."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused, require
from projects.actions.piece import add_question, locked_piece
from projects.actions.records import note_change
from projects.models import Membership, Piece, SharedQuestion
from projects.permissions.piece import can_share_question, can_take_shared_back


@transaction.atomic
def share_question(*, by: Membership, pk: int, now: datetime) -> SharedQuestion:
    """A group's own question becomes one that every project can read. Nothing says which group it was, or who wrote it.

    Raises Refused, also when the same question is shared already.
    """
    piece = locked_piece(by=by, pk=pk)
    require(can_share_question(by, piece))
    try:
        with transaction.atomic():
            shared = SharedQuestion.objects.create(
                question=piece.question,
                why=piece.why,
                example=piece.example,
                shared_by_id=by.member_id,
                shared_on=now.date(),
            )
    except IntegrityError as there:
        raise Refused(_("This question is shared already. Every project can read it.")) from there
    note_change(project_id=by.project_id)
    return shared


@transaction.atomic
def take_shared_back(*, by: Membership, pk: int) -> None:
    """Who shared a question takes it back. Copies in other projects stay. Raises Refused."""
    shared = _shared(pk)
    require(can_take_shared_back(shared_by_id=shared.shared_by_id, member_id=by.member_id))
    shared.delete()


@transaction.atomic
def add_shared_question(*, by: Membership, pk: int, now: datetime) -> Piece:
    """A member adds a copy of a shared question to their project.

    Raises Refused, also when the same question lies there already.
    """
    shared = _shared(pk)
    if Piece.objects.filter(project=by.project_id, question__iexact=shared.question).exists():
        raise Refused(_("This question is in your plan already."))
    return add_question(by=by, question=shared.question, why=shared.why, example=shared.example, now=now)


def _shared(pk: int) -> SharedQuestion:
    shared = SharedQuestion.objects.select_for_update().filter(pk=pk).first()
    if shared is None:
        raise Refused(_("This question is not shared any more."))
    return shared
