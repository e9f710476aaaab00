"""Puts `chaos` on the list of `manage.py help`. The work is in coproduce/local/chaos/, on servers of its own."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = "Kills everything on purpose while 5,000 messages go out, and counts what was lost or doubled. Takes ten minutes."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--messages", type=int, default=5000, help="in each trial")
        parser.add_argument(
            "--only", nargs="*", help="some of: quiet workers children postgres mixed broker mail pages"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Type it in a terminal:  python3 manage.py chaos")
