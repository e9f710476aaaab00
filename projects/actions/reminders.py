"""Plans: which reminders and check-in prompts are due in the next fortnight. On sets, idempotent, run at every tick."""

from datetime import date, datetime, time

from django.db import connection

from coproduce.lib.dates import instant
from members.actions.message import MessageRow, write_messages
from members.messages.placing import known_zone
from projects.actions.days import A_DAY, write_for_days
from projects.actions.task import REMINDER
from projects.messages.checkin import CHECK_IN_PROMPT

MOVED = """
    UPDATE members_message AS message SET state = 'withdrawn', ended_at = %(now)s, folded_into_id = NULL
    FROM projects_task AS task
    WHERE message.kind = %(kind)s AND message.state = 'waiting'
        AND task.id = message.subject_id AND task.date_version::text <> message.version
"""

REMINDERS = """
    SELECT task.id, task.project_id, task.date_version, task.due_on - 1, membership.member_id, member.time_zone
    FROM projects_task AS task
    JOIN projects_taskplace AS place ON place.task_id = task.id
    JOIN projects_membership AS membership ON membership.id = place.holder_id
    JOIN members_member AS member ON member.id = membership.member_id
    JOIN projects_project AS project ON project.id = task.project_id AND project.status = 'open'
    WHERE task.status = 'open' AND task.due_on BETWEEN %(first)s::date + 1 AND %(last)s::date + 1
        AND membership.status = 'active' AND membership.way <> 'resting' AND member.is_active
        AND NOT EXISTS (
            SELECT 1 FROM members_message AS message
            WHERE message.kind = %(kind)s AND message.subject_id = task.id
                AND message.recipient_id = membership.member_id
                AND message.version = task.date_version::text AND message.state <> 'withdrawn'
        )
"""

PROMPTS = """
    SELECT membership.id, membership.project_id, membership.member_id, day::date, membership.check_in_at, member.time_zone
    FROM projects_membership AS membership
    JOIN members_member AS member ON member.id = membership.member_id
    JOIN projects_project AS project ON project.id = membership.project_id AND project.status = 'open'
    CROSS JOIN LATERAL (
        SELECT CASE membership.check_in_rhythm WHEN 'weekly' THEN 7 WHEN 'fortnightly' THEN 14 ELSE 28 END AS days
    ) AS every
    CROSS JOIN LATERAL generate_series(
        membership.check_in_from
            + every.days * GREATEST(0, (%(first)s::date - membership.check_in_from + every.days - 1) / every.days),
        %(last)s::date, make_interval(days => every.days)
    ) AS day
    WHERE membership.status = 'active' AND membership.way <> 'resting' AND member.is_active
        AND membership.check_in_rhythm <> 'never'
        AND NOT EXISTS (
            SELECT 1 FROM members_message AS message
            WHERE message.kind = %(kind)s AND message.subject_id = membership.id
                AND message.version = day::date::text AND message.state <> 'withdrawn'
        )
"""


def plan_task_reminders(now: datetime, until: datetime, /) -> int:
    """The day before a task's day at 10:00 by the reader's clock, to each of its holders. Returns how many are new.

    A day that moved is a new version; the old row is withdrawn. A project that is paused or has ended asks nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute(MOVED, {"kind": REMINDER, "now": now})
    return write_for_days(kind=REMINDER, sql=REMINDERS, now=now, until=until)


def plan_check_in_prompts(now: datetime, until: datetime, /) -> int:
    """How is it going, at each person's own rhythm and time of day. Returns how many are new.

    Nobody who rests, left or does not want to be asked is asked (seed 48).
    """
    asked: dict[str, str | date | datetime] = {
        "kind": CHECK_IN_PROMPT.name,
        "first": now.date() - A_DAY,
        "last": until.date() + A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(PROMPTS, asked)
        wanted = cursor.fetchall()
    return write_messages(
        MessageRow(
            kind=CHECK_IN_PROMPT.name,
            recipient_id=member,
            subject_id=membership,
            scope_id=project,
            version=day.isoformat(),
            day=day,
            at=at,
        )
        for membership, project, member, day, at, zone in wanted
        if _is_ahead(day, at, zone, now, until)
    )


def _is_ahead(day: date, at: time, zone: str, now: datetime, until: datetime) -> bool:
    """Whether that moment is still to come: nobody is reminded of what was over when they took it on."""
    return now < instant(day, at, known_zone(zone)) <= until
