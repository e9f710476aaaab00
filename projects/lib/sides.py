"""Acts that need a yes from both kinds of experience. Only what people say for that act counts (decision 9)."""

from collections.abc import Iterable

LIVED, STAFF = "lived", "staff"


def sides_missing(counted: Iterable[str]) -> list[str]:
    """Which sides have no voice among these yeses: LIVED, STAFF, both or none of them. Others are not counted."""
    heard = set(counted)
    return [side for side in (LIVED, STAFF) if side not in heard]


def both_said_yes(counted: Iterable[str]) -> bool:
    """Whether there is at least one yes from each side."""
    return not sides_missing(counted)
