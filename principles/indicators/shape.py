"""The shape of an indicator: one fact of many projects at once, counted from records that exist."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from projects.models import Project


@dataclass(frozen=True)
class Counted:
    """One fact of one project. `people` is how many different people it rests on, where the records are private."""

    project: int
    done: int
    out_of: int
    people: int | None = None


@dataclass(frozen=True)
class Record:
    """A record behind a number: what it is called, the page a member may open, and whether it counts as done.

    `url` is the name of a page and what it takes; empty for a record without a page of its own.
    """

    words: str
    url: tuple[str, ...] = ()
    done: bool = True


@dataclass(frozen=True)
class Indicator:
    """A fact about what was done. Nothing is blended: each stands with its own words and its own records.

    `words` holds %(done)s and %(out_of)s, `none_yet` is what stands where there is nothing to count and may hold %(k)s;
    `nearly_all` and `hardly_any` stand for private facts where a number would point at one person.
    `private`: it rests on what people said about themselves, and is told only about k people and more (decision 16).
    """

    slug: str  # also DoneCount.indicator
    principle: str
    words: Any
    none_yet: Any
    count: Callable[[Sequence[int]], Iterable[Counted]]  # ids of projects; one query however many
    records: Callable[[Project], list[Record]] | None = None
    private: bool = False
    nearly_all: Any = ""
    hardly_any: Any = ""
