"""A place that asks one person first, as whoever had it wished; and what comes of it (seed 60)."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from coproduce.lib.answers import Refused, require
from coproduce.lib.dates import clock_of
from members.actions.message import MessageRow, withdraw_messages, write_messages
from projects.actions.records import note_change
from projects.actions.task import REMINDER, locked_task
from projects.messages.task import HANDED_BACK_KIND, OFFERED_KIND, who_hears_of_hand_back
from projects.models import Membership, Task, TaskPlace
from projects.permissions.project import NOT_IN_THIS_PROJECT
from projects.permissions.task import can_finish_task
from projects.permissions.task_offer import NOBODY_TO_ASK, can_say_no_to_offer, can_take_offer

OFFER_LASTS = timedelta(days=7)
A_DAY = timedelta(days=1)
SOON = timedelta(days=2)
FREED = {"offered_to": None, "offered_until": None}

COUNTED = """
    UPDATE projects_task AS task SET free_places = free_places + freed.places
    FROM (SELECT id, count(*) AS places FROM unnest(%s::bigint[]) AS id GROUP BY id) AS freed
    WHERE task.id = freed.id
"""


def hold_people(*, pks: Iterable[int]) -> set[int]:
    """Those of these memberships who are there. None of them leaves or rests until the transaction ends.

    Asked before a task is locked, and in one order: whoever leaves takes memberships first and tasks after them.
    """
    rows = Membership.objects.filter(pk__in=set(pks)).select_for_update(no_key=True).order_by("pk")
    return {pk for pk, status in rows.values_list("pk", "status") if status == Membership.Status.ACTIVE}


def hold_whom_wishes_name(*, by: Membership, pk: int | None = None) -> set[int]:
    """Hold the membership and whom its wishes name, for one task or all. Returns those who may be asked.

    Nothing is asked of people who rest or only read along. Raises Refused for somebody who left a moment ago.
    """
    held = TaskPlace.objects.filter(holder=by, cover=TaskPlace.Cover.PASS, cover_to__isnull=False)
    named = (held if pk is None else held.filter(task=pk)).values_list("cover_to_id", flat=True)
    here = hold_people(pks=[by.pk, *(each for each in named if each)])
    if by.pk not in here:
        raise Refused(str(NOT_IN_THIS_PROJECT))
    return who_may_be_asked(pks=here - {by.pk})


def who_may_be_asked(*, pks: Collection[int]) -> set[int]:
    """Those of these memberships who take part now."""
    there = Membership.objects.filter(
        pk__in=pks, status=Membership.Status.ACTIVE, way=Membership.Way.TAKING_PART
    )
    return set(there.values_list("pk", flat=True))


@transaction.atomic
def choose_cover(*, by: Membership, pk: int, cover: str, to: int | None = None) -> None:
    """The holder's wish for when they cannot come back to a task (seed 60). Raises Refused."""
    wished = {to} if to is not None and cover == TaskPlace.Cover.PASS else set()
    here = hold_people(pks={by.pk, *wished})
    task = locked_task(by=by, pk=pk)
    require(can_finish_task(by, task, holds=task.places.filter(holder=by).exists()))
    same_project = Membership.objects.filter(pk__in=wished & here, project=by.project_id).exclude(pk=by.pk)
    if cover == TaskPlace.Cover.PASS and not same_project.exists():
        raise Refused(str(NOBODY_TO_ASK))
    task.places.filter(holder=by).update(cover=cover, cover_to=to if wished else None)


def release(*, place: TaskPlace, task: Task, by: Membership, ready: Collection[int], now: datetime) -> bool:
    """Let go of a place of a locked task by its holder's wish: one person is asked first, or it is free.

    Who held it is not kept anywhere (decision 40). Returns whether somebody is asked first. `ready` may be asked.
    """
    wished = place.cover_to_id if place.cover == TaskPlace.Cover.PASS else None
    on_it = Q(holder=wished) | Q(offered_to=wished)
    asks = wished in ready and not task.places.filter(on_it).exists()
    place.holder, place.claimed_at, place.cover, place.cover_to = None, None, TaskPlace.Cover.OPEN, None
    place.offered_to_id = wished if asks else None
    place.offered_until = _offered_until(task, _day_in(by.project.zone, now)) if asks else None
    place.save(update_fields=["holder", "claimed_at", "cover", "cover_to", "offered_to", "offered_until"])
    if asks:
        _ask(place, task, now)
    else:
        Task.objects.filter(pk=task.pk).update(free_places=F("free_places") + 1)
    withdraw_messages(kind=REMINDER, subject_id=task.pk, recipient=by.member)
    tell_when_soon(task=task, by=by, now=now)
    return asks


def _day_in(zone: str, now: datetime) -> date:
    return now.astimezone(clock_of(zone)).date()


def _offered_until(task: Task, today: date) -> date:
    """A week; but never so long that the task's own day comes before anybody else can take it."""
    last = today + OFFER_LASTS
    return last if task.due_on is None else max(today, min(last, task.due_on - A_DAY))


def _ask(place: TaskPlace, task: Task, now: datetime) -> None:
    readers = Membership.objects.filter(places_offered=place).values_list("member_id", flat=True)
    write_messages(
        MessageRow(
            kind=OFFERED_KIND,
            recipient_id=reader,
            subject_id=task.pk,
            scope_id=task.project_id,
            version=f"{place.pk}-{place.offered_until:%Y%m%d}",
            due_at=now,
        )
        for reader in readers
    )


