"""The message that somebody would like a read-through."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse

from members.messages.kinds import Kind
from members.models import Message
from projects.models import Membership, Output, Project

READ_THROUGH_KIND = "read-through-asked"


def _outputs(messages: Sequence[Message]) -> dict[int, Output]:
    found = Output.objects.filter(pk__in={message.subject_id for message in messages})
    return {output.pk: output for output in found.select_related("project", "thread_holder")}


def still_asked(messages: Sequence[Message], now: datetime) -> set[int]:
    """Those whose output waits for the reading they ask for, and whose reader still holds its thread and does not rest."""
    outputs = _outputs(messages)
    return {
        message.pk
        for message in messages
        if (output := outputs.get(message.subject_id or 0))
        and output.status == Output.Status.READING
        and output.project.status == Project.Status.OPEN
        and _reads(output.thread_holder, message)
    }


def _reads(holder: Membership | None, message: Message) -> bool:
    return (
        holder is not None
        and holder.member_id == message.recipient_id
        and holder.is_active
        and not holder.is_resting
    )


def load_asked(messages: Sequence[Message]) -> dict[int, dict[str, Any]]:
    """What is to be read, and where."""
    outputs = _outputs(messages)
    return {
        message.pk: {"output": output.title, "link": _page(output)}
        for message in messages
        if (output := outputs.get(message.subject_id or 0))
    }


def _page(output: Output) -> str:
    return settings.SITE_URL + reverse("projects:output-detail", args=[output.project.address, output.pk])


READ_THROUGH_ASKED = Kind(
    name=READ_THROUGH_KIND,
    still_true=still_asked,
    load=load_asked,
    lasts=timedelta(days=7),
    preview={
        "output": "A guide for your first day",
        "link": "https://coproduce.example.org/projects/an-example/outputs/1/",
    },
)
