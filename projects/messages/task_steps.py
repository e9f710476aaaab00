"""The message to those who have a task: the sign-off steps, which they knew before they began, are not the same (seed 52)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Project, Task, TaskPlace

STEPS_KIND = "task-steps-changed"


def _held(tasks: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs of task and member: who has which of these tasks, is there and does not rest."""
    places = TaskPlace.objects.filter(task__in=tasks, holder__status=Membership.Status.ACTIVE)
    return list(
        places.exclude(holder__way=Membership.Way.RESTING).values_list("task_id", "holder__member_id")
    )


def who_has_it(task: Task, *, besides: Membership) -> list[int]:
    """Who has the task and wants to hear of it, as ids of members; whoever changed it knows."""
    return [member for _task, member in _held([task.pk]) if member != besides.member_id]


def still_changed(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose task goes on, in a project that goes on, and is still with the reader."""
    subjects = [message.subject_id for message in messages if message.subject_id]
    open_tasks = set(
        Task.objects.filter(
            pk__in=subjects, status=Task.Status.OPEN, project__status=Project.Status.OPEN
        ).values_list("pk", flat=True)
    )
    held = set(_held(subjects))
    return {
        message.pk
        for message in messages
        if message.subject_id in open_tasks and (message.subject_id, message.recipient_id) in held
    }


def load_changed(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """Which task. The steps themselves stand on its page only, as they are when somebody looks."""
    tasks = Task.objects.select_related("project").in_bulk(
        [message.subject_id for message in messages if message.subject_id]
    )
    return {
        message.pk: {"task": task.title, "link": _page(task)}
        for message in messages
        if (task := tasks.get(message.subject_id or 0))
    }


def _page(task: Task) -> str:
    page = reverse("projects:task-detail", args=[task.project.address, task.pk])
    return f"{settings.SITE_URL}{page}#steps"


STEPS_CHANGED = Kind(
    name=STEPS_KIND,
    still_true=still_changed,
    load=load_changed,
    lasts=timedelta(days=7),
    preview={
        "task": "Choose 3 photos for the guide",
        "link": "https://coproduce.example.org/projects/an-example/tasks/1/#steps",
    },
)
