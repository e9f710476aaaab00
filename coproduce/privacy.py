"""Export and erasure of one person: each app in turn, from the top down, and the ledger of erasures.

The ledger is a file outside the database: one line for each erasure, with a handle that says nothing and the day. When an
older backup is restored, it is replayed, so that nobody who left comes back with it (promise P5).
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

import members.actions.privacy
import principles.actions.privacy
import projects.actions.privacy
from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Member

APPS = {  # an app's foreign keys point down, so the one on top is emptied first
    "principles": principles.actions.privacy,
    "projects": projects.actions.privacy,
    "members": members.actions.privacy,
}


def export_person(member: Member) -> dict[str, Any]:
    """Everything the site keeps about the member, by app, as plain rows that `json` can write with `default=str`."""
    return {
        "made_at": dates.now(),
        "site": settings.SITE_URL,
        **{name: app.export_rows(member) for name, app in reversed(APPS.items())},
    }


def erase_person(member: Member, by: Member | None) -> None:
    """Remove what the site keeps about the member, all of it or nothing. What stays is "someone who left".

    `by` is the member themself, or empty for the people who run the site. Raises Refused for anybody else.
    """
    if by is not None and by.pk != member.pk:
        raise Refused(_("Only you, or the people who run this site, can remove what we hold about you."))
    with transaction.atomic():
        locked = Member.objects.select_for_update().get(pk=member.pk)
        if locked.erased_at is not None:
            return
        for app in APPS.values():
            app.erase(locked)
        # The last step before the commit: an erasure that is in the ledger only is done at the next replay.
        write_in_ledger(str(locked.handle), dates.now().date())


def write_in_ledger(handle: str, day: date) -> None:
    """Add one line, on the disk before this returns."""
    path = Path(settings.ERASURE_LEDGER)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"handle": handle, "date": day.isoformat()}) + "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, line.encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def handles_in_ledger() -> list[str]:
    """Whose data was removed, oldest first."""
    path = Path(settings.ERASURE_LEDGER)
    if not path.exists():
        return []
    return [
        json.loads(line)["handle"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def replay_erasures() -> int:
    """Erase again everybody in the ledger who came back with a restored backup: how many."""
    back = Member.objects.filter(handle__in=handles_in_ledger(), erased_at__isnull=True)
    again = list(back)
    for member in again:
        erase_person(member, by=None)
    return len(again)
