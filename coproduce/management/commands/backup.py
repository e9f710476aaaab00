"""`manage.py backup --to FILE`."""

import shutil
import sys
import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coproduce.backup.make import make_backup
from coproduce.backup.problems import BackupProblem
from coproduce.backup.sums import LEFT_OUT


class Command(BaseCommand):
    help = (
        "Write the whole database and all files to one file, with counts and sums to check a restore by. Sessions and the answers of "
        "rounds that are still open are left out. The site may go on meanwhile. docs/backup.md has the rest."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            required=True,
            metavar="FILE",
            help='A new file, or "-" to pipe it into a program that encrypts.',
        )

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        try:
            if to == "-":
                self.pipe()
            else:
                self.make(Path(to).absolute())
        except FileExistsError as error:
            raise CommandError(
                f"{to} is there already. A backup never overwrites a file: name a new one."
            ) from error
        except (BackupProblem, OSError) as error:
            raise CommandError(str(error)) from error

    def pipe(self) -> None:
        with tempfile.TemporaryDirectory(prefix="backup-") as folder:
            file = Path(folder) / "backup"
            self.make(file)
            with file.open("rb") as whole:
                shutil.copyfileobj(whole, sys.stdout.buffer)
            sys.stdout.buffer.flush()

    def make(self, target: Path) -> None:
        made = make_backup(target, self.stderr.write)  # not stdout: that may be the pipe
        self.stderr.write(
            f"Done. {made.manifest.rows} rows in {len(made.manifest.tables)} tables, {len(made.files)} files, "
            f"{target.stat().st_size:,} bytes. Left out: {', '.join(sorted(LEFT_OUT))}."
        )
        if made.missing:
            self.stderr.write(
                f"{len(made.missing)} files that the database names are not in FILES_ROOT: {', '.join(made.missing[:10])}. "
                "If nobody took them away just now, bring them back from an older backup."
            )
