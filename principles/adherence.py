"""Pure scoring: what may be said about the answers to a round, and in which form. Dataclasses in, dataclasses out.

The rules are decisions 10 to 14 of the project and the table in docs/measuring.md. Nothing here touches the database:
the counts come in, the frozen picture goes out, and every number that may not be shown is left out of it.

Words used here: a person said "often" (always or mostly) or "seldom" (sometimes or no). Skipping a question or saying
that it does not fit leaves the row. k is the smallest group that a number may be about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import sqrt

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Z_90 = 1.6448536269514722  # a 90 % interval leaves 5 % on each side


class Word(TextChoices):
    """The word for a principle or a question. Listed weakest first; the two without a finding come last."""

    NEEDS_WORK = "needs_work", _("needs work")
    MIXED = "mixed", _("mixed")
    GOING_WELL = "going_well", _("going well")
    NOT_ENOUGH = "not_enough", _("not enough answers")
    NOT_ASKED = "not_asked", _("no one was asked")


class Shown(TextChoices):
    """How the figure for a question may be shown: as numbers, as words only, or not at all."""

    NUMBERS = "numbers"
    WORDS = "words"
    HIDDEN = "hidden"


class Share(TextChoices):
    """How many of a group said often, in words. The two ends blur one person: all or all but one, none or one."""

    NEARLY_EVERYONE = "nearly", _("nearly everyone")
    MOST = "most", _("most people")
    ABOUT_HALF = "half", _("about half")
    FEWER_THAN_HALF = "fewer", _("fewer than half")
    HARDLY_ANYONE = "hardly", _("hardly anyone")


class Gap(TextChoices):
    """What can be said about the difference between the two sides."""

    NOT_CLEAR = "none", _("no clear gap")
    MAY_BE = "may_be", _("may be a gap")
    LIKELY = "likely", _("likely to be real")


class Lower(TextChoices):
    """Which side says often less."""

    NEITHER = "", ""
    LIVED = "lived", _("people with lived experience")
    STAFF = "staff", _("staff")


@dataclass(frozen=True)
class Row:
    """People of one side who answered one question: how many said often, how many seldom."""

    often: int = 0
    seldom: int = 0

    @property
    def people(self) -> int:
        """Everyone the row rests on."""
        return self.often + self.seldom

    def __add__(self, other: "Row") -> "Row":
        return Row(self.often + other.often, self.seldom + other.seldom)


@dataclass(frozen=True)
class Sheets:
    """People who sent answers to a round, by how they asked to be counted."""

    lived: int = 0
    staff: int = 0
    rest: int = 0

    @property
    def people(self) -> int:
        """Everyone who sent answers."""
        return self.lived + self.staff + self.rest


@dataclass(frozen=True)
class Tally:
    """The answers to one question, by side. `rest` are those who asked not to be split."""

    lived: Row = field(default_factory=Row)
    staff: Row = field(default_factory=Row)
    rest: Row = field(default_factory=Row)

    @property
    def everyone(self) -> Row:
        """All sides together."""
        return self.lived + self.staff + self.rest


@dataclass(frozen=True)
class RowPicture:
    """What is published about one row. `often` and `answered` are None unless numbers may be shown."""

    share: Share
    often: int | None = None
    answered: int | None = None


@dataclass(frozen=True)
class ItemPicture:
    """What is published about one question of one round."""

    word: Word
    shown: Shown
    everyone: RowPicture | None = None
    lived: RowPicture | None = None
    staff: RowPicture | None = None
    gap: Gap | None = None
    lower: Lower = Lower.NEITHER

    @property
    def is_split(self) -> bool:
        """Whether the two sides are shown apart."""
        return self.lived is not None


HIDDEN = ItemPicture(Word.NOT_ENOUGH, Shown.HIDDEN)


# --- small numbers ----------------------------------------------------------------------------------------------------


def may_show(people: int, k: int) -> bool:
    """Whether a number may be about this many people: nobody, or k and more."""
    return people == 0 or people >= k


def may_compare(first: int | None, second: int | None, k: int) -> bool:
    """Whether two numbers of people may stand beside each other: the same, or k and more apart (decision 13)."""
    return first is not None and second is not None and may_show(abs(first - second), k)


def comparable(sizes: Sequence[int | None], k: int, most: int = 3) -> list[int]:
    """Which of these rounds (newest first) may be drawn together: each differs from all the others by 0 or >= k."""
    kept: list[int] = []
    for place, size in enumerate(sizes):
        if len(kept) < most and size and all(may_compare(size, sizes[other], k) for other in kept):
            kept.append(place)
    return kept


def is_near_agreement(row: Row) -> bool:
    """Whether everyone or all but one gave the same kind of answer: a number would tell each person's answer."""
    return row.people > 0 and min(row.often, row.seldom) <= 1


