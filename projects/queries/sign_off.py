"""Reads about sign-off steps, and about places that ask somebody first."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet

from coproduce.lib.prepared import prepared
from projects.models import Membership, Project, SignOff, Task, TaskPlace

MOST = 10


def answers_of(task: Task) -> list[SignOff]:
    """The steps of a task in their order, with who answers, who answered, and whom to talk to."""
    people = ("who__member", "answered_by__member", "talk_to__member")
    steps = list(task.sign_offs.select_related(*people).order_by("number"))
    for step in steps:
        step.task = task
    return steps


def how_it_is(task: Task, places: Iterable[TaskPlace], steps: Iterable[SignOff]) -> str:
    """How a task stands, as far as an answer can rest on it: what it says, how many have it, how many steps are answered."""
    held = sum(place.holder_id is not None for place in places)
    answered = sum(step.status != SignOff.Status.WAITING for step in steps)
    return f"{task.status} {task.version} {held} {answered}"


def is_as_then(step: SignOff, places: Iterable[TaskPlace], steps: Iterable[SignOff]) -> bool:
    """Whether the step's task is as it was when the step was answered, and nobody took a place of it since."""
    places, answered_at = list(places), step.answered_at
    since = [place for place in places if answered_at and place.claimed_at and place.claimed_at > answered_at]
    return not since and step.task_then == how_it_is(step.task, places, steps)


@prepared
def asked_for_yes(member: int) -> QuerySet[SignOff]:
    """The steps that wait for this member's answer in any of their projects; at most ten."""
    earlier = SignOff.objects.filter(
        task=OuterRef("task"), number__lt=OuterRef("number"), status=SignOff.Status.WAITING
    )
    there = Membership.objects.filter(
        member=member, project=OuterRef("task__project"), status=Membership.Status.ACTIVE
    ).exclude(way=Membership.Way.RESTING)
    nobody = Q(who__isnull=True) | Q(who__status=Membership.Status.LEFT) | Q(who__way=Membership.Way.RESTING)
    return (
        SignOff.objects.filter(
            Exists(there.filter(pk=OuterRef("who"))) | (nobody & Exists(there.filter(is_host=True))),
            task__status=Task.Status.WAITING,
            task__project__status=Project.Status.OPEN,
            status=SignOff.Status.WAITING,
        )
        .exclude(Exists(earlier))
        .select_related("task__project")
        .order_by("pk")[:MOST]
    )


@prepared
def tasks_that_ask(member: int) -> QuerySet[TaskPlace]:
    """The places that ask this member first, in any of their projects; at most ten."""
    return (
        TaskPlace.objects.filter(
            offered_to__member=member,
            offered_to__status=Membership.Status.ACTIVE,
            task__status=Task.Status.OPEN,
            task__project__status=Project.Status.OPEN,
        )
        .select_related("task__project")
        .order_by("pk")[:MOST]
    )


def wishes_of(membership: Membership) -> list[TaskPlace]:
    """What somebody has in this project, with their wish for when they cannot come back; for the page about resting."""
    held = membership.places.filter(task__status=Task.Status.OPEN)
    return list(held.select_related("task", "cover_to__member").order_by("task"))
