"""What charts say, from a frozen release."""

from datetime import date

import pytest

from principles.charts import (
    Chart,
    ChartRow,
    chart_of_item,
    chart_of_trend,
    gap_words,
    short_finding,
    tag_kind,
)
from principles.models import ItemRelease, PulseRound


def whole(often: int, people: int, **fields) -> ItemRelease:
    values = {
        "item_id": 3,
        "word": "mixed",
        "shown": "numbers",
        "share": "half",
        "often": often,
        "answered": people,
    }
    return ItemRelease(**{**values, **fields})


def in_words(share: str) -> ItemRelease:
    return ItemRelease(item_id=3, word="going_well", shown="words", share=share)


def split(gap: str = "likely", lower: str = "lived") -> ItemRelease:
    return ItemRelease(
        item_id=3, word="needs_work", shown="numbers", split=True, share="half", often=8, answered=14,
        lived_share="fewer", lived_often=2, lived_answered=6, staff_share="most", staff_often=6, staff_answered=8,
        gap=gap, lower=lower,
    )  # fmt: skip


def split_in_words() -> ItemRelease:
    return ItemRelease(
        item_id=3,
        word="needs_work",
        shown="words",
        split=True,
        lived_share="fewer",
        staff_share="nearly",
        gap="none",
    )


def test_chart_of_item_counts_people() -> None:
    chart = chart_of_item(whole(12, 24), heading="Do you feel safe here?", tone="p5", k=5)

    assert chart == Chart(
        id="item-3",
        heading="Do you feel safe here?",
        finding="12 of 24 people said mostly or always.",
        rows=(ChartRow("Everyone", 12, 24, "12 of 24"),),
        tone="p5",
    )


def test_chart_of_item_says_when_the_group_is_small() -> None:
    assert chart_of_item(whole(5, 8), heading="", tone="", k=5).finding == (
        "5 of 8 people said mostly or always. The group is small: one or two people can change this."
    )


@pytest.mark.parametrize(
    ("gap", "lower", "words"),
    [
        (
            "likely",
            "lived",
            "Staff see it as better. The gap is likely to be real, but the groups are small.",
        ),
        (
            "may_be",
            "staff",
            "People with lived experience see it as better. It may be a gap. There are too few answers to be sure.",
        ),
        ("none", "", "There is no clear gap."),
    ],
)
def test_chart_of_item_names_the_sides_and_how_sure_the_gap_is(gap: str, lower: str, words: str) -> None:
    chart = chart_of_item(split(gap, lower), heading="", tone="", k=5)

    assert chart.finding == (
        f"2 of 6 people with lived experience said mostly or always. 6 of 8 staff did. {words}"
    )
    assert chart.rows == (ChartRow("Lived experience", 2, 6, "2 of 6"), ChartRow("Staff", 6, 8, "6 of 8"))


def test_chart_of_item_in_words_has_no_number_at_all() -> None:
    chart = chart_of_item(split_in_words(), heading="", tone="", k=5)

    assert chart.rows == (
        ChartRow("Lived experience", None, None, "fewer than half"),
        ChartRow("Staff", None, None, "nearly everyone"),
    )
    assert chart.finding == (
        "Lived experience: fewer than half said mostly or always. Staff: nearly everyone did. There is no clear gap. "
        "We use words here, so that no one stands out."
    )


def test_chart_of_item_that_is_hidden_has_no_rows() -> None:
    chart = chart_of_item(ItemRelease(item_id=3, word="not_enough", shown="hidden"), heading="", tone="", k=5)

    assert (chart.rows, chart.finding) == (
        (),
        "Not enough answers to show this. We need 5 or more, and nobody may stand out.",
    )


@pytest.mark.parametrize(
    ("release", "words"),
    [
        (whole(5, 8), "5 of 8 said mostly or always."),
        (in_words("hardly"), "Hardly anyone said mostly or always."),
        (split("none", ""), "8 of 14 said mostly or always. There is no clear gap."),
        (
            split_in_words(),
            "Lived experience: fewer than half said mostly or always. Staff: nearly everyone did. There is no clear gap.",
        ),
        (ItemRelease(shown="hidden"), ""),
    ],
)
def test_short_finding(release: ItemRelease, words: str) -> None:
    assert short_finding(release) == words


def rounds(*releases: ItemRelease) -> list[tuple[PulseRound, ItemRelease]]:
    days = [date(2027, 5, 14), date(2027, 2, 12), date(2026, 11, 13)]
    return [(PulseRound(closes_on=day), release) for day, release in zip(days, releases, strict=False)]


def test_chart_of_trend_has_one_row_a_round_newest_first() -> None:
    chart = chart_of_trend(rounds(whole(5, 8), whole(3, 8)), heading="The rounds so far", tone="p1")

    assert chart is not None
    assert chart.rows == (
        ChartRow("14 May 2027", 5, 8, "5 of 8"),
        ChartRow("12 February 2027", 3, 8, "3 of 8"),
    )


def test_chart_of_trend_is_all_words_when_one_round_is() -> None:
    chart = chart_of_trend(rounds(in_words("nearly"), whole(3, 8)), heading="", tone="")

    assert chart is not None
    assert chart.rows == (
        ChartRow("14 May 2027", None, None, "nearly everyone"),
        ChartRow("12 February 2027", None, None, "fewer than half"),
    )


def test_chart_of_trend_needs_two_rounds_that_show_something() -> None:
    assert chart_of_trend(rounds(whole(5, 8)), heading="", tone="") is None
    assert chart_of_trend(rounds(whole(5, 8), split_in_words()), heading="", tone="") is None


def test_gap_words_and_tags() -> None:
    assert (gap_words(split()), gap_words(whole(5, 8))) == ("Likely to be real", "")
    words = ("going_well", "mixed", "needs_work", "not_enough", "not_asked")
    assert [tag_kind(word) for word in words] == ["on", "talk", "", "", ""]
