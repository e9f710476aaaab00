"""`manage.py send_messages --once`: a tick without Celery, for a system timer: the second path beside beat."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from members.actions.tick import tick


class Command(BaseCommand):
    help = "Plan, end and send what is due, until nothing is left. For a system timer, beside beat or without it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--once", action="store_true", help="what it always does; here so that the line reads well"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        done = tick(seconds=None)
        sent = done.sent
        self.stdout.write(
            f"{done.planned} planned, {sent.sent} sent, {sent.on_site} shown on the site, {sent.trouble} to be tried again, "
            f"{done.expired} too late."
        )
        if done.broken_plans:
            self.stderr.write(f"These plans broke, see the log: {', '.join(done.broken_plans)}")
        if sent.relay_down:
            self.stderr.write("The mail server does not answer. Nothing is lost; the next run tries again.")
