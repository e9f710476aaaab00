"""Puts `test` on the list of `manage.py help`. The work is in coproduce/local/, because it begins before there are settings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class Command(BaseCommand):
    help = (
        "Runs the tests on servers of their own. Whatever follows goes to pytest: a path, -k words, -x, -n 0."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("arguments", nargs="*", help="for pytest")

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Type it in a terminal:  python3 manage.py test")
