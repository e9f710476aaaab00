"""`manage.py release_sending`: after a backup was brought back and somebody has looked at it."""

from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from coproduce.lib import dates
from members.actions.holding import release_sending


class Command(BaseCommand):
    help = (
        "Let sending go on. Of the messages held by a restore, those that were due already are not sent, because people may have"
        " had them; say --sent-until with the moment at which the old site stopped, or --send-all, if they have not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        choice = parser.add_mutually_exclusive_group()
        choice.add_argument(
            "--sent-until", metavar='"2026-11-23 14:05"', help="when the old site stopped, in UTC"
        )
        choice.add_argument("--send-all", action="store_true", help="nothing of it was sent before")

    def handle(self, *args: Any, **options: Any) -> None:
        sent_until = None if options["send_all"] else self.moment(options["sent_until"])
        done = release_sending(sent_until=sent_until)
        self.stdout.write(
            f"Released. {done.waiting} held messages go out when they are due, {done.withdrawn} are not sent because people may"
            f" have had them, {done.expired} came too late."
        )

    def moment(self, given: str | None) -> datetime:
        """Raises CommandError that shows how to write it."""
        if given is None:
            return dates.now()
        try:
            found = parse_datetime(given)
        except ValueError:
            found = None
        if found is None:
            raise CommandError(
                f'{given} is not a moment. Write it like this: --sent-until "2026-11-23 14:05"'
            )
        return found if timezone.is_aware(found) else found.replace(tzinfo=UTC)
