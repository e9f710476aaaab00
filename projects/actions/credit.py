"""Credits: each person says for themself what their part was, and how they are named (seeds 26, 27)."""

from datetime import datetime

from django.db import transaction

from coproduce.lib.answers import require
from projects.actions.output import locked_output
from projects.actions.records import note_change
from projects.models import Credit, Membership
from projects.permissions.credit import can_say_credit, can_take_name_back


@transaction.atomic
def say_credit(
    *, by: Membership, output_pk: int, part: str, shown_as: str, other_name: str = "", now: datetime
) -> Credit:
    """What my part was, in my words, and how I am named; said again, the new words stand. Raises Refused."""
    output = locked_output(by=by, pk=output_pk)
    require(can_say_credit(by, output))
    credit, _is_new = Credit.objects.update_or_create(
        output=output,
        membership=by,
        defaults={"part": part, "shown_as": shown_as, "other_name": other_name, "chosen_at": now},
    )
    note_change(project_id=by.project_id)
    return credit


@transaction.atomic
def take_credit_back(*, by: Membership, output_pk: int) -> None:
    """I am not named any more. Raises Refused."""
    output = locked_output(by=by, pk=output_pk)
    require(can_take_name_back(by, output.project_id))
    Credit.objects.filter(output=output, membership=by).delete()
    note_change(project_id=by.project_id, also_when_closed=True)