def may_split(tally: Tally, sheets: Sheets, k: int) -> bool:
    """Whether the sides may be shown apart: both have k and more, what is left over is nobody or k and more.

    Those of a side who left the question out are a group too: nobody, or k and more.
    """
    pairs = [(tally.lived, sheets.lived), (tally.staff, sheets.staff), (tally.rest, sheets.rest)]
    big_enough = tally.lived.people >= k and tally.staff.people >= k and may_show(tally.rest.people, k)
    return big_enough and all(may_compare(row.people, people, k) for row, people in pairs)


# --- words ------------------------------------------------------------------------------------------------------------


def word_for(row: Row) -> Word:
    """Two in three or more: going well. Fewer than half: needs work. Between: mixed (design, section 8.3)."""
    if 3 * row.often >= 2 * row.people:
        return Word.GOING_WELL
    return Word.NEEDS_WORK if 2 * row.often < row.people else Word.MIXED


def share_of(row: Row) -> Share:
    """The share who said often, in words."""
    if is_near_agreement(row):
        return Share.NEARLY_EVERYONE if row.often > row.seldom else Share.HARDLY_ANYONE
    shares = {
        Word.GOING_WELL: Share.MOST,
        Word.MIXED: Share.ABOUT_HALF,
        Word.NEEDS_WORK: Share.FEWER_THAN_HALF,
    }
    return shares[word_for(row)]


def lower_word(words: Iterable[Word]) -> Word:
    """The weakest word that says something; else "not enough", if anyone was asked at all."""
    found = set(words)
    return next((word for word in Word if word in found), Word.NOT_ASKED)


# --- the gap ----------------------------------------------------------------------------------------------------------


def wilson(row: Row) -> tuple[float, float]:
    """The 90 % interval for the share who said often (Wilson's score interval)."""
    people, share = row.people, row.often / row.people
    middle = share + Z_90**2 / (2 * people)
    half = Z_90 * sqrt(share * (1 - share) / people + Z_90**2 / (4 * people**2))
    whole = 1 + Z_90**2 / people
    return (middle - half) / whole, (middle + half) / whole


def newcombe(first: Row, second: Row) -> tuple[float, float, float]:
    """The difference of two shares with its 90 % interval: difference, lower end, upper end (Newcombe 1998)."""
    one, other = first.often / first.people, second.often / second.people
    (one_low, one_high), (other_low, other_high) = wilson(first), wilson(second)
    difference = one - other
    low = difference - sqrt((one - one_low) ** 2 + (other_high - other) ** 2)
    high = difference + sqrt((one_high - one) ** 2 + (other - other_low) ** 2)
    return difference, low, high


def gap_between(lived: Row, staff: Row) -> tuple[Gap, Lower]:
    """What to say about the difference of the sides: at least 1 in 4, and whether its interval is clear of 0."""
    difference, low, high = newcombe(lived, staff)
    if 4 * abs(difference) < 1:
        return Gap.NOT_CLEAR, Lower.NEITHER
    lower = Lower.LIVED if difference < 0 else Lower.STAFF
    return (Gap.LIKELY if low > 0 or high < 0 else Gap.MAY_BE), lower


