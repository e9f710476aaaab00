"""Needs, as far as their owners share them."""

from dataclasses import dataclass

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from members.models import Member, Need
from projects.models import Adaptation, Membership, NeedAudience
from projects.permissions.need import can_see_need, can_see_need_without_name


@dataclass(frozen=True)
class SharedNeed:
    """One need that somebody may read. `name` is empty where its owner shares the need and not their name."""

    adaptation_id: int
    kind: str
    words: str
    status: str
    status_words: str
    name: str
    owner_id: int


def _with_audience(adaptations: QuerySet[Adaptation]) -> QuerySet[Adaptation]:
    differs = NeedAudience.objects.filter(membership=OuterRef("membership"), need=OuterRef("need"))
    return (
        adaptations.filter(membership__status=Membership.Status.ACTIVE)
        .select_related("need", "membership__member")
        .annotate(
            audience=Coalesce(Subquery(differs.values("audience")[:1]), F("membership__needs_audience"))
        )
        .order_by("membership__member__display_name", "membership_id", "need_id")
    )


def needs_shared_with(reader: Membership) -> list[SharedNeed]:
    """What people in the project need and share with this reader, with one query."""
    found = _with_audience(Adaptation.objects.filter(membership__project=reader.project_id))
    return _readable(reader, found.exclude(membership=reader))


def needs_of(owner: Membership, reader: Membership) -> list[SharedNeed]:
    """What one person shares with this reader under their name."""
    found = _with_audience(Adaptation.objects.filter(membership=owner))
    return [need for need in _readable(reader, found) if need.name]


def _readable(reader: Membership, adaptations: QuerySet[Adaptation]) -> list[SharedNeed]:
    named, nameless = [], []
    for adaptation in adaptations:
        audience = adaptation.audience  # type: ignore[attr-defined]
        if can_see_need(reader, adaptation.membership, audience):
            named.append(_shown(adaptation, adaptation.membership.member.display_name))
        elif can_see_need_without_name(reader, adaptation.membership, audience):
            nameless.append(_shown(adaptation, ""))
    # Without a name the order must not give one away either.
    return named + sorted(nameless, key=lambda need: (need.kind, need.words))


def _shown(adaptation: Adaptation, name: str) -> SharedNeed:
    return SharedNeed(
        adaptation_id=adaptation.pk,
        kind=str(Need.Kind(adaptation.need.kind).label),
        words=adaptation.need.words,
        status=adaptation.status,
        status_words=str(Adaptation.Status(adaptation.status).label),
        name=name,
        owner_id=adaptation.membership.member_id,
    )


def how_far(membership: Membership) -> dict[int, str]:
    """For each of the owner's needs in this project how far its setting up is, in words."""
    rows = membership.adaptations.values_list("need_id", "status")
    return {need: str(Adaptation.Status(status).label) for need, status in rows}


def not_ready_for(host: Membership) -> list[SharedNeed]:
    """Needs shared with a host that are not ready yet: something to do, not somebody to blame."""
    return [need for need in needs_shared_with(host) if need.status != Adaptation.Status.READY]


def projects_that_see(member: Member) -> list[Membership]:
    """The member's projects with who may see their needs there, by name."""
    return list(
        Membership.objects.filter(member=member, status=Membership.Status.ACTIVE)
        .select_related("project")
        .order_by("project__name", "pk")
    )
