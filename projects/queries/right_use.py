"""Reads about what decision rights were used for: the newest first, a few beside something else, or fifty on a page."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from coproduce.lib.answers import Answer
from projects.models import DecisionRight, DecisionRightUse, Membership
from projects.permissions.right import can_take_back_use

PAGE = 50
FEW = 5


@dataclass(frozen=True)
class UseRow:
    """One use of a decision right, whether the reader may take it back still, and whether there is somebody to talk to."""

    use: DecisionRightUse
    may_take_back: Answer
    may_talk: bool

    @property
    def decided(self) -> bool:
        """Whether something was decided; else something was stopped."""
        return self.use.right.power == DecisionRight.Power.DECIDES


@dataclass(frozen=True)
class Uses:
    """A few uses, or a page of them; `older` is the id before which there are more (0: none)."""

    rows: list[UseRow]
    older: int


def _shown(project: int) -> QuerySet[DecisionRightUse]:
    found = DecisionRightUse.objects.filter(right__role__project=project)
    return found.select_related("right__role", "used_by__member").order_by("-pk")


def uses_of(
    reader: Membership,
    *,
    now: datetime,
    right: int | None = None,
    role: int | None = None,
    before: int | None = None,
    most: int = PAGE,
) -> Uses:
    """What the rights of the reader's project were used for, of one right or one role when it is named. One query."""
    uses = _shown(reader.project_id)
    named = {"right": right, "right__role": role, "pk__lt": before}
    found = list(
        uses.filter(**{name: value for name, value in named.items() if value is not None})[: most + 1]
    )
    shown = [_row(use, reader, now) for use in found[:most]]
    return Uses(shown, shown[-1].use.pk if len(found) > most else 0)


def _row(use: DecisionRightUse, reader: Membership, now: datetime) -> UseRow:
    other = use.used_by is not None and use.used_by.is_active and use.used_by_id != reader.pk
    return UseRow(use, can_take_back_use(reader, use, now), bool(other))