def as_published(row: Row) -> list[Row]:
    """Every row that would be published in the same words: near agreement blurs one person."""
    if not is_near_agreement(row):
        return [row]
    ends = (0, 1) if row.often < row.seldom else (row.people - 1, row.people)
    return [Row(often, row.people - often) for often in ends]


def careful_gap(lived: Row, staff: Row) -> tuple[Gap, Lower]:
    """The gap that holds for every pair of rows that would be published in the same words: the weakest of them.

    Otherwise "may be a gap" against "no clear gap" would tell whether it was everyone or all but one.
    """
    found = {gap_between(one, other) for one in as_published(lived) for other in as_published(staff)}
    if len({lower for _gap, lower in found}) > 1:
        return Gap.NOT_CLEAR, Lower.NEITHER
    return min(found, key=lambda pair: list(Gap).index(pair[0]))


# --- the picture of a round -------------------------------------------------------------------------------------------


def picture_of_item(tally: Tally, sheets: Sheets, k: int) -> ItemPicture:
    """What is published about one question: hidden, in words, or in numbers; whole or by side.

    It shows only if k people and more answered it, and those who left it out are nobody, or k and more (decision 12).
    If one row stands in words, all rows of the figure do (decision 11). If both sides show, the lower one decides.
    """
    everyone = tally.everyone
    if everyone.people < k or not may_compare(everyone.people, sheets.people, k):
        return HIDDEN
    if may_split(tally, sheets, k):
        return _picture_by_side(tally)
    in_words = is_near_agreement(everyone)
    return ItemPicture(word_for(everyone), _shown(in_words), everyone=_row_picture(everyone, in_words))


def _picture_by_side(tally: Tally) -> ItemPicture:
    in_words = any(is_near_agreement(row) for row in (tally.lived, tally.staff, tally.rest))
    gap, lower = careful_gap(tally.lived, tally.staff)
    return ItemPicture(
        word=lower_word([word_for(tally.lived), word_for(tally.staff)]),
        shown=_shown(in_words),
        # In words the whole stays away: beside the sides it would tell everyone from all but one.
        everyone=None if in_words else _row_picture(tally.everyone, in_words),
        lived=_row_picture(tally.lived, in_words),
        staff=_row_picture(tally.staff, in_words),
        gap=gap,
        lower=lower,
    )


def _shown(in_words: bool) -> Shown:
    return Shown.WORDS if in_words else Shown.NUMBERS


def _row_picture(row: Row, in_words: bool) -> RowPicture:
    share = share_of(row)
    return RowPicture(share) if in_words else RowPicture(share, row.often, row.people)


def shown_count(people: int, k: int) -> int | None:
    """A count of people who answered, or None when it may not be told."""
    return people if may_show(people, k) else None


def shown_asked(asked: int, answered: int | None, k: int) -> int | None:
    """How many were asked, or None: told only where those who did not answer are nobody, or k and more."""
    return asked if asked >= k and may_compare(asked, answered, k) else None


# --- many projects ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Spread:
    """How many projects have each word for one principle. These are numbers of projects, not of people."""

    projects: int = 0
    needs_work: int = 0
    mixed: int = 0
    going_well: int = 0
    not_enough: int = 0

    @property
    def with_a_word(self) -> int:
        """Projects whose newest round says something."""
        return self.needs_work + self.mixed + self.going_well

    @property
    def not_asked(self) -> int:
        """Projects where no round has closed yet."""
        return max(0, self.projects - self.with_a_word - self.not_enough)

    @property
    def weakness(self) -> tuple[bool, float, float]:
        """For sorting, weakest first: the share of projects that need work, then of mixed ones; silence comes last."""
        said = self.with_a_word
        if not said:
            return (True, 0.0, 0.0)
        return (False, -self.needs_work / said, -self.mixed / said)
