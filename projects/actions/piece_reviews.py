"""Plan: which pieces have a day to be looked at again in the next fortnight. On sets, idempotent, run at every tick."""

from datetime import datetime

from projects.actions.days import write_for_days
from projects.messages.piece import PIECE_REVIEW_KIND

REVIEWS = """
    SELECT piece.id, piece.project_id, piece.review_on::text, piece.review_on, membership.member_id, member.time_zone
    FROM projects_piece AS piece
    JOIN projects_project AS project ON project.id = piece.project_id
    JOIN projects_membership AS membership ON membership.project_id = piece.project_id
    JOIN members_member AS member ON member.id = membership.member_id
    WHERE piece.review_on BETWEEN %(first)s AND %(last)s AND piece.status <> 'not_needed'
        AND project.status = 'open' AND membership.status = 'active' AND membership.way <> 'resting'
        AND member.is_active
        AND (membership.is_host OR EXISTS (
            SELECT 1 FROM projects_pieceyes AS yes
            WHERE yes.piece_id = piece.id AND yes.membership_id = membership.id
                AND yes.said_version = piece.said_version
        ))
        AND NOT EXISTS (
            SELECT 1 FROM members_message AS message
            WHERE message.kind = %(kind)s AND message.subject_id = piece.id
                AND message.recipient_id = membership.member_id
                AND message.version = piece.review_on::text AND message.state <> 'withdrawn'
        )
"""


def plan_piece_reviews(now: datetime, until: datetime, /) -> int:
    """On a piece's day at 10:00 by the reader's clock, to hosts and to those who said yes to what stands there.

    Nobody who rests or left hears of it, nor does a project that is paused or has ended. Returns how many are new. A
    day that moved is a new version; the action that moves it withdraws the old row.
    """
    return write_for_days(kind=PIECE_REVIEW_KIND, sql=REVIEWS, now=now, until=until)
