"""People dots: how a row of a chart becomes circles, or a bar where there are many people."""

from dataclasses import dataclass
from typing import Any

from django import template

register = template.Library()

DOT_STEP = 24
DOTS_A_LINE = 12
MOST_DOTS = 30


@dataclass(frozen=True)
class Dot:
    """One person in a chart: the middle of the circle, and whether it is filled."""

    x: int
    y: int
    full: bool


@register.filter
def dots(row: Any) -> list[Dot]:
    """One circle a person, at most twelve a line; none for rows in words or with more than 30 people."""
    if row.filled is None or not row.total or row.total > MOST_DOTS:
        return []
    return [
        Dot(
            DOT_STEP // 2 + DOT_STEP * (place % DOTS_A_LINE),
            DOT_STEP // 2 + DOT_STEP * (place // DOTS_A_LINE),
            place < row.filled,
        )
        for place in range(row.total)
    ]


@register.filter
def dots_height(row: Any) -> int:
    """The height of the picture of a row's dots, in its own units."""
    return DOT_STEP * -(-row.total // DOTS_A_LINE)


@register.filter
def bar_width(row: Any) -> int:
    """The filled part of a bar 288 wide, for rows of more than 30 people."""
    return round(DOT_STEP * DOTS_A_LINE * row.filled / row.total)


@register.filter
def rings(row: Any) -> int:
    """How many people of the row stand as an empty circle."""
    return int(row.total - row.filled)


@register.filter
def has_dots(chart: Any) -> bool:
    """True when at least one row of the chart is drawn as dots, so that they need explaining."""
    return any(dots(row) for row in chart.rows)
