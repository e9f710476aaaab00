"""The code that lets the writer of a sheet of answers, and nobody else, change it."""

import hashlib
import secrets

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that look alike
LENGTH = 16  # 80 bits


def new_receipt() -> str:
    """A code for one sheet of answers, like "K7QM-2F9X-BD4H-XW3P". Only its writer ever has it."""
    letters = "".join(secrets.choice(LETTERS) for _place in range(LENGTH))
    return "-".join(letters[start : start + 4] for start in range(0, LENGTH, 4))


def sheet_of(receipt: str) -> str:
    """What is kept of a code: its SHA-256, whatever the case, spaces and dashes it was typed with."""
    plain = "".join(letter for letter in receipt.upper() if letter in LETTERS)
    return hashlib.sha256(plain.encode()).hexdigest()
