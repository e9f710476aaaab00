"""Floor A: claim due rows, render two templates, send over one kept-open connection, mark the lot. `python floor_sender.py TABLE`.

No second look at the world, no lease, no mark for each message: the least that sending can cost, and what we compare with.
"""

import os
import sys
import time

CLAIM = """
UPDATE {table} SET state = 'sending' WHERE id IN (
    SELECT id FROM {table} WHERE state = 'waiting' AND due_at <= now() ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 200
) RETURNING id, email, name, title, day
"""
MARK = "UPDATE {table} SET state = 'sent' WHERE id = ANY(%s)"


def run(table: str) -> None:
    """Send until nothing is due."""
    from django.core.mail import EmailMultiAlternatives, get_connection
    from django.db import connection as database
    from django.template.loader import get_template

    text, html = get_template("bench/message.txt"), get_template("bench/message.html")
    line = get_connection()
    line.open()
    while True:
        with database.cursor() as cursor:
            cursor.execute(CLAIM.format(table=table))
            rows = cursor.fetchall()
        if not rows:
            break
        for number, email, name, title, day in rows:
            about = {"name": name, "title": title, "day": day}
            mail = EmailMultiAlternatives(
                f"By {day}",
                text.render(about),
                to=[email],
                headers={"Message-ID": f"<{number}@floor.example.org>"},
            )
            mail.attach_alternative(html.render(about), "text/html")
            line.send_messages([mail])
        with database.cursor() as cursor:
            cursor.execute(MARK.format(table=table), [[row[0] for row in rows]])
    line.close()


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
    django.setup()
    before = time.process_time()
    run(sys.argv[1])
    sys.stdout.write(
        str(time.process_time() - before)
    )  # seconds; starting Python and Django is no part of sending
