"""What came first: the brief, or people with lived experience (seed 37). Never more than people let the project see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

BEFORE, AFTER, CANNOT_TELL = "before", "after", "cannot_tell"


@dataclass(frozen=True)
class Joined:
    """The day somebody joined, and whether they bring lived experience: None where they do not let the project see."""

    day: date
    lived: bool | None


def first_lived(joined: Sequence[Joined]) -> date | None:
    """The first day from which lived experience was there, of those who let the project see it."""
    return min((each.day for each in joined if each.lived), default=None)


def brief_came(brief: date | None, joined: Sequence[Joined]) -> str:
    """BEFORE or AFTER people with lived experience joined; CANNOT_TELL where it rests on what nobody may see.

    Somebody who was there already and does not let the project see what they bring may have brought it: then BEFORE
    would be a guess.
    """
    first = first_lived(joined)
    if brief is None or first is None or first == brief:
        return CANNOT_TELL
    if first < brief:
        return AFTER
    return CANNOT_TELL if any(each.lived is None and each.day <= brief for each in joined) else BEFORE