def tell_when_soon(*, task: Task, by: Membership, now: datetime) -> None:
    """Near its day, the task's helper, else those who run the project, hear that somebody is looked for."""
    today = _day_in(by.project.zone, now)
    if task.due_on is None or task.due_on - today > SOON:
        return
    write_messages(
        MessageRow(
            kind=HANDED_BACK_KIND,
            recipient_id=reader,
            subject_id=task.pk,
            scope_id=task.project_id,
            version=f"{task.date_version}-{today:%Y%m%d}",
            due_at=now,
        )
        for reader in who_hears_of_hand_back(task, by)
    )


def accept_offer(*, by: Membership, pk: int, now: datetime) -> TaskPlace | None:
    """Take the place that asks this member first, in the caller's transaction; None when none does. Raises Refused.

    The membership is held by the caller.
    """
    task = locked_task(by=by, pk=pk)
    place = task.places.select_for_update().filter(offered_to=by).first()
    if place is None:
        return None
    require(can_take_offer(by, task, holds=task.places.filter(holder=by).exists()))
    return take_offered(place=place, task=task, by=by, now=now)


def take_offered(*, place: TaskPlace, task: Task, by: Membership, now: datetime) -> TaskPlace:
    """The place of a locked task that asked somebody first is now held."""
    if place.offered_to is not None:
        withdraw_messages(kind=OFFERED_KIND, subject_id=task.pk, recipient=place.offered_to.member)
    place.holder, place.claimed_at = by, now
    place.offered_to, place.offered_until = None, None
    place.save(update_fields=["holder", "claimed_at", "offered_to", "offered_until"])
    note_change(project_id=task.project_id)
    return place


@transaction.atomic
def say_no_to_offer(*, by: Membership, pk: int, now: datetime) -> Task:
    """ "No thank you": the place is open to all, and nothing says that anybody was asked. Raises Refused."""
    task = locked_task(by=by, pk=pk)
    places = list(task.places.select_for_update().filter(offered_to=by))
    require(can_say_no_to_offer(by, task, asked=bool(places)))
    _open_to_all(places)
    withdraw_messages(kind=OFFERED_KIND, subject_id=task.pk, recipient=by.member)
    tell_when_soon(task=task, by=by, now=now)
    note_change(project_id=task.project_id)
    return task


def withdraw_offers_to(*, by: Membership, now: datetime) -> int:
    """Whoever leaves or rests is asked nothing: such places are open to all. Their tasks are locked by the caller."""
    places = list(TaskPlace.objects.filter(offered_to=by).select_related("task"))
    _open_to_all(places)
    for place in places:
        withdraw_messages(kind=OFFERED_KIND, subject_id=place.task_id, recipient=by.member)
        if place.task.is_open:
            tell_when_soon(task=place.task, by=by, now=now)
    return len(places)


def _open_to_all(places: Sequence[TaskPlace]) -> None:
    TaskPlace.objects.filter(pk__in=[place.pk for place in places]).update(**FREED)
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [[place.task_id for place in places]])


def tasks_let_go_by(*, by: Membership) -> QuerySet[Task]:
    """The tasks that change when somebody leaves or rests: what they have, and what they are asked to take."""
    holds = Q(places__holder=by, status=Task.Status.OPEN)
    return Task.objects.filter(holds | Q(places__offered_to=by))


@transaction.atomic
def let_go_of_everything(
    *, by: Membership, ready: Collection[int], now: datetime, resting: bool = False
) -> int:
    """What somebody who leaves or rests has is let go of, by their wish for each task. Returns how many places.

    Who rests keeps what they wished to keep. The memberships and tasks are locked by the caller.
    """
    places = TaskPlace.objects.filter(holder=by, task__status=Task.Status.OPEN).select_related("task")
    if resting:
        places = places.exclude(cover=TaskPlace.Cover.HOLD)
    let_go = list(places.order_by("task"))
    for place in let_go:
        release(place=place, task=place.task, by=by, ready=ready, now=now)
    withdraw_offers_to(by=by, now=now)
    return len(let_go)


@transaction.atomic
def open_old_offers_to_all(*, now: datetime) -> int:
    """Places that asked one person first, and whose days are over, are open to all. Returns how many.

    On sets, and safe to run twice, late or beside itself: tasks are held before places, as by everybody else.
    """
    asking = TaskPlace.objects.filter(offered_until__lte=(now + A_DAY).date(), offered_to__isnull=False)
    over = _over(asking, now)
    held = Task.objects.filter(pk__in={place.task_id for place in over}).select_for_update().order_by("pk")
    list(held.values_list("pk", flat=True))
    still = _over(asking.filter(pk__in=[place.pk for place in over]), now)
    asked = [(place.task, place.offered_to) for place in still]
    _open_to_all(still)
    for task, by in asked:
        if by is not None and task.is_open:
            tell_when_soon(task=task, by=by, now=now)
    return len(still)


def _over(asking: QuerySet[TaskPlace], now: datetime) -> list[TaskPlace]:
    """Those whose last day is over, by the clock of their project."""
    return [
        place
        for place in asking.select_related("task__project", "offered_to__project").order_by("task", "pk")
        if place.offered_until and place.offered_until < _day_in(place.task.project.zone, now)
    ]
