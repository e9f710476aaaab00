"""The sign-off steps that a task names before anybody starts (seed 52). Answering them is another matter."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from projects.models import SignOff, Task

MOST_STEPS = 3


@dataclass(frozen=True)
class Step:
    """One step as somebody writes it: who says yes or no, by which day, on what grounds, what if it is a no.

    Without grounds it is no step.
    """

    number: int
    who_id: int | None = None
    who_words: str = ""
    by_day: date | None = None
    grounds: str = ""
    if_no: str = ""


def set_steps(*, task: Task, steps: Sequence[Step], here: Collection[int]) -> bool:
    """Write the steps of a locked task. One that was answered stays as it was; who is not `here` is named no more.

    Returns whether any step came, went, or says something else now.
    """
    there = {step.number: step for step in task.sign_offs.select_for_update()}
    changed = False
    for said in steps:
        row = there.get(said.number)
        if row is not None and row.status != SignOff.Status.WAITING:
            continue
        if not said.grounds:
            changed |= row is not None
            SignOff.objects.filter(task=task, number=said.number).delete()
            continue
        columns = asdict(said) | {"who_id": said.who_id if said.who_id in here else None}
        changed |= row is None or any(getattr(row, name) != value for name, value in columns.items())
        SignOff.objects.update_or_create(task=task, number=columns.pop("number"), defaults=columns)
    return changed


def steps_as_they_stand(*, task: Task) -> dict[str, Any]:
    """What the steps of a task say now, under the names that the form has for them."""
    said = {number: Step(number) for number in range(1, MOST_STEPS + 1)}
    for row in task.sign_offs.all():
        said[row.number] = Step(row.number, row.who_id, row.who_words, row.by_day, row.grounds, row.if_no)
    return {
        f"step_{step.number}_{name}": value
        for step in said.values()
        for name, value in (
            ("who", step.who_id),
            ("who_words", step.who_words),
            ("by_day", step.by_day),
            ("grounds", step.grounds),
            ("if_no", step.if_no),
        )
    }
