"""The pieces of the jigsaw: laying them out."""

from projects.library.questions import LOOSE, QUESTIONS, Question
from projects.models import Piece

LOOSE_AT = 30_000  # after every other piece, however many a group adds


def lay_out_pieces(*, project_id: int) -> None:
    """Give a project a copy of the library's questions and the loose piece. Safe to do twice: what is there stays as it is.

    Called when a project is opened, in the opener's transaction, and by any member of a project without pieces.
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
