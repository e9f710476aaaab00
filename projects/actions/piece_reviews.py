"""Plan: which pieces have a day to be looked at again in the next fortnight. On sets, idempotent, run at every tick."""

from datetime import date, datetime, timedelta

from django.db import connection

from coproduce.lib.dates import instant
from members.actions.message import MessageRow, write_messages
from members.messages.placing import known_zone
from projects.actions.reminders import REMIND_AT
from projects.messages.piece import PIECE_REVIEW_KIND

A_DAY = timedelta(days=1)

REVIEWS = """
    SELECT piece.id, piece.project_id, piece.review_on, membership.member_id, member.time_zone
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
    asked: dict[str, str | date] = {
        "kind": PIECE_REVIEW_KIND,
        "first": now.date() - A_DAY,
        "last": until.date() + A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(REVIEWS, asked)
        due = cursor.fetchall()
    return write_messages(
        MessageRow(
            kind=PIECE_REVIEW_KIND,
            recipient_id=member,
            subject_id=piece,
            scope_id=project,
            version=review_on.isoformat(),
            day=review_on,
            at=REMIND_AT,
        )
        for piece, project, review_on, member, zone in due
        if now < instant(review_on, REMIND_AT, known_zone(zone)) <= until
    )
