"""Promise P2 at its root: what is published about a round tells nothing about fewer than k people.

Two attackers try. The first looks at every number and every difference of numbers of random rounds of 0 to 36 people. The
second knows the rules, takes every small round there can be, and asks what all rounds with the same picture have in
common: the size of a small group, or that all of a group said the same.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import astuple
from itertools import combinations, product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from principles.adherence import (
    ItemPicture,
    Row,
    Sheets,
    Shown,
    Tally,
    picture_of_item,
    shown_asked,
    shown_count,
)

SIDES = ("lived", "staff", "rest")


@st.composite
def rounds(draw: st.DrawFn) -> tuple[int, int, Sheets, list[Tally]]:
    """k, how many were asked, who sent answers by side, and three questions; some people left the last two out."""
    k = draw(st.sampled_from([3, 5]))
    sheets = Sheets(*(draw(st.integers(0, 12)) for _side in SIDES))
    tallies = []
    for item in range(3):
        rows = []
        for side in SIDES:
            left_out = 0 if item == 0 else min(getattr(sheets, side), draw(st.integers(0, 6)))
            here = getattr(sheets, side) - left_out
            often = draw(st.integers(0, here))
            rows.append(Row(often, here - often))
        tallies.append(Tally(*rows))
    return k, sheets.people + draw(st.integers(0, 10)), sheets, tallies


def group_sizes(picture: ItemPicture, answered: int | None) -> Iterator[int]:
    """Every size of a group of people that can be read from one question's picture, or by taking one from another."""
    if picture.everyone is None or picture.everyone.answered is None:
        return
    everyone = picture.everyone.answered
    yield everyone
    if answered is not None:
        yield answered - everyone
    if picture.lived and picture.staff:
        yield picture.lived.answered
        yield picture.staff.answered
        yield everyone - picture.lived.answered - picture.staff.answered


def cells(picture: ItemPicture) -> Iterator[tuple[int, int]]:
    """Every row of the picture, and the row left over: who said often, of how many."""
    rows = [
        row for row in (picture.everyone, picture.lived, picture.staff) if row and row.answered is not None
    ]
    yield from ((row.often, row.answered) for row in rows)
    if len(rows) == 3:
        rest = rows[0].answered - rows[1].answered - rows[2].answered
        if rest:
            yield rows[0].often - rows[1].often - rows[2].often, rest


ALL_OF_24 = Tally(lived=Row(5, 7), staff=Row(6, 6))
ONE_AND_FOUR_LEFT_OUT = Tally(lived=Row(5, 6), staff=Row(4, 4))


@settings(max_examples=1000, deadline=None)
@given(rounds())
@example((5, 24, Sheets(12, 12), [ALL_OF_24, ONE_AND_FOUR_LEFT_OUT, ALL_OF_24]))
def test_no_number_of_a_round_is_about_a_small_group(given_round) -> None:
    k, asked, sheets, tallies = given_round
    answered = shown_count(sheets.people, k)
    told_asked = shown_asked(asked, answered, k)
    pictures = [picture_of_item(tally, sheets, k) for tally in tallies]

    sizes = [size for picture in pictures for size in group_sizes(picture, answered)]
    if answered is not None:
        sizes.append(answered)
        if told_asked is not None:
            sizes.append(told_asked - answered)
    assert [size for size in sizes if 0 < size < k] == []
    assert [cell for picture in pictures for cell in cells(picture) if not 2 <= cell[0] <= cell[1] - 2] == []
    # Where two questions show sides, the difference of a side between them is a group too: those who left one out.
    for one, other in combinations([picture for picture in pictures if picture.is_split], 2):
        for side in ("lived", "staff"):
            numbers = [getattr(picture, side).answered for picture in (one, other)]
            if None not in numbers and answered in (one.everyone.answered, other.everyone.answered):
                assert not 0 < abs(numbers[0] - numbers[1]) < k


def worlds(people: int) -> Iterator[tuple[Tally, Sheets]]:
    """Every way in which this many people can be of a side and say often, seldom or nothing to one question."""
    for parts in _splits(people, 9):
        lived, staff, rest = parts[:3], parts[3:6], parts[6:]
        tally = Tally(Row(*lived[:2]), Row(*staff[:2]), Row(*rest[:2]))
        yield tally, Sheets(sum(lived), sum(staff), sum(rest))


def _splits(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    for bars in combinations(range(total + parts - 1), parts - 1):
        edges = (-1, *bars, total + parts - 1)
        yield tuple(edges[place + 1] - edges[place] - 1 for place in range(parts))


def groups(tally: Tally, sheets: Sheets) -> Iterator[tuple[tuple[str, ...], int, int, int]]:
    """For every choice of sides: how many said often, how many seldom, how many left the question out."""
    for choice in product((False, True), repeat=3):
        sides = tuple(side for side, taken in zip(SIDES, choice, strict=True) if taken)
        if sides:
            rows = [getattr(tally, side) for side in sides]
            often, seldom = sum(row.often for row in rows), sum(row.seldom for row in rows)
            yield sides, often, seldom, sum(getattr(sheets, side) for side in sides) - often - seldom


def test_nobody_who_knows_the_rules_learns_about_a_small_group() -> None:
    k = 3
    known: dict[object, dict[object, set[object]]] = {}
    for people in range(9):
        for tally, sheets in worlds(people):
            picture = picture_of_item(tally, sheets, k)
            seen = (shown_count(people, k), astuple(picture))
            facts = known.setdefault(seen, defaultdict(set))
            for sides, often, seldom, out in groups(tally, sheets):
                facts["in", sides].add(often + seldom)
                facts["out", sides].add(out)
                facts["same", sides].add(often + seldom > 0 and 0 in (often, seldom))
    leaks = [
        (seen, fact, values)
        for seen, facts in known.items()
        for fact, values in facts.items()
        if len(values) == 1 and (values == {True} or (fact[0] != "same" and 0 < next(iter(values)) < k))
    ]
    assert leaks == []
    assert {seen[1][1] for seen in known} == {shown.value for shown in Shown}
