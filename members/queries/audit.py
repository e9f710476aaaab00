"""Who looked at a person's private things."""

from dataclasses import dataclass
from datetime import datetime

from members.models import AuditKey, Member, PrivateReading


@dataclass(frozen=True)
class Looked:
    """One reading; `who` is empty when the reader's account is gone."""

    who: str
    what: str
    at: datetime


def who_looked_at(member: Member, *, most: int = 50) -> list[Looked]:
    """Who read this member's private things, newest first."""
    key = AuditKey.objects.filter(member=member).values_list("key", flat=True).first()
    if key is None:
        return []
    readings = list(PrivateReading.objects.filter(about=key).order_by("-read_at")[:most])
    names = dict(
        AuditKey.objects.filter(key__in={reading.reader for reading in readings}).values_list(
            "key", "member__display_name"
        )
    )
    return [
        Looked(names.get(reading.reader, ""), str(PrivateReading.What(reading.what).label), reading.read_at)
        for reading in readings
    ]
