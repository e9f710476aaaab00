"""Messages that belong to a day: planned on sets, at ten in the morning by each reader's own clock."""

from datetime import date, datetime, time, timedelta

from django.db import connection

from coproduce.lib.dates import instant
from members.actions.message import MessageRow, write_messages
from members.messages.placing import known_zone

REMIND_AT = time(10, 0)
A_DAY = timedelta(days=1)


def write_for_days(*, kind: str, sql: str, now: datetime, until: datetime) -> int:
    """Write the messages of one kind whose day is still to come, until `until`. Returns how many are new.

    `sql` takes %(kind)s, %(first)s and %(last)s (days, both included) and gives rows of (subject, project, version,
    the message's day, member, the member's time zone); it leaves out what is written already. Nobody is told of a
    moment that was over when they took it on.
    """
    asked: dict[str, str | date] = {
        "kind": kind,
        "first": now.date() - A_DAY,
        "last": until.date() + A_DAY,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, asked)
        rows = cursor.fetchall()
    return write_messages(
        MessageRow(
            kind=kind,
            recipient_id=member,
            subject_id=subject,
            scope_id=project,
            version=str(version),
            day=day,
            at=REMIND_AT,
        )
        for subject, project, version, day, member, zone in rows
        if now < instant(day, REMIND_AT, known_zone(zone)) <= until
    )
