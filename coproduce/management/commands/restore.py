"""`manage.py restore --from FILE`."""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coproduce.backup.bring_back import Outcome, bring_back
from coproduce.backup.problems import BackupProblem


class Command(BaseCommand):
    help = (
        "Write a backup into the database that DATABASE_URL names and the folder of FILES_ROOT, both empty. Checks that everything is there, "
        "erases again who asked to be erased since, and holds all messages. docs/backup.md has the rest."
    )
    requires_system_checks = []  # the tables are not there yet

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--from",
            required=True,
            dest="source",
            metavar="FILE",
            help='A file that "backup" made, or "-" for a decrypted one from a pipe.',
        )

    def handle(self, *args: Any, source: str, **options: Any) -> None:
        try:
            with tempfile.TemporaryDirectory(prefix="restore-") as folder:
                file = Path(source)
                if source == "-":
                    file = Path(folder) / "backup"
                    with file.open("wb") as whole:
                        shutil.copyfileobj(sys.stdin.buffer, whole)
                outcome = bring_back(file, self.stdout.write)
        except (BackupProblem, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            f"Done. {outcome.manifest.rows} rows from {outcome.manifest.made_at} are back, each table as it was, "
            f"and {outcome.files} files. "
            f"{outcome.held} messages are held, and nothing is sent until you release it. "
            f"{outcome.erased} people had been erased since, and are erased again."
        )
        for line in what_to_do_next(outcome):
            self.stdout.write(f"- {line}")


def what_to_do_next(outcome: Outcome) -> list[str]:
    """What a program cannot know: somebody has to look and decide."""
    lines = []
    if not outcome.has_ledger:
        lines.append(
            f"There is no ledger of erasures at {settings.ERASURE_LEDGER}. If anybody was erased since the backup, they are back: "
            "put the newest ledger there, and restore once more."
        )
    if outcome.open_rounds:
        lines.append(
            f"{outcome.open_rounds} rounds were open. Their answers are never in a backup: tell those projects, and open a "
            "new round when the old one has closed."
        )
    return [
        *lines,
        "Everybody has to sign in again.",
        "If the database has roles of its own: psql -f docs/deploy/roles.sql",
        "Start the web server and look at the site.",
        "Then type:  python3 manage.py release_sending  (with --help it says which of the held messages go out, and which do "
        "not because people have had them)",
    ]
