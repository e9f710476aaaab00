"""`python3 manage.py demo_data`: fills an empty site with believable people and projects, the same for the same seed."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from coproduce.demo.fill import Wanted, fill
from coproduce.lib import dates


class Command(BaseCommand):
    help = "Fills the site with made-up people and projects. Does nothing when people are there already."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--projects", type=int, help="how many projects (4, told in full, when left out)")
        parser.add_argument("--members", type=int, help="how many people (12 and an operator when left out)")
        parser.add_argument("--tasks", type=int, help="how many tasks (10 for each person when left out)")
        parser.add_argument(
            "--answers", type=int, help="how many pulse answers (50 for each person when left out)"
        )
        parser.add_argument("--seed", type=int, default=1, help="the same number gives the same data")
        parser.add_argument("--more", action="store_true", help="add to what is there already")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        wanted = Wanted(
            **{name: options[name] for name in ("seed", "projects", "members", "tasks", "answers", "more")}
        )
        rows = fill(wanted, now=dates.now(), say=self.stdout.write)
        if not rows:
            self.stdout.write(
                "People are here already, so nothing was added. To add more, type --more as well."
            )
            return
        for name, number in sorted(rows.items(), key=lambda each: -each[1]):
            self.stdout.write(f"{number:>10,}  {name}")
        self.stdout.write(f"Done in {time.monotonic() - started:.1f} seconds.")
