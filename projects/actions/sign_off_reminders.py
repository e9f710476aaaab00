"""The plan of reminders about sign-off steps whose day is near. On sets, idempotent, run at every tick."""

from datetime import datetime

from projects.actions.days import write_for_days
from projects.messages.sign_off import DUE_KIND

# Whose turn it is: the first step of a task without an answer. Its person hears; the hosts, where that person cannot.
DUE = """
    SELECT step.id, task.project_id, step.version, step.by_day - 1, reader.member_id, member.time_zone
    FROM projects_signoff AS step
    JOIN projects_task AS task ON task.id = step.task_id
    JOIN projects_project AS project ON project.id = task.project_id
    LEFT JOIN projects_membership AS who
        ON who.id = step.who_id AND who.status = 'active' AND who.way <> 'resting'
    JOIN projects_membership AS reader ON reader.project_id = task.project_id
        AND reader.status = 'active' AND reader.way <> 'resting'
        AND (reader.id = who.id OR (who.id IS NULL AND reader.is_host))
    JOIN members_member AS member ON member.id = reader.member_id
    WHERE task.status = 'waiting' AND project.status = 'open' AND step.status = 'waiting' AND member.is_active
        AND step.by_day BETWEEN %(first)s::date + 1 AND %(last)s::date + 1
        AND NOT EXISTS (
            SELECT 1 FROM projects_signoff AS earlier
            WHERE earlier.task_id = step.task_id AND earlier.status = 'waiting' AND earlier.number < step.number
        )
        AND NOT EXISTS (
            SELECT 1 FROM members_message AS message
            WHERE message.kind = %(kind)s AND message.subject_id = step.id
                AND message.recipient_id = reader.member_id
                AND message.version = step.version::text AND message.state <> 'withdrawn'
        )
"""


def plan_sign_off_reminders(now: datetime, until: datetime, /) -> int:
    """The day before a step's day at 10:00 by the reader's clock, while it waits. Returns how many are new."""
    return write_for_days(kind=DUE_KIND, sql=DUE, now=now, until=until)
