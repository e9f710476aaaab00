"""Messages about sign-off steps: somebody is asked, the day of a step is near, there is an answer."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.lib.days import day_in_words
from projects.models import Membership, Project, SignOff, Task, TaskPlace

ASKED_KIND, DUE_KIND = "sign-off-asked", "sign-off-due"
NO_KIND, YES_KIND = "sign-off-no", "sign-off-yes"


def _there() -> Any:
    """Members who are in their project and do not rest."""
    return Membership.objects.filter(status=Membership.Status.ACTIVE).exclude(way=Membership.Way.RESTING)


def who_answers(step: SignOff) -> list[int]:
    """Who hears that a step waits, as ids of members: its person; else, or while they rest, the hosts."""
    named = _there().filter(pk=step.who_id)
    hosts = _there().filter(project=step.task.project_id, is_host=True)
    for readers in (named, hosts):
        found = list(readers.values_list("member_id", flat=True))
        if found:
            return found
    return []


def who_did_it(task: Task) -> list[int]:
    """Who holds the task and wants to hear of it, as ids of members."""
    held = TaskPlace.objects.filter(task=task, holder__in=_there())
    return list(held.values_list("holder__member_id", flat=True))


def _steps(messages: Sequence[Message]) -> dict[int, SignOff]:
    found = SignOff.objects.filter(pk__in={message.subject_id for message in messages})
    return {step.pk: step for step in found.select_related("task__project", "who")}


def _first_steps(steps: dict[int, SignOff]) -> set[int]:
    """The steps whose turn it is: the first of their task without an answer."""
    tasks = {step.task_id for step in steps.values()}
    waiting = SignOff.objects.filter(task__in=tasks, status=SignOff.Status.WAITING)
    first = waiting.order_by("task", "number").distinct("task")
    return set(first.values_list("pk", flat=True))


def _readers(messages: Sequence[Message], steps: dict[int, SignOff]) -> dict[tuple[int, int], Membership]:
    """Who of the readers is there, by project and member."""
    found = _there().filter(
        member__in={message.recipient_id for message in messages},
        project__in={step.task.project_id for step in steps.values()},
    )
    return {(each.project_id, each.member_id): each for each in found}


def still_asked(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose step still waits for an answer of this reader, asked no second time since."""
    steps = _steps(messages)
    turn, readers = _first_steps(steps), _readers(messages, steps)
    return {
        message.pk
        for message in messages
        if (step := steps.get(message.subject_id or 0))
        and step.pk in turn
        and str(step.version) == message.version
        and step.task.status == Task.Status.WAITING
        and step.task.project.status == Project.Status.OPEN
        and (reader := readers.get((step.task.project_id, message.recipient_id or 0)))
        and _answers(reader, step)
    }


def _answers(reader: Membership, step: SignOff) -> bool:
    who = step.who
    absent = who is None or not who.is_active or who.is_resting
    return reader.pk == step.who_id or (absent and reader.is_host)


def load_asked(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What is done, what the yes is about, by which day, and the page where one answers."""
    steps = _steps(messages)
    return {
        message.pk: {
            "task": step.task.title,
            "grounds": step.grounds,
            "day": _day(step.by_day, message),
            "link": _page(step),
        }
        for message in messages
        if (step := steps.get(message.subject_id or 0))
    }


def _day(day: date | None, message: Message) -> str:
    return day_in_words(day, message.created_at.date()) if day else ""


def still_no(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose no still stands and whose reader still has the task."""
    return _still_answered(messages, SignOff.Status.NO, Task.Status.OPEN)


def still_yes(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose last yes still stands, so that the task is done, and whose reader did it."""
    return _still_answered(messages, SignOff.Status.YES, Task.Status.DONE)


def _still_answered(messages: Sequence[Message], status: str, task_status: str) -> set[int]:
    steps = _steps(messages)
    holders = set(
        TaskPlace.objects.filter(
            task__in={step.task_id for step in steps.values()}, holder__in=_there()
        ).values_list("task_id", "holder__member_id")
    )
    return {
        message.pk
        for message in messages
        if (step := steps.get(message.subject_id or 0))
        and step.status == status
        and step.task.status == task_status
        and str(step.version) == message.version
        and step.task.project.status == Project.Status.OPEN
        and (step.task_id, message.recipient_id) in holders
    }


def load_answered(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which task there is an answer about. The words of a no stand on the page only."""
    steps = _steps(messages)
    return {
        message.pk: {"task": step.task.title, "link": _task_page(step)}
        for message in messages
        if (step := steps.get(message.subject_id or 0))
    }


def _page(step: SignOff) -> str:
    return settings.SITE_URL + reverse("projects:sign-off", args=[step.task.project.address, step.pk])


def _task_page(step: SignOff) -> str:
    return settings.SITE_URL + reverse("projects:task-detail", args=[step.task.project.address, step.task_id])


_EXAMPLE = {
    "task": "Choose 3 photos for the guide",
    "grounds": "Everyone in the photos said yes",
    "day": "Friday 22 May",
    "link": "https://coproduce.example.org/projects/an-example/sign-offs/1/",
}
_EXAMPLE_ANSWER = {
    "task": "Choose 3 photos for the guide",
    "link": "https://coproduce.example.org/projects/an-example/tasks/1/",
}
SIGN_OFF_ASKED = Kind(
    name=ASKED_KIND,
    still_true=still_asked,
    load=load_asked,
    folds=False,
    lasts=timedelta(days=7),
    preview=_EXAMPLE,
)
SIGN_OFF_DUE = Kind(
    name=DUE_KIND, still_true=still_asked, load=load_asked, lasts=timedelta(hours=24), preview=_EXAMPLE
)
SIGN_OFF_NO = Kind(
    name=NO_KIND,
    still_true=still_no,
    load=load_answered,
    folds=False,
    lasts=timedelta(days=7),
    preview=_EXAMPLE_ANSWER,
)
SIGN_OFF_YES = Kind(
    name=YES_KIND, still_true=still_yes, load=load_answered, lasts=timedelta(days=7), preview=_EXAMPLE_ANSWER
)
