"""Files in the store: dropping one that nothing needs, and clearing away what no row names."""

import re
import time
from datetime import timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import transaction

from projects.models import OutputVersion, StoredFile

KEPT_WITHOUT_A_ROW = timedelta(days=1)
FOLDER, NAME = re.compile(r"[0-9a-f]{2}"), re.compile(r"[0-9a-f]{32}(_\w+)?")


def drop_file(*, stored: StoredFile) -> bool:
    """Remove a file that no version needs any more, in the caller's transaction: from the disk only once that is sure."""
    if OutputVersion.objects.filter(file=stored).exists():
        return False
    place = str(stored.content.name)
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(place))
    return True


def clear_files_without_a_row() -> int:
    """Files that no row names and that are older than a day go from the disk: left by a stop at a bad moment, or by
    a project that was erased. Returns how many. Safe to run twice or together.

    A file's age is told by the machine's own clock, which wrote it, also where the site's has been moved.
    """
    root, gone = Path(default_storage.location), 0  # type: ignore[attr-defined]
    if not root.is_dir():
        return 0
    oldest = time.time() - KEPT_WITHOUT_A_ROW.total_seconds()
    for folder in sorted(path for path in root.iterdir() if FOLDER.fullmatch(path.name)):
        old = [
            path for path in folder.iterdir() if NAME.fullmatch(path.name) and path.stat().st_mtime < oldest
        ]
        named = set(
            StoredFile.objects.filter(content__startswith=f"{folder.name}/").values_list("content", flat=True)
        )
        for path in old:
            if f"{folder.name}/{path.name}" not in named:
                path.unlink(missing_ok=True)
                gone += 1
    return gone
