#!/usr/bin/env python3
"""The one door to the site: makes `.venv` when it is missing, starts local servers when none are given, runs the command."""

import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> None:
    # Read by path: the package `coproduce` needs Celery, which a fresh machine does not have yet.
    runpy.run_path(str(ROOT / "coproduce" / "local" / "packages.py"))["enter_venv"](ROOT)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coproduce.settings")
    sys.path.insert(0, str(ROOT))

    from coproduce.local.launch import run_command
    from coproduce.local.problems import LocalProblem

    try:
        sys.exit(run_command(sys.argv))
    except LocalProblem as problem:
        sys.exit(f"\n{problem}")


if __name__ == "__main__":
    main()
