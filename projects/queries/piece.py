"""Reads about the pieces of the jigsaw."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from coproduce.lib.prepared import prepared
from projects.lib.jigsaw import Jigsaw, draw_jigsaw
from projects.lib.sides import sides_missing
from projects.models import CountAs, Membership, Piece, PieceYes, Project, SharedQuestion

PAGE = 50
LAST_PAGE = 1000


@dataclass(frozen=True)
class PieceRow:
    """A piece as it stands in the list."""

    id: int
    group: str
    question: str
    status: str
    is_loose: bool

    @property
    def state(self) -> str:
        """Its status in words."""
        return str(Piece.Status(self.status).label)


@dataclass(frozen=True)
class Plan:
    """All pieces of a project: the list by group, the loose piece, how many are in which state."""

    pieces: list[PieceRow]
    loose: PieceRow | None

    def by_group(self) -> list[tuple[str, list[PieceRow]]]:
        """The pieces under the name of their group, in the order of the groups; groups without a piece are left out."""
        found = [
            (str(group.label), [row for row in self.pieces if row.group == group]) for group in Piece.Group
        ]
        return [(label, rows) for label, rows in found if rows]

    def count(self, status: str) -> int:
        """How many pieces are in this state; the loose one is not counted, as it never closes."""
        return Counter(row.status for row in self.pieces)[status]

    def picture(self) -> Jigsaw:
        """The jigsaw, in the order of the list."""
        rows = [row for _label, rows in self.by_group() for row in rows]
        return draw_jigsaw([row.status for row in rows], self.loose.status if self.loose else None)


@prepared
def _pieces(project: int) -> QuerySet[Piece, tuple[int, str, str, str, bool]]:
    found = Piece.objects.filter(project=project).order_by("position", "id")
    return found.values_list("pk", "group", "question", "status", "is_loose")


def plan_of(project: Project) -> Plan:
    """The pieces of a project, with one query."""
    rows = [PieceRow(*row) for row in _pieces(project.pk)]
    loose = next((row for row in rows if row.is_loose), None)
    return Plan([row for row in rows if not row.is_loose], loose)


@dataclass(frozen=True)
class YesRow:
    """Who said yes to the words that stand there now, and how they asked for it to count."""

    membership_id: int
    name: str
    count_as: str

    @property
    def counted(self) -> str:
        """How it counts, in words."""
        return str(CountAs(self.count_as).label)


@dataclass(frozen=True)
class Yeses:
    """The yeses of people who are here, to the words that stand there now. Nobody is listed for not saying it."""

    rows: list[YesRow]
    mine: YesRow | None
    missing: list[str]  # sides without a yes so far


def yeses_to(piece: Piece, reader: Membership) -> Yeses:
    """Who said yes to the present words of a piece, by name, with one query."""
    found = PieceYes.objects.filter(
        piece=piece, said_version=piece.said_version, membership__status=Membership.Status.ACTIVE
    ).values_list("membership_id", "membership__member__display_name", "count_as")
    rows = sorted((YesRow(*row) for row in found), key=lambda row: (row.name.casefold(), row.membership_id))
    mine = next((row for row in rows if row.membership_id == reader.pk), None)
    return Yeses(rows, mine, sides_missing(row.count_as for row in rows))


@dataclass(frozen=True)
class SharedRow:
    """A shared question as a member of a project sees it."""

    id: int
    question: str
    why: str
    example: str
    is_mine: bool
    is_here: bool


def shared_questions(reader: Membership, page: int = 1) -> tuple[list[SharedRow], int | None]:
    """Shared questions, fifty a page; the number of the next page if there is one. Two queries."""
    first = (page - 1) * PAGE
    found = list(SharedQuestion.objects.all()[first : first + PAGE + 1])
    here = {
        question.casefold()
        for question in Piece.objects.filter(project=reader.project_id).values_list("question", flat=True)
    }
    rows = [
        SharedRow(
            each.pk,
            each.question,
            each.why,
            each.example,
            each.shared_by_id == reader.member_id,
            each.question.casefold() in here,
        )
        for each in found[:PAGE]
    ]
    return rows, page + 1 if len(found) > PAGE else None


def is_shared(piece: Piece) -> bool:
    """Whether the library of all projects has this question."""
    return SharedQuestion.objects.filter(question__iexact=piece.question).exists()


def review_day(piece: Piece, today: date) -> date | None:
    """The day on which the group looks at a piece again, while it is still to come."""
    return piece.review_on if piece.review_on and piece.review_on >= today else None


def is_touched(piece: Piece) -> bool:
    """Whether somebody wrote on a piece, said yes to it, or made a task of it."""
    return bool(piece.said) or piece.thoughts.exists() or piece.yeses.exists() or piece.tasks.exists()
