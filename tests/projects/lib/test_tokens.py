import pytest
from django.test import override_settings

from projects.lib.tokens import hashed, invitation_token, new_seed, same_code, six_numbers


def test_invitation_token_has_128_bits_and_is_made_again_from_its_seed() -> None:
    seed = new_seed()
    assert len(invitation_token(seed)) == 26  # 16 bytes, five bits a letter
    assert invitation_token(seed) == invitation_token(seed)
    assert len({invitation_token(new_seed()) for _each in range(100)}) == 100


def test_a_seed_is_useless_without_the_key_of_the_site() -> None:
    seed = new_seed()
    ours = invitation_token(seed), six_numbers(seed)
    with override_settings(SECRET_KEY="another key"):
        assert (invitation_token(seed), six_numbers(seed)) != ours


def test_hashed_hides_the_token() -> None:
    assert len(hashed("a")) == 64
    assert hashed("a") == hashed("a")
    assert hashed("a") != hashed("b")


def test_six_numbers_are_six_digits() -> None:
    assert {(len(code), code.isdigit()) for code in (six_numbers(new_seed()) for _each in range(50))} == {
        (6, True)
    }


@pytest.mark.parametrize(("between", "right"), [("", True), (" ", True), ("-", True), ("x", False)])
def test_same_code_lets_spaces_and_dashes_through(between: str, right: bool) -> None:
    seed = new_seed()
    code = six_numbers(seed)
    assert same_code(f"{code[:3]}{between}{code[3:]}", seed) is right


def test_same_code_refuses_another_code() -> None:
    seed = new_seed()
    other = f"{(int(six_numbers(seed)) + 1) % 1_000_000:06d}"
    assert same_code(other, seed) is False
