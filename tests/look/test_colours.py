"""Contrast of every pair of colours that the look uses, in both themes (A6 of design.md), told from the stylesheet."""

import re

import pytest
from django.conf import settings

CSS = (settings.BASE_DIR / "static" / "app.css").read_text()
GROUNDS = ("paper", "surface")
BOXES = ("ok-bg", "info-bg", "care-bg", "error-bg", "sunk")


def tokens(selector: str) -> dict[str, str]:
    """The colours that a rule sets, each as #rrggbb."""
    match = re.search(re.escape(selector) + r" \{(.*?)\}", CSS, re.DOTALL)
    assert match
    found = re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{3,6});", match[1])
    return {
        name: value if len(value) == 7 else "#" + "".join(2 * digit for digit in value[1:])
        for name, value in found
    }


LIGHT = tokens(":root")
DARK = {**LIGHT, **tokens(':root[data-theme="dark"]')}
THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def brightness(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted([brightness(one), brightness(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_black_on_white_is_21() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21


def test_dark_by_choice_and_by_phone_are_the_same() -> None:
    assert tokens(':root[data-theme="dark"]') == tokens(':root:not([data-theme="light"])')


@THEMES
@pytest.mark.parametrize("words", ["ink", "ink2", "link", "visited", "care", "error", "pine"])
def test_words_stand_out_seven_to_one(theme: dict[str, str], words: str) -> None:
    assert [ground for ground in GROUNDS if contrast(theme[words], theme[ground]) < 7] == []


@THEMES
@pytest.mark.parametrize("box", BOXES)
def test_words_in_boxes_stand_out_seven_to_one(theme: dict[str, str], box: str) -> None:
    assert contrast(theme["ink"], theme[box]) >= 7
    assert contrast(theme["link"], theme[box]) >= 4.5
    assert contrast(theme["ink2"], theme[box]) >= 4.5


@THEMES
@pytest.mark.parametrize(
    ("words", "ground"),
    [("on-pine", "pine"), ("on-pine", "pine-deep"), ("on-care", "care"), ("error", "error-bg")],
)
def test_words_on_colour_stand_out(theme: dict[str, str], words: str, ground: str) -> None:
    assert contrast(theme[words], theme[ground]) >= 4.5


@THEMES
@pytest.mark.parametrize("edge", ["line", "pine", "error", "p1", "p2", "p3", "p4", "p5", "p6"])
def test_edges_and_marks_stand_out_three_to_one(theme: dict[str, str], edge: str) -> None:
    assert [ground for ground in GROUNDS if contrast(theme[edge], theme[ground]) < 3] == []


def test_skip_link_stands_out_in_both_themes() -> None:
    assert contrast(LIGHT["ink"], LIGHT["honey"]) >= 7
