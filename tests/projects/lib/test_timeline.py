from datetime import date

import pytest

from projects.lib.timeline import AFTER, BEFORE, CANNOT_TELL, Joined, brief_came, first_lived

BRIEF, EARLY, LATE = date(2027, 3, 1), date(2027, 2, 1), date(2027, 4, 1)


@pytest.mark.parametrize(
    ("joined", "came"),
    [
        ([Joined(LATE, lived=True)], BEFORE),
        ([Joined(EARLY, lived=True)], AFTER),
        ([Joined(EARLY, lived=True), Joined(EARLY, lived=None)], AFTER),
        ([Joined(LATE, lived=True), Joined(EARLY, lived=False)], BEFORE),
        ([Joined(LATE, lived=True), Joined(LATE, lived=None)], BEFORE),
        ([Joined(LATE, lived=True), Joined(EARLY, lived=None)], CANNOT_TELL),
        ([Joined(LATE, lived=True), Joined(BRIEF, lived=None)], CANNOT_TELL),
        ([Joined(BRIEF, lived=True)], CANNOT_TELL),
        ([Joined(EARLY, lived=False), Joined(LATE, lived=None)], CANNOT_TELL),
        ([], CANNOT_TELL),
    ],
)
def test_brief_came_says_only_what_is_seen(joined: list[Joined], came: str) -> None:
    assert brief_came(BRIEF, joined) == came


def test_brief_came_without_a_brief_cannot_tell() -> None:
    assert brief_came(None, [Joined(EARLY, lived=True)]) == CANNOT_TELL


def test_first_lived_is_the_first_day_that_is_seen() -> None:
    assert first_lived([Joined(LATE, lived=True), Joined(EARLY, lived=None)]) == LATE
    assert first_lived([Joined(EARLY, lived=False)]) is None
