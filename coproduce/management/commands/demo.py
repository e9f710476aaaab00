"""Puts `demo` on the list of `manage.py help`. The work is in coproduce/local/, because it begins before there are settings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from coproduce.local.demo import add_arguments


class Command(BaseCommand):
    help = "Starts the whole site on this machine, filled with a demo."

    def add_arguments(self, parser: CommandParser) -> None:
        add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        raise CommandError("Type it in a terminal:  python3 manage.py demo")
