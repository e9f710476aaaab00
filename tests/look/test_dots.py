"""Dots, bars and words: one circle a person."""

from types import SimpleNamespace

import pytest

from coproduce.templatetags import dots


@pytest.mark.parametrize(
    ("filled", "total", "count", "height"),
    [(2, 6, 6, 24), (12, 12, 12, 24), (1, 13, 13, 48), (5, 30, 30, 72), (5, 31, 0, 72), (None, 8, 0, 24)],
)
def test_dots_draw_one_circle_a_person_up_to_thirty(
    filled: int | None, total: int, count: int, height: int
) -> None:
    row = SimpleNamespace(filled=filled, total=total)

    assert len(dots.dots(row)) == count
    assert sum(dot.full for dot in dots.dots(row)) == (filled if count else 0)
    assert dots.dots_height(row) == height


def test_bar_width_is_the_filled_part_of_the_whole() -> None:
    assert dots.bar_width(SimpleNamespace(filled=26, total=52)) == 144


def test_rings_are_the_people_who_are_not_filled() -> None:
    assert dots.rings(SimpleNamespace(filled=2, total=6)) == 4
