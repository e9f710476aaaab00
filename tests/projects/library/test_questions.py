"""The starting questions: how many, where, and that they are ours."""

from collections import Counter

from projects.library.cards import CARDS
from projects.library.questions import BASE, LOOSE, QUESTIONS
from projects.models import Piece


def test_six_to_rest_on_and_eighteen_to_foresee() -> None:
    assert Counter(each.group for each in QUESTIONS) == {
        "base": 6, "people": 6, "work": 6, "limits": 3, "hard": 3,
    }  # fmt: skip
    assert [each.key for each in QUESTIONS[:6]] == [each.key for each in BASE]


def test_every_question_has_a_key_of_its_own_and_says_why_with_an_example() -> None:
    all_of_them = [*QUESTIONS, LOOSE]
    assert len({each.key for each in all_of_them}) == 25
    assert [each.key for each in all_of_them if not (each.why and each.example)] == []


def test_every_question_fits_its_column() -> None:
    lengths = {name: Piece._meta.get_field(name).max_length for name in ("key", "question", "why", "example")}
    too_long = [
        (each.key, name)
        for each in [*QUESTIONS, LOOSE]
        for name, most in lengths.items()
        if len(str(getattr(each, name))) > (most or 0)
    ]
    assert too_long == []


def test_twelve_cards_each_with_its_own_question() -> None:
    assert len({str(card.question) for card in CARDS}) == 12
