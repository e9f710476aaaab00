"""A person's own place in a project: how they are there, who supports them, what they say of themselves, leaving."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from coproduce.lib import dates
from coproduce.lib.answers import require
from members.actions.message import withdraw_messages
from members.models import Consent
from projects.actions.invitation import end_invitations_of
from projects.actions.privacy_work import lay_down_parts
from projects.actions.project import let_choose_again
from projects.actions.purpose import settle_after_leaving
from projects.actions.records import note_change
from projects.actions.sign_off import hand_sign_offs_to_hosts, tasks_that_wait_for
from projects.actions.task_offer import (
    hold_whom_wishes_name,
    let_go_of_everything,
    tasks_let_go_by,
    who_may_be_asked,
    withdraw_offers_to,
)
from projects.messages.checkin import CHECK_IN_PROMPT
from projects.models import (
    Experience,
    Invitation,
    Membership,
    Supporter,
    Task,
    TaskPlace,
    TaskRoleHolder,
)
from projects.permissions.membership import (
    can_choose_support_person,
    can_leave,
    can_say_experience,
    can_take_back,
    says_less,
)
from projects.permissions.project import can_take_part

EXPERIENCE_CONSENT = "experience"
EXPERIENCE_TEXT = "2026-11"  # the version of the words beside the question


def locked_membership(*, pk: int) -> Membership:
    """A membership with its project and member, held until the transaction ends."""
    held = Membership.objects.select_for_update(no_key=True, of=("self",))
    return held.select_related("project", "member").get(pk=pk)


@transaction.atomic
def choose_way(*, by: Membership, way: str, now: datetime | None = None) -> Membership:
    """Taking part, kept posted, or resting: resting stops reminders and prompts at once.

    Whoever begins to rest lets go of their tasks by the wish they have for each, and is asked nothing. The day is kept for
    them alone, so that they can read later what happened meanwhile (seed 80). Raises Refused.
    """
    require(can_take_part(by, by.project_id))
    ready = hold_whom_wishes_name(by=by)
    was = Membership.objects.values_list("way", flat=True).get(pk=by.pk)
    _hold(Task.objects.filter(pk__in=(tasks_let_go_by(by=by) | tasks_that_wait_for(by=by)).values("pk")))
    moment = now or dates.now()
    by.way = way
    begins_to_rest = by.is_resting and was != way
    if begins_to_rest:
        by.away_since = _local_day(by, moment)
    by.save(update_fields=["way", "away_since"] if begins_to_rest else ["way"])
    if was != way and way != Membership.Way.TAKING_PART:
        withdraw_offers_to(by=by, now=moment)
    if begins_to_rest:
        let_go_of_everything(by=by, ready=ready, now=moment, resting=True)
        hand_sign_offs_to_hosts(by=by, leaves=False, now=moment)
    if by.is_resting:
        withdraw_messages(recipient=by.member, scope_id=by.project_id)
    note_change(project_id=by.project_id)
    return by


@transaction.atomic
def choose_check_in(*, by: Membership, rhythm: str, first_day: date | None, at: time) -> Membership:
    """How often somebody is asked how it is going, from which day, at what time. The old prompts are taken back.

    Raises Refused.
    """
    is_asked = rhythm != Membership.Rhythm.NEVER
    require(can_take_part(by, by.project_id) if is_asked else can_take_back(by))
    by.check_in_rhythm = rhythm
    by.check_in_from = first_day if is_asked else None
    by.check_in_at = at
    by.save(update_fields=["check_in_rhythm", "check_in_from", "check_in_at"])
    withdraw_messages(kind=CHECK_IN_PROMPT.name, subject_id=by.pk)
    return by


@transaction.atomic
def choose_support_person(*, by: Membership, person_id: int | None, options: Collection[int]) -> Membership:
    """Who reads this member's check-ins; nobody is fine too, at any time. Raises Refused."""
    require(can_take_part(by, by.project_id) if person_id is not None else can_take_back(by))
    require(can_choose_support_person(by, person_id, options))
    by.support_person_id = person_id
    by.save(update_fields=["support_person"])
    return by


