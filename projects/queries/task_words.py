"""Reads about one task: all that its page says, and what people added to it."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When
from django.db.models.functions import JSONObject

from projects.models import (
    CallAnswer,
    Confidence,
    Given,
    HandBackNote,
    Membership,
    Project,
    Task,
    TryOut,
)
from projects.permissions.task_words import can_read_call_answer

PAGE = 50
FEW = 5


def tasks_to_read(project: Project, reader: Membership) -> QuerySet[Task]:
    """The project's tasks with all that one page says: notes, limits, small parts, and the reader's own private note."""
    notes = HandBackNote.objects.filter(task=OuterRef("pk")).order_by("pk")
    limits = Given.objects.filter(tasks=OuterRef("pk"), lifted_at=None).order_by("pk")
    parts = Task.objects.filter(part_of=OuterRef("pk")).order_by("pk")[:PAGE]
    mine = Confidence.objects.filter(task=OuterRef("pk"), membership=reader)
    related = ("role", "helper__member", "part_of", "piece", "output")
    return project.tasks.select_related(*related).annotate(
        notes=ArraySubquery(notes.values("words")),
        limits=ArraySubquery(
            limits.values(row=_as_json("pk", "what", "whose_rule", "why", "who_can_change"))
        ),
        small_parts=ArraySubquery(parts.values(row=_as_json("pk", "title", "status", "free_places"))),
        my_note=Subquery(mine.values(row=_as_json("level", "words"))),
    )


def _as_json(*names: str) -> JSONObject:
    return JSONObject(**{name: name for name in names})


def call_answers(task: Task, reader: Membership) -> list[CallAnswer]:
    """Who said "I have experience of this", as far as the reader may know; the reader's own first."""
    others = Q(membership__status=Membership.Status.ACTIVE, asked=task.open_call)
    if not reader.is_host:
        others &= Q(audience=CallAnswer.Audience.PROJECT)
    rows = task.call_answers.filter(Q(membership=reader) | others if task.open_call else Q(membership=reader))
    mine_first = Case(When(membership=reader, then=0), default=1)
    rows = rows.select_related("membership__member").order_by(
        mine_first, "membership__member__display_name", "pk"
    )
    return [row for row in rows[:PAGE] if can_read_call_answer(reader, row, asked=task.open_call)]


def try_outs(task: Task, *, after: int = 0, most: int = PAGE) -> tuple[list[TryOut], int]:
    """What people told who tried it out, in the order of telling; and after which one the next page begins (0: none)."""
    rows = list(task.try_outs.filter(pk__gt=after).select_related("tester__member")[: most + 1])
    return rows[:most], rows[most - 1].pk if len(rows) > most else 0


def try_outs_of(project: Project) -> QuerySet[TryOut]:
    """What was told in any task of this project."""
    return TryOut.objects.filter(task__project=project).select_related("task", "tester__member")


def steps_of(task: Task) -> list[Any]:
    """The sign-off steps of a task with who answers them, in their order."""
    return list(task.sign_offs.select_related("who__member"))
