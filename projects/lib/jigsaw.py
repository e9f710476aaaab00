"""The geometry of the jigsaw: the same states give the same picture. Pure; a template draws what stands here.

Pieces lie six to a row. Where two lie side by side one has a knob and the other a hole of the same form, with a thin gap
between them, so that each keeps its own edge. Sides without a neighbour are straight. The loose piece lies apart, with
knobs all round: it joins nothing, as it never closes (seed 82).
"""

from collections.abc import Sequence
from dataclasses import dataclass

IN_A_ROW = 6
PITCH = 50  # from one piece to the next
SIDE = 47.0  # of a piece; the rest is the gap
MARGIN = 12
LOOSE_SIDE = 38.0
LOOSE_ROOM = 72  # to the right of the others

KNOB, HOLE, STRAIGHT = 1, -1, 0
# The first half of each, as shares of the side: how far from its middle, how far out. The second half is its mirror.
# A hole is wider than the knob in it, and a knob is longer than a hole is deep, as it first crosses the gap.
HALVES = {
    KNOB: [
        (-0.12, 0.0),
        (-0.06, 0.01),
        (-0.03, 0.06),
        (-0.045, 0.13),
        (-0.16, 0.21),
        (-0.11, 0.265),
        (0.0, 0.265),
    ],
    HOLE: [
        (-0.17, 0.0),
        (-0.13, 0.0),
        (-0.09, 0.02),
        (-0.10, 0.08),
        (-0.23, 0.15),
        (-0.15, 0.24),
        (0.0, 0.24),
    ],
}
TOP, RIGHT, BOTTOM, LEFT = (1, 0), (0, 1), (-1, 0), (0, -1)  # which way each side runs, clockwise
Sides = tuple[int, int, int, int]


@dataclass(frozen=True)
class Shape:
    """One piece to draw: its outline, and its state, which gives it fill and edge."""

    path: str
    state: str


@dataclass(frozen=True)
class Jigsaw:
    """The whole picture: its size, the pieces in their places, and the loose one beside them."""

    width: int
    height: int
    shapes: list[Shape]
    loose: Shape | None


def draw_jigsaw(states: Sequence[str], loose: str | None) -> Jigsaw:
    """The picture of pieces in these states, in their order; `loose` is the state of the loose piece, if there is one."""
    rows = max(1, -(-len(states) // IN_A_ROW))
    height = 2 * MARGIN + rows * PITCH
    shapes = [
        Shape(outline(*corner_of(number), SIDE, sides_of(number, len(states))), state)
        for number, state in enumerate(states)
    ]
    width = 2 * MARGIN + IN_A_ROW * PITCH
    if loose is None:
        return Jigsaw(width, height, shapes, None)
    left, top = width + (LOOSE_ROOM - LOOSE_SIDE) / 2 - MARGIN, height - MARGIN - PITCH + 2
    alone = Shape(outline(left, top, LOOSE_SIDE, (KNOB, KNOB, KNOB, KNOB)), loose)
    return Jigsaw(width + LOOSE_ROOM - MARGIN, height, shapes, alone)


def corner_of(number: int) -> tuple[float, float]:
    """The top left corner of the piece with this number, from 0."""
    row, column = divmod(number, IN_A_ROW)
    return float(MARGIN + column * PITCH), float(MARGIN + row * PITCH)


def sides_of(number: int, count: int) -> Sides:
    """Knob, hole or straight at the top, right, bottom and left of a piece, of so many."""
    row, column = divmod(number, IN_A_ROW)
    turn = KNOB if (row + column) % 2 else HOLE  # pieces beside each other take turns
    return (
        turn if row else STRAIGHT,
        -turn if column < IN_A_ROW - 1 and number + 1 < count else STRAIGHT,
        turn if number + IN_A_ROW < count else STRAIGHT,
        -turn if column else STRAIGHT,
    )


def outline(left: float, top: float, side: float, sides: Sides) -> str:
    """The path round one piece, in steps from point to point: pieces of one form have the same words."""
    parts = [f"M{_short(left)} {_short(top)}"]
    parts += [
        _edge(direction, side, kind)
        for direction, kind in zip((TOP, RIGHT, BOTTOM, LEFT), sides, strict=True)
    ]
    return "".join(parts) + "z"


def points_along(kind: int) -> list[tuple[float, float]]:
    """The points of a knob or hole, as shares of the side: along it, and out from the piece. Three to a curve."""
    first = HALVES[kind]
    whole = first + [(-along, out) for along, out in reversed(first[:-1])]
    return [(0.5 + along, out * kind) for along, out in whole]


def _edge(direction: tuple[int, int], side: float, kind: int) -> str:
    def step(start: tuple[float, float], end: tuple[float, float]) -> str:
        x, y = direction
        along, out = end[0] - start[0], end[1] - start[1]
        # Clockwise on a screen, where y grows downwards, outwards is to the left of the way.
        return f"{_short((along * x + out * y) * side)} {_short((along * y - out * x) * side)}"

    if kind == STRAIGHT:
        return f"l{step((0, 0), (1, 0))}"
    points = points_along(kind)
    curves = "".join(
        "c" + " ".join(step(points[first], point) for point in points[first + 1 : first + 4])
        for first in range(0, len(points) - 1, 3)
    )
    return f"l{step((0, 0), points[0])}{curves}l{step(points[-1], (1, 0))}"


def _short(number: float) -> str:
    return f"{round(number, 1) + 0.0:g}"  # adding nothing turns -0 into 0
