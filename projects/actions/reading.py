"""Writing down many readings of private things at once (promise S10)."""

from collections.abc import Iterable

from members.models import AuditKey, Member, PrivateReading


def record_readings(*, reader: Member, about_ids: Iterable[int], what: str) -> None:
    """One row for each other person whose private things were on the page, with a constant number of queries."""
    others = set(about_ids) - {reader.pk}
    if not others:
        return
    people = others | {reader.pk}
    keys = dict(AuditKey.objects.filter(member__in=people).values_list("member_id", "key"))
    if people - keys.keys():
        AuditKey.objects.bulk_create(
            (AuditKey(member_id=person) for person in people - keys.keys()), ignore_conflicts=True
        )
        keys = dict(AuditKey.objects.filter(member__in=people).values_list("member_id", "key"))
    PrivateReading.objects.bulk_create(
        PrivateReading(reader=keys[reader.pk], about=keys[person], what=what) for person in others
    )
