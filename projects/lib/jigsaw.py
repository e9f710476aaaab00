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
MARGIN = 10
LOOSE_SIDE = 38.0
LOOSE_ROOM = 72  # to the right of the others

KNOB, HOLE, STRAIGHT = 1, -1, 0
# A side with a knob, as shares of its length: how far along, how far out. Two curves between two straight bits.
ALONG_STRAIGHT = 0.36
CURVES = [
    [(0.09, 0.01), (-0.06, 0.21), (0.14, 0.21)],
    [(0.20, 0.0), (0.05, -0.20), (0.14, -0.21)],
]
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


def _edge(direction: tuple[int, int], side: float, kind: int) -> str:
    def step(along: float, out: float) -> str:
        x, y = direction
        # Clockwise on a screen, where y grows downwards, outwards is to the left of the way.
        over, down = along * x + out * kind * y, along * y - out * kind * x
        return f"{_short(over * side)} {_short(down * side)}"

    if kind == STRAIGHT:
        return f"l{step(1, 0)}"
    curves = "".join(f"c{' '.join(step(along, out) for along, out in curve)}" for curve in CURVES)
    return f"l{step(ALONG_STRAIGHT, 0)}{curves}l{step(ALONG_STRAIGHT, 0)}"


def _short(number: float) -> str:
    return f"{round(number, 1) + 0.0:g}"  # adding nothing turns -0 into 0
