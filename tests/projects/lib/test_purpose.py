import pytest

from projects.lib.purpose import is_agreed

LIVED_YES, LIVED_ASIDE, LIVED_NO = ("agree", "lived"), ("aside", "lived"), ("change", "lived")
STAFF_YES, STAFF_NO, NOT_NO = ("agree", "staff"), ("change", "staff"), ("change", "not")


@pytest.mark.parametrize(
    ("answers", "agreed"),
    [
        ([], False),
        ([STAFF_YES], False),
        ([LIVED_YES], True),
        ([LIVED_ASIDE], True),
        ([LIVED_YES, LIVED_ASIDE, LIVED_YES], True),
        ([LIVED_NO], False),
        ([LIVED_YES, LIVED_NO], False),
        ([LIVED_YES, STAFF_NO, NOT_NO], True),
    ],
)
@pytest.mark.parametrize("was_agreed", [True, False])
def test_new_words_are_agreed_by_those_who_count_as_lived_experience(
    answers: list[tuple[str, str]], agreed: bool, was_agreed: bool
) -> None:
    assert is_agreed(answers, was_agreed=was_agreed, stands=False) is agreed


@pytest.mark.parametrize("was_agreed", [True, False])
def test_words_that_are_asked_about_again_stay_as_they_were_until_such_a_person_answers(
    was_agreed: bool,
) -> None:
    for answers in ([], [STAFF_YES], [STAFF_NO, NOT_NO]):
        assert is_agreed(answers, was_agreed=was_agreed, stands=True) is was_agreed
    assert is_agreed([LIVED_NO], was_agreed=was_agreed, stands=True) is False
    assert is_agreed([LIVED_YES], was_agreed=was_agreed, stands=True) is True
