"""What the form of a task can name: one read for the people, one for everything else."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value

from coproduce.lib.prepared import prepared
from projects.models import Given, Output, Piece, TaskRole

ROLE, GIVEN, PIECE, OUTPUT = "role", "given", "piece", "output"
COLUMNS = ("kind", "place", "pk", "label", "whose", "because")
Thing = tuple[int, str, str, str]  # its number, what it is called, and of a limit whose rule it is and why


def _rows(things: QuerySet[Any], kind: str, **columns: Any) -> QuerySet[Any, tuple[Any, ...]]:
    none = Value("", output_field=CharField())
    place = Value(0, output_field=IntegerField())
    values = {"place": place, "whose": none, "because": none, **columns}
    return things.order_by().annotate(kind=Value(kind), **values).values_list(*COLUMNS)


@prepared
def _things(project: int) -> QuerySet[TaskRole, tuple[Any, ...]]:
    roles = _rows(TaskRole.objects.filter(project=project), ROLE, label=F("name"))
    givens = _rows(
        Given.objects.filter(project=project, lifted_at=None),
        GIVEN,
        label=F("what"),
        whose=F("whose_rule"),
        because=F("why"),
    )
    open_pieces = Piece.objects.filter(project=project).exclude(status=Piece.Status.NOT_NEEDED)
    pieces = _rows(open_pieces, PIECE, label=F("question"), place=F("position"))
    outputs = _rows(Output.objects.filter(project=project), OUTPUT, label=F("title"))
    return roles.union(givens, pieces, outputs, all=True)


def things_to_name(project_id: int) -> dict[str, list[Thing]]:
    """The roles, limits, pieces of the plan and outputs of a project, in their order, with one query."""
    found: dict[str, list[Thing]] = defaultdict(list)
    for kind, _place, pk, label, whose, because in sorted(_things(project_id)):
        found[kind].append((pk, label, whose, because))
    return found
