"""The geometry of the jigsaw."""

import re
from itertools import pairwise

import pytest

from projects.lib.jigsaw import (
    HOLE,
    IN_A_ROW,
    KNOB,
    PITCH,
    SIDE,
    STRAIGHT,
    corner_of,
    draw_jigsaw,
    outline,
    points_along,
    sides_of,
)

COUNTS = [1, 2, 5, 6, 7, 13, 24, 25, 60]
UP, RIGHT, DOWN, LEFT = range(4)


def ends_at(path: str) -> tuple[float, float]:
    """Where a path of steps ends, from where it began."""
    x = y = 0.0
    for letter, words in re.findall(r"([lc])([^lcMz]*)", path):
        numbers = [float(word) for word in words.split()]
        assert len(numbers) == {"l": 2, "c": 6}[letter]
        x, y = x + numbers[-2], y + numbers[-1]
    return round(x, 6), round(y, 6)


def test_the_same_states_give_the_same_picture() -> None:
    states = ["agreed", "talking", "not_started"] * 8
    assert draw_jigsaw(states, "talking") == draw_jigsaw(list(states), "talking")


@pytest.mark.parametrize("count", COUNTS)
def test_where_two_pieces_meet_one_has_a_knob_and_the_other_a_hole(count: int) -> None:
    for number in range(count):
        sides = sides_of(number, count)
        beside, below = number + 1, number + IN_A_ROW
        if beside < count and beside % IN_A_ROW:
            assert {sides[RIGHT], sides_of(beside, count)[LEFT]} == {KNOB, HOLE}
        else:
            assert sides[RIGHT] == STRAIGHT
        if below < count:
            assert {sides[DOWN], sides_of(below, count)[UP]} == {KNOB, HOLE}
        else:
            assert sides[DOWN] == STRAIGHT


@pytest.mark.parametrize("count", COUNTS)
def test_the_rim_is_straight(count: int) -> None:
    assert {sides_of(number, count)[UP] for number in range(min(count, IN_A_ROW))} == {STRAIGHT}
    assert {sides_of(number, count)[LEFT] for number in range(0, count, IN_A_ROW)} == {STRAIGHT}


def test_every_outline_comes_back_to_where_it_began() -> None:
    paths = {shape.path for shape in draw_jigsaw(["agreed"] * 60, "talking").shapes}
    # Steps are written with one digit after the point, so ten of them may be off by a tenth each at most.
    assert [path for path in paths if max(map(abs, ends_at(path))) > 1] == []


def test_a_side_with_a_knob_is_as_long_as_a_straight_one() -> None:
    for kind in (KNOB, HOLE):
        assert points_along(kind)[0][0] + points_along(kind)[-1][0] == pytest.approx(1)
        assert (points_along(kind)[0][1], points_along(kind)[-1][1]) == (0, 0)


def bow(kind: int) -> list[tuple[float, float]]:
    """Many points of a knob or hole, in the units of the picture, seen from the piece it belongs to."""
    points, found = points_along(kind), []
    for first in range(0, len(points) - 1, 3):
        four = points[first : first + 4]
        for step in range(21):
            t = step / 20
            weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            found.append(
                (
                    SIDE * sum(weight * point[0] for weight, point in zip(weights, four, strict=True)),
                    SIDE * sum(weight * point[1] for weight, point in zip(weights, four, strict=True)),
                )
            )
    return found


def test_the_edges_of_neighbours_match_with_a_thin_gap_between_them() -> None:
    gap = PITCH - SIDE
    knob = bow(KNOB)
    hole = [(along, gap - out) for along, out in bow(HOLE)]  # the neighbour begins after the gap
    hole += [(SIDE * share / 100, float(gap)) for share in range(101) if abs(share - 50) > 17]
    apart = [min(((x - a) ** 2 + (y - b) ** 2) ** 0.5 for a, b in hole) for x, y in knob]
    assert (min(apart) > 0.8, max(apart) < 1.2 * gap) == (True, True), (min(apart), max(apart))


def test_a_knob_has_no_corner_in_it() -> None:
    for (x, y), (a, b) in pairwise(bow(KNOB)):
        assert ((x - a) ** 2 + (y - b) ** 2) ** 0.5 < SIDE / 20


def test_pieces_lie_six_to_a_row_and_the_loose_one_apart() -> None:
    picture = draw_jigsaw(["not_started"] * 13, "talking")
    assert [shape.path.split("l")[0] for shape in picture.shapes[5:8]] == ["M262 12", "M12 62", "M62 62"]
    assert (picture.width, picture.height) == (384, 174)
    assert picture.loose is not None
    left = float(picture.loose.path[1:].split()[0])
    assert left > corner_of(5)[0] + PITCH


def test_the_loose_piece_has_knobs_all_round() -> None:
    picture = draw_jigsaw([], "not_started")
    assert picture.loose is not None
    assert picture.loose.path.split("l", 1)[1] == outline(0, 0, 38, (KNOB, KNOB, KNOB, KNOB)).split("l", 1)[1]


def test_no_loose_piece_and_no_pieces() -> None:
    picture = draw_jigsaw([], None)
    assert (picture.shapes, picture.loose, picture.height) == ([], None, 74)


def test_each_shape_has_the_state_of_its_piece() -> None:
    states = ["agreed", "talking", "not_needed", "not_started"]
    assert [shape.state for shape in draw_jigsaw(states, None).shapes] == states
