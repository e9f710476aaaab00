"""Saying what one needs, and who may see it in each project (decision 22)."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import require
from members.models import Member, Need
from projects.actions.records import note_change
from projects.models import Adaptation, Membership, NeedAudience, NeedsAudience
from projects.permissions.need import can_set_adaptation, can_share_needs, shows_less

ONLY_ME = NeedsAudience.ONLY_ME


@transaction.atomic
def say_needs(*, by: Member, needs: Mapping[str, str], now: datetime) -> list[Need]:
    """What this person needs: kinds with their words. What is new is seen by nobody until its owner shares it."""
    new = _keep(by, needs, now)
    shared_somewhere = Membership.objects.filter(member=by, status=Membership.Status.ACTIVE).exclude(
        needs_audience=ONLY_ME
    )
    NeedAudience.objects.bulk_create(
        NeedAudience(membership=membership, need=need, audience=ONLY_ME)
        for membership in shared_somewhere
        for need in new
    )
    return new


@transaction.atomic
def say_and_share_needs(
    *, by: Membership, needs: Mapping[str, str], audience: str, each: Mapping[str, str], now: datetime
) -> Membership:
    """What this person needs, and who may see it in this project: one audience for all, and other ones for some kinds.

    Other projects learn nothing new by it. Showing less is possible also when the project is paused or has ended.
    Raises Refused.
    """
    held = (
        Membership.objects.select_for_update(no_key=True, of=("self",))
        .select_related("project")
        .get(pk=by.pk)
    )
    is_less = shows_less(_changes(held, needs, audience, each))
    require(can_share_needs(held, is_less=is_less))
    new = _keep(by.member, needs, now)
    elsewhere = (
        Membership.objects.filter(member=by.member_id, status=Membership.Status.ACTIVE)
        .exclude(pk=by.pk)
        .exclude(needs_audience=ONLY_ME)
    )
    NeedAudience.objects.bulk_create(
        NeedAudience(membership=membership, need=need, audience=ONLY_ME)
        for membership in elsewhere
        for need in new
    )
    by.needs_audience, by.needs_asked = audience, True
    by.save(update_fields=["needs_audience", "needs_asked"])
    by.need_audiences.all().delete()
    mine = list(by.member.needs.all())
    NeedAudience.objects.bulk_create(
        NeedAudience(membership=by, need=need, audience=each[need.kind])
        for need in mine
        if each.get(need.kind, audience) != audience
    )
    shared = [need for need in mine if each.get(need.kind, audience) != ONLY_ME]
    by.adaptations.exclude(need__in=shared).delete()
    Adaptation.objects.bulk_create(
        (Adaptation(membership=by, need=need, asked_at=now) for need in shared), ignore_conflicts=True
    )
    note_change(project_id=by.project_id, also_when_closed=is_less)
    return by


def _changes(
    membership: Membership, needs: Mapping[str, str], audience: str, each: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Who may see each need before and after, and the same for what may be added later. What is new was seen by nobody."""
    before = dict.fromkeys(
        membership.member.needs.values_list("kind", flat=True), membership.needs_audience
    ) | dict(membership.need_audiences.values_list("need__kind", "audience"))
    after = [(before.get(kind, ONLY_ME), each.get(kind, audience)) for kind in needs]
    return [(membership.needs_audience, audience), *after]


@transaction.atomic
def put_needs_aside(*, by: Membership) -> Membership:
    """Not now: the project does not ask again, and nobody sees anything."""
    by.needs_asked = True
    by.save(update_fields=["needs_asked"])
    return by


@transaction.atomic
def set_adaptation(*, by: Membership, pk: int, status: str, now: datetime) -> Adaptation:
    """A host says how far the setting up of a need is: asked, being set up, ready (seed 109). Raises Refused."""
    adaptation = (
        Adaptation.objects.select_for_update(of=("self",))
        .select_related("membership", "need")
        .get(pk=pk, membership__project=by.project_id)
    )
    owner = adaptation.membership
    differs = NeedAudience.objects.filter(membership=owner, need=adaptation.need).first()
    require(can_set_adaptation(by, owner, differs.audience if differs else owner.needs_audience))
    if adaptation.status != status:
        adaptation.status = status
        adaptation.ready_at = now if status == Adaptation.Status.READY else None
        adaptation.save(update_fields=["status", "ready_at"])
        note_change(project_id=by.project_id)
    return adaptation


def _keep(member: Member, needs: Mapping[str, str], now: datetime) -> list[Need]:
    """The rows as said now; those that are new."""
    there = {need.kind: need for need in Need.objects.select_for_update().filter(member=member)}
    Need.objects.filter(member=member).exclude(kind__in=needs).delete()
    for kind, words in needs.items():
        if kind in there and there[kind].words != words:
            Need.objects.filter(pk=there[kind].pk).update(words=words)
    return Need.objects.bulk_create(
        Need(member=member, kind=kind, words=words, said_at=now)
        for kind, words in needs.items()
        if kind not in there
    )
