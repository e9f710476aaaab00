"""`python3 manage.py bench`: what pages and messages cost, beside the least they could cost, on servers of its own."""

import logging
import os
import time
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import clear_url_caches

from coproduce.bench.figures import Report
from coproduce.bench.start import INSIDE
from coproduce.demo.stories import STORIES

RESULTS = settings.BASE_DIR / "bench" / "results.json"
PROJECTS, MEMBERS, TASKS, ANSWERS = 1_000, 20_000, 20_000, 100_000
TIMES_THE_DATA = 10


class Command(BaseCommand):
    help = "Measures pages and messages beside the least they could cost, on servers of its own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--full", action="store_true", help="100,000 messages instead of 10,000")
        parser.add_argument("--quick", action="store_true", help="leave ten times the data out")
        parser.add_argument("--only", choices=["pages", "messages"], help="leave the other half out")
        parser.add_argument("--requests", type=int, default=200, help="how many requests for each page")
        parser.add_argument(
            "--messages", type=int, default=0, help="how many messages (10,000 when left out)"
        )
        parser.add_argument(
            "--scale", type=float, default=1.0, help="a part of the data, to try the benchmark itself"
        )
        parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures go")

    def handle(self, *args: Any, **options: Any) -> None:
        if not os.environ.get(INSIDE):
            raise CommandError("Type it in a terminal:  python3 manage.py bench")
        from coproduce.bench import pages, sending

        logging.disable(logging.CRITICAL)  # a page that fails is named in its line
        folder = Path(os.environ[INSIDE])
        report = Report(say=self.say, about={"scale": options["scale"]})
        self.prepare()
        self.fill(options["scale"], 1)
        if options["only"] != "messages":
            self.measure_pages(pages, report, options)
        if options["only"] != "pages":
            number = options["messages"] or (100_000 if options["full"] else 10_000)
            sending.measure_sending(
                report, folder, number=number, slow_number=max(200, min(5_000, number // 2))
            )
        report.write(options["results"])
        self.say("")
        for figure in report.over:
            self.say(f"Over its limit: {figure.name} {figure.data}".rstrip())
        self.say(
            f"{len(report.figures)} figures, {len(report.over)} over their limits. Written to {options['results']}."
        )

    def say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()

    def prepare(self) -> None:
        """Tables, static files, and the floor page beside the site's own pages."""
        started = time.monotonic()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")  # for filling and tidying; pages need far less
        settings.ROOT_URLCONF = "coproduce.bench.urls"
        clear_url_caches()
        self.say(f"Tables and static files are ready after {time.monotonic() - started:.0f} seconds.")

    def fill(self, scale: float, times: int) -> None:
        """Data for `times` the usual size; what is there already counts."""
        started = time.monotonic()
        size = {"projects": PROJECTS, "members": MEMBERS, "tasks": TASKS, "answers": ANSWERS}
        more = times - 1 if times > 1 else 1
        wanted = {name: int(number * scale * more) for name, number in size.items()}
        if times == 1:
            wanted["projects"] += len(STORIES)  # the demo's own stand beside the round number
        call_command("demo_data", seed=times, more=times > 1, stdout=StringIO(), **wanted)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE)")
        self.say(f"{wanted['projects']:,} projects filled in after {time.monotonic() - started:.0f} seconds.")

    def measure_pages(self, pages: Any, report: Report, options: dict[str, Any]) -> None:
        application = get_wsgi_application()
        times, scale = options["requests"], options["scale"]
        small = pages.measure_pages(
            report, application, data=f"{PROJECTS * scale:,.0f} projects", times=times
        )
        if not options["quick"]:
            self.fill(scale, TIMES_THE_DATA)
            data = f"{PROJECTS * scale * TIMES_THE_DATA:,.0f} projects"
            large = pages.measure_pages(report, application, data=data, times=times)
            pages.measure_growth(report, small, large)
        pages.measure_first_visit(report, application)