@transaction.atomic
def say_experience(*, by: Membership, kinds: Sequence[str], audience: str, now: datetime) -> Membership:
    """What kind of experience somebody brings, in their own words' kinds, and who may see it (seed 105; decision 9).

    Kept with the version of the words they agreed to; saying nothing takes the agreement back. That, and saying less,
    is possible also when the project is paused or has ended. Raises Refused.
    """
    # Held, so that whoever leaves at the same moment says nothing more.
    held = Membership.objects.select_for_update(no_key=True, of=("self",)).select_related("project")
    by = held.get(pk=by.pk)
    said = list(by.experiences.values_list("kind", flat=True))
    is_less = says_less(by, kinds=kinds, audience=audience, said=said)
    require(can_say_experience(by, is_less=is_less))
    by.experiences.exclude(kind__in=kinds).delete()
    for kind in kinds:
        Experience.objects.get_or_create(membership=by, kind=kind)
    by.experience_audience = audience if kinds else Membership.ExperienceAudience.TOTALS
    by.save(update_fields=["experience_audience"])
    agreed = Consent.objects.filter(
        member=by.member_id, kind=EXPERIENCE_CONSENT, scope_id=by.project_id, withdrawn_at__isnull=True
    )
    if not kinds:
        agreed.update(withdrawn_at=now)
    elif not agreed.filter(text_version=EXPERIENCE_TEXT).exists():
        agreed.update(withdrawn_at=now)
        Consent.objects.create(
            member_id=by.member_id,
            kind=EXPERIENCE_CONSENT,
            scope_id=by.project_id,
            text_version=EXPERIENCE_TEXT,
            given_at=now,
        )
    note_change(project_id=by.project_id, also_when_closed=is_less)
    return by


@transaction.atomic
def leave_project(*, by: Membership, now: datetime) -> Membership:
    """Leave, without a reason: places open again, roles end, what waits is not sent (promise S7). Raises Refused.

    What the person shared of themselves is seen by nobody from now on; their needs' sharing goes after 30 days.
    """
    membership = _held_for_leaving(by)
    require(can_leave(membership))
    let_go_of_everything(by=membership, ready=_ready_for(membership), now=now)
    TaskRoleHolder.objects.filter(membership=membership).delete()
    lay_down_parts(membership=membership)
    membership.helps_with.update(helper=None)
    membership.experiences.all().delete()
    Supporter.objects.filter(project=membership.project_id, member=membership.member_id).delete()
    end_invitations_of(membership=membership, now=now)
    _end_consents(membership, now)
    if not membership.is_resting or membership.away_since is None:  # who rested was away before
        membership.away_since = _local_day(membership, now)
    membership.status, membership.left_at, membership.is_host = Membership.Status.LEFT, now, False
    membership.check_in_rhythm, membership.check_in_from = Membership.Rhythm.NEVER, None
    membership.support_person, membership.way = None, Membership.Way.TAKING_PART
    membership.experience_audience = Membership.ExperienceAudience.TOTALS
    membership.save()
    hand_sign_offs_to_hosts(by=membership, leaves=True, now=now)
    let_choose_again(project_id=membership.project_id, member_ids=[membership.member_id])
    withdraw_messages(recipient=membership.member, scope_id=membership.project_id)
    settle_after_leaving(project_id=membership.project_id, now=now)
    note_change(project_id=membership.project_id, people=-1, also_when_closed=True)
    return membership


def _local_day(membership: Membership, now: datetime) -> date:
    return now.astimezone(dates.clock_of(membership.project.zone)).date()


def _held_for_leaving(by: Membership) -> Membership:
    """The membership, held with everything that leaving changes, in the order in which others take it too.

    Invitations first, as for joining; then memberships by number; then tasks, as for taking a place. So people who
    leave, join, claim and edit at the same moment wait for each other in one direction only.
    """
    asked = Invitation.objects.filter(project=by.project_id, asked_by=by.member_id)
    _hold(asked.filter(status=Invitation.Status.OPEN))
    _hold(
        Membership.objects.filter(
            Q(pk=by.pk)
            | Q(project=by.project_id, support_person=by.member_id)
            | Q(pk__in=TaskPlace.objects.filter(holder=by, cover_to__isnull=False).values("cover_to"))
        ),
        no_key=True,
    )
    membership = locked_membership(pk=by.pk)
    mine = tasks_let_go_by(by=by) | tasks_that_wait_for(by=by) | Task.objects.filter(helper=by)
    _hold(Task.objects.filter(pk__in=mine.values("pk")))
    return membership


def _ready_for(membership: Membership) -> set[int]:
    """Whom a leaving person's tasks may ask first; held by `_held_for_leaving`."""
    named = membership.places.filter(cover=TaskPlace.Cover.PASS).values_list("cover_to_id", flat=True)
    return who_may_be_asked(pks=[each for each in named if each])


def _hold(rows: QuerySet[Any], *, no_key: bool = False) -> None:
    list(rows.select_for_update(no_key=no_key).order_by("pk").values_list("pk"))


def _end_consents(membership: Membership, now: datetime) -> None:
    Consent.objects.filter(
        member=membership.member_id, scope_id=membership.project_id, withdrawn_at__isnull=True
    ).update(withdrawn_at=now)
