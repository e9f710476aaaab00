"""Saying what one needs to take part."""

from collections.abc import Collection

from django.db import transaction

from members.models import Member, Need


@transaction.atomic
def say_needs(*, by: Member, kinds: Collection[str], own_words: str = "") -> list[Need]:
    """What helps this person, as it is now: what is not named any more is removed (seeds 44, 49, 109).

    `own_words` are kept where `kinds` has "own_words". Who may see each is said in each project.
    """
    wanted = set(kinds) - (set() if own_words else {Need.Kind.OWN_WORDS})
    standing = {need.kind: need for need in Need.objects.select_for_update().filter(member=by)}
    Need.objects.filter(member=by, kind__in=set(standing) - wanted).delete()
    new = [kind for kind in Need.Kind.values if kind in wanted and kind not in standing]
    Need.objects.bulk_create(
        [Need(member=by, kind=kind, words=own_words if kind == Need.Kind.OWN_WORDS else "") for kind in new]
    )
    if Need.Kind.OWN_WORDS in wanted & set(standing):
        Need.objects.filter(member=by, kind=Need.Kind.OWN_WORDS).update(words=own_words)
    return list(Need.objects.filter(member=by))
