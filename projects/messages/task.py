"""Messages about tasks: the day before its day, when one near its day is free again, and when it asks one person first."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.acts import act_link
from members.messages.kinds import Kind
from members.models import Message
from projects.lib.days import day_in_words
from projects.models import Membership, Project, Task, TaskPlace

HANDED_BACK_KIND, OFFERED_KIND = "task-handed-back", "task-offered"


def _tasks(messages: Sequence[Message]) -> dict[int, Task]:
    found = Task.objects.filter(pk__in={message.subject_id for message in messages})
    return {task.pk: task for task in found.select_related("project", "helper__member")}


def _goes_on(task: Task) -> bool:
    return task.is_open and task.project.status == Project.Status.OPEN


def _asking(messages: Sequence[Message]) -> set[tuple[int, int]]:
    """Pairs of task and member: whom a task asks first, of those who take part."""
    places = TaskPlace.objects.filter(
        task__in={message.subject_id for message in messages},
        offered_to__status=Membership.Status.ACTIVE,
        offered_to__way=Membership.Way.TAKING_PART,
    )
    return set(places.values_list("task_id", "offered_to__member_id"))


def _holders(messages: Sequence[Message]) -> set[tuple[int, int]]:
    """Pairs of task and member: who has which task and wants to hear of it."""
    places = TaskPlace.objects.filter(
        task__in={message.subject_id for message in messages},
        holder__member__in={message.recipient_id for message in messages},
        holder__status=Membership.Status.ACTIVE,
    ).exclude(holder__way=Membership.Way.RESTING)
    return set(places.values_list("task_id", "holder__member_id"))


def still_due(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose task is open, on the same day as planned, and still with the reader."""
    tasks, holders = _tasks(messages), _holders(messages)
    return {
        message.pk
        for message in messages
        if (task := tasks.get(message.subject_id or 0))
        and _goes_on(task)
        and str(task.date_version) == message.version
        and (task.pk, message.recipient_id) in holders
    }


def load_due(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What the task is, its day, who helps, and links that open the page for one press."""
    tasks = _tasks(messages)
    return {
        message.pk: _due(tasks[message.subject_id], message)
        for message in messages
        if message.subject_id in tasks and message.recipient_id
    }


def _due(task: Task, message: Message) -> dict[str, Any]:
    def link(act: str) -> str:
        return act_link(
            act=act, member_id=message.recipient_id or 0, object_id=task.pk, version=message.version
        )

    today = message.local_date or message.due_at.date()
    return {
        "task": task.title,
        "day": day_in_words(task.due_on, today) if task.due_on else "",
        "helper": task.helper.member.display_name if task.helper else "",
        "link": _page(task),
        "done_link": link("task-done"),
        "hand_back_link": link("task-hand-back"),
        "more_time_link": link("task-more-time"),
    }


def still_looking(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose task still looks for somebody, and whose reader is still there and does not rest."""
    tasks = _tasks(messages)
    asking = {task for task, _member in _asking(messages)}
    there = set(
        Membership.objects.filter(
            member__in={message.recipient_id for message in messages},
            project__in={task.project_id for task in tasks.values()},
            status=Membership.Status.ACTIVE,
        )
        .exclude(way=Membership.Way.RESTING)
        .values_list("project_id", "member_id")
    )
    return {
        message.pk
        for message in messages
        if (task := tasks.get(message.subject_id or 0))
        and _goes_on(task)
        and (task.free_places or task.pk in asking)
        and (task.project_id, message.recipient_id) in there
    }


def load_handed_back(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What looks for somebody again, its day, and a link to take it. Never who had it (decision 40)."""
    tasks = _tasks(messages)
    return {
        message.pk: {
            "task": task.title,
            "day": _day(task, message),
            "asks_first": not task.free_places,
            "take_link": _take_link(task, message),
            "link": _page(task),
        }
        for message in messages
        if (task := tasks.get(message.subject_id or 0))
    }


def _day(task: Task, message: Message) -> str:
    return day_in_words(task.due_on, message.created_at.date()) if task.due_on else ""


def _take_link(task: Task, message: Message) -> str:
    return act_link(
        act="task-claim",
        member_id=message.recipient_id or 0,
        object_id=task.pk,
        version=str(task.date_version),
    )


def still_offered(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose task is open and still asks this reader first, who takes part."""
    tasks, asking = _tasks(messages), _asking(messages)
    return {
        message.pk
        for message in messages
        if (task := tasks.get(message.subject_id or 0))
        and _goes_on(task)
        and (task.pk, message.recipient_id) in asking
    }


def load_offered(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What the task is, until when it asks, and a link to say yes or no. Never who had it (decision 40)."""
    tasks = _tasks(messages)
    until = {
        (task, member): day
        for task, member, day in TaskPlace.objects.filter(
            task__in=tasks, offered_to__member__in={message.recipient_id for message in messages}
        ).values_list("task_id", "offered_to__member_id", "offered_until")
    }
    return {
        message.pk: {
            "task": task.title,
            "project": task.project.name,
            "day": _day(task, message),
            "until": day_in_words(last, message.created_at.date()),
            "take_link": _take_link(task, message),
            "link": _page(task),
        }
        for message in messages
        if (task := tasks.get(message.subject_id or 0))
        and (last := until.get((task.pk, message.recipient_id or 0)))
    }


def who_hears_of_hand_back(task: Task, by: Membership) -> list[int]:
    """The task's helper, else the hosts of the project: the ids of the members, without the one who hands back.

    Whoever rests hears nothing.
    """
    there = Membership.objects.filter(project=task.project_id, status=Membership.Status.ACTIVE).exclude(
        way=Membership.Way.RESTING
    )
    helper = there.filter(pk=task.helper_id) if task.helper_id else there.none()
    for readers in (helper, there.filter(is_host=True)):
        found = list(readers.exclude(pk=by.pk).values_list("member_id", flat=True))
        if found:
            return found
    return []


def _page(task: Task) -> str:
    return settings.SITE_URL + reverse("projects:task-detail", args=[task.project.address, task.pk])


EXAMPLE_LINK = "https://coproduce.example.org/a/an-example/"
TASK_DUE = Kind(
    name="task-due",
    still_true=still_due,
    load=load_due,
    preview={
        "task": "Choose 3 photos for the guide",
        "day": "Friday 22 May",
        "helper": "Jo",
        "link": "https://coproduce.example.org/projects/an-example/tasks/1/",
        "done_link": EXAMPLE_LINK,
        "hand_back_link": EXAMPLE_LINK,
        "more_time_link": EXAMPLE_LINK,
    },
)
HANDED_BACK = Kind(
    name=HANDED_BACK_KIND,
    still_true=still_looking,
    load=load_handed_back,
    folds=False,
    lasts=timedelta(days=2),
    preview={
        "task": "Choose 3 photos for the guide",
        "day": "Friday 22 May",
        "asks_first": False,
        "take_link": EXAMPLE_LINK,
        "link": "https://coproduce.example.org/projects/an-example/tasks/1/",
    },
)
OFFERED = Kind(
    name=OFFERED_KIND,
    still_true=still_offered,
    load=load_offered,
    folds=False,
    lasts=timedelta(days=7),
    preview={
        "task": "Choose 3 photos for the guide",
        "project": "A better welcome at the drop-in",
        "day": "Friday 22 May",
        "until": "Thursday 21 May",
        "take_link": EXAMPLE_LINK,
        "link": "https://coproduce.example.org/projects/an-example/tasks/1/",
    },
)
