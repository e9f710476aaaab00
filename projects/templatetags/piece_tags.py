"""Words and addresses that the pages of the jigsaw share."""

from dataclasses import dataclass
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.translation import ngettext

from projects.models import Piece
from projects.queries.piece import Plan

register = template.Library()

ANY_ADDRESS, ANY_PIECE = "ADDRESS", 987654321  # no address has capitals


@dataclass(frozen=True)
class CountLine:
    """How many pieces are in one state, in words."""

    state: str
    words: str


@register.simple_tag
def plan_counts(plan: Plan) -> list[CountLine]:
    """ "9 pieces agreed.", "7 we are talking about." and so on; states without a piece are left out."""
    agreed, talking, waiting, aside = (plan.count(status) for status in ORDER)
    lines = [
        (agreed, ngettext("%(n)d piece agreed.", "%(n)d pieces agreed.", agreed)),
        (talking, ngettext("%(n)d we are talking about.", "%(n)d we are talking about.", talking)),
        (waiting, ngettext("%(n)d not started.", "%(n)d not started.", waiting)),
        (aside, ngettext("%(n)d not needed here.", "%(n)d not needed here.", aside)),
    ]
    return [
        CountLine(str(status), words % {"n": number})
        for status, (number, words) in zip(ORDER, lines, strict=True)
        if number
    ]


ORDER = (
    Piece.Status.AGREED,
    Piece.Status.TALKING,
    Piece.Status.NOT_STARTED,
    Piece.Status.NOT_NEEDED,
)


@register.filter
def piece_page(pk: int, address: str) -> str:
    """The path of a piece's page. For rows: looking it up afresh costs more than the rest of a row."""
    return _piece_page().replace(ANY_ADDRESS, address).replace(str(ANY_PIECE), str(pk))


@lru_cache(maxsize=1)
def _piece_page() -> str:
    return reverse("projects:piece-detail", args=[ANY_ADDRESS, ANY_PIECE])
