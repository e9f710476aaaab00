"""The words, the gap and the order: what one question, one principle and many projects are called."""

import pytest

from principles.adherence import (
    Gap,
    ItemPicture,
    Lower,
    Row,
    RowPicture,
    Share,
    Sheets,
    Shown,
    Spread,
    Tally,
    Word,
    careful_gap,
    comparable,
    gap_between,
    lower_word,
    may_compare,
    may_show,
    newcombe,
    picture_of_item,
    share_of,
    shown_asked,
    shown_count,
    word_for,
)

K = 5


def row(often: int, people: int) -> Row:
    return Row(often, people - often)


@pytest.mark.parametrize(
    ("lived", "staff", "difference", "low", "high", "gap"),
    [
        ((2, 6), (7, 8), 0.54, 0.11, 0.78, Gap.LIKELY),
        ((3, 6), (6, 8), 0.25, -0.15, 0.57, Gap.MAY_BE),
        ((3, 5), (5, 5), 0.40, -0.04, 0.73, Gap.MAY_BE),
        ((11, 20), (20, 25), 0.25, 0.02, 0.45, Gap.LIKELY),
        ((4, 6), (5, 6), 0.17, None, None, Gap.NOT_CLEAR),
    ],
)
def test_gap_between_follows_the_examples_of_the_design(lived, staff, difference, low, high, gap) -> None:
    found = newcombe(row(*staff), row(*lived))

    assert round(found[0], 2) == difference
    if low is not None:
        assert (round(found[1], 2), round(found[2], 2)) == (low, high)
    lower = Lower.NEITHER if gap == Gap.NOT_CLEAR else Lower.LIVED
    assert gap_between(row(*lived), row(*staff)) == (gap, lower)


def test_gap_between_names_staff_when_they_say_so_less() -> None:
    assert gap_between(row(7, 8), row(2, 6)) == (Gap.LIKELY, Lower.STAFF)


def test_careful_gap_does_not_tell_everyone_from_all_but_one() -> None:
    """4 of 6 against 7 or 8 of 8: one would be no clear gap, the other is likely. Both say the weaker."""
    assert gap_between(row(4, 6), row(7, 8)) == (Gap.NOT_CLEAR, Lower.NEITHER)
    assert gap_between(row(4, 6), row(8, 8)) == (Gap.LIKELY, Lower.LIVED)
    assert careful_gap(row(4, 6), row(7, 8)) == (Gap.NOT_CLEAR, Lower.NEITHER)
    assert careful_gap(row(4, 6), row(8, 8)) == (Gap.NOT_CLEAR, Lower.NEITHER)


def test_careful_gap_says_nothing_when_the_direction_would_tell() -> None:
    """Three people each: all but one against none or one may point either way once the ends are blurred."""
    assert careful_gap(Row(2, 1), Row(3, 0)) == (Gap.NOT_CLEAR, Lower.NEITHER)


@pytest.mark.parametrize(
    ("often", "people", "word"),
    [
        (4, 6, Word.GOING_WELL),
        (3, 5, Word.MIXED),
        (3, 6, Word.MIXED),
        (2, 5, Word.NEEDS_WORK),
        (10, 15, Word.GOING_WELL),
        (9, 14, Word.MIXED),
        (7, 14, Word.MIXED),
        (6, 14, Word.NEEDS_WORK),
    ],
)
def test_word_for_two_in_three_and_half(often: int, people: int, word: Word) -> None:
    assert word_for(row(often, people)) == word


@pytest.mark.parametrize(
    ("often", "people", "share"),
    [
        (8, 8, Share.NEARLY_EVERYONE),
        (7, 8, Share.NEARLY_EVERYONE),
        (6, 8, Share.MOST),
        (4, 8, Share.ABOUT_HALF),
        (3, 8, Share.FEWER_THAN_HALF),
        (1, 8, Share.HARDLY_ANYONE),
        (0, 8, Share.HARDLY_ANYONE),
    ],
)
def test_share_of_blurs_the_two_ends(often: int, people: int, share: Share) -> None:
    assert share_of(row(often, people)) == share


@pytest.mark.parametrize(
    ("words", "lowest"),
    [
        ([Word.GOING_WELL, Word.MIXED], Word.MIXED),
        ([Word.GOING_WELL, Word.NEEDS_WORK], Word.NEEDS_WORK),
        ([Word.NOT_ENOUGH, Word.GOING_WELL], Word.GOING_WELL),
        ([Word.NOT_ENOUGH, Word.NOT_ENOUGH], Word.NOT_ENOUGH),
        ([], Word.NOT_ASKED),
    ],
)
def test_lower_word_is_the_weakest_that_says_something(words: list[Word], lowest: Word) -> None:
    assert lower_word(words) == lowest


def test_picture_of_item_shows_the_whole_when_nobody_chose_a_side() -> None:
    picture = picture_of_item(Tally(rest=Row(5, 3)), Sheets(rest=8), K)

    assert picture == ItemPicture(Word.MIXED, Shown.NUMBERS, everyone=RowPicture(Share.ABOUT_HALF, 5, 8))


def test_picture_of_item_shows_both_sides_and_the_lower_one_decides() -> None:
    picture = picture_of_item(Tally(lived=Row(2, 4), staff=Row(6, 2)), Sheets(lived=6, staff=8), K)

    assert picture == ItemPicture(
        Word.NEEDS_WORK,
        Shown.NUMBERS,
        everyone=RowPicture(Share.ABOUT_HALF, 8, 14),
        lived=RowPicture(Share.FEWER_THAN_HALF, 2, 6),
        staff=RowPicture(Share.MOST, 6, 8),
        gap=Gap.MAY_BE,
        lower=Lower.LIVED,
    )


def test_picture_of_item_puts_all_rows_in_words_when_one_is_near_agreement() -> None:
    """The 7 of 8 of wireframe 12 stand in words, and so do the 2 of 6 beside them (decision 11)."""
    picture = picture_of_item(Tally(lived=Row(2, 4), staff=Row(7, 1)), Sheets(lived=6, staff=8), K)

    assert picture == ItemPicture(
        Word.NEEDS_WORK,
        Shown.WORDS,
        lived=RowPicture(Share.FEWER_THAN_HALF),
        staff=RowPicture(Share.NEARLY_EVERYONE),
        gap=Gap.LIKELY,
        lower=Lower.LIVED,
    )


def test_picture_of_item_puts_rows_in_words_when_those_left_over_agree() -> None:
    picture = picture_of_item(
        Tally(lived=Row(3, 3), staff=Row(4, 4), rest=Row(5, 0)), Sheets(lived=6, staff=8, rest=5), K
    )

    assert (picture.shown, picture.everyone, picture.is_split) == (Shown.WORDS, None, True)


@pytest.mark.parametrize(
    ("tally", "sheets"),
    [
        (Tally(rest=Row(2, 2)), Sheets(rest=4)),  # fewer than k answered
        (Tally(rest=Row(4, 3)), Sheets(rest=8)),  # one person left it out
        (Tally(rest=Row(4, 4)), Sheets(rest=12)),  # four people left it out
        (Tally(), Sheets()),
    ],
)
def test_picture_of_item_hides_small_groups(tally: Tally, sheets: Sheets) -> None:
    assert picture_of_item(tally, sheets, K) == ItemPicture(Word.NOT_ENOUGH, Shown.HIDDEN)


@pytest.mark.parametrize(
    ("tally", "sheets"),
    [
        (Tally(lived=Row(2, 2), staff=Row(4, 4)), Sheets(lived=4, staff=8)),  # too few on one side
        (
            Tally(lived=Row(3, 3), staff=Row(4, 4), rest=Row(1, 1)),
            Sheets(lived=6, staff=8, rest=2),
        ),  # two left over
        # Five left it out, one with lived experience and four of the staff: each would be a small group.
        (Tally(lived=Row(5, 6), staff=Row(4, 4)), Sheets(lived=12, staff=12)),
    ],
)
def test_picture_of_item_shows_no_sides_when_one_group_would_be_small(tally: Tally, sheets: Sheets) -> None:
    picture = picture_of_item(tally, sheets, K)

    assert (picture.shown, picture.is_split, picture.gap) == (Shown.NUMBERS, False, None)


def test_counts_of_people_are_told_when_nobody_or_k_and_more() -> None:
    assert [shown_count(people, K) for people in (0, 1, 4, 5, 12)] == [0, None, None, 5, 12]
    assert [may_show(people, K) for people in (0, 1, 4, 5)] == [True, False, False, True]


def test_asked_is_told_only_when_those_who_kept_quiet_are_nobody_or_k_and_more() -> None:
    assert [shown_asked(asked, 8, K) for asked in (8, 9, 12, 13)] == [8, None, None, 13]
    assert shown_asked(8, None, K) is None
    assert shown_asked(8, 0, K) == 8


def test_rounds_are_compared_when_the_numbers_are_the_same_or_k_apart() -> None:
    assert [may_compare(10, other, K) for other in (10, 9, 6, 5, 15, None)] == [
        True,
        False,
        False,
        True,
        True,
        False,
    ]


def test_comparable_keeps_only_rounds_that_fit_all_others() -> None:
    assert comparable([10, 10, 6, 15, 16], K) == [0, 1, 3]
    assert comparable([None, 10, 0, 10], K) == [1, 3]


def test_spread_sorts_the_weakest_first_and_silence_last() -> None:
    spreads = {
        "well": Spread(projects=3, going_well=3),
        "mixed": Spread(projects=3, mixed=2, going_well=1),
        "silent": Spread(projects=3, not_enough=2),
        "weak": Spread(projects=3, needs_work=1, going_well=2),
    }

    assert sorted(spreads, key=lambda name: spreads[name].weakness) == ["weak", "mixed", "well", "silent"]
    assert spreads["silent"].not_asked == 1
