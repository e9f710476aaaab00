"""Words that people typed, made fit to stand where they go."""

import unicodedata

JOINERS = "\u200c\u200d"  # not seen, but part of names in Persian and many Indian scripts


def one_line(words: str) -> str:
    """The words on one line: no line breaks or control characters, and no marks that turn the text around them."""
    kept = (
        letter if letter in JOINERS or not unicodedata.category(letter).startswith("C") else " "
        for letter in words
    )
    return " ".join("".join(kept).split()).strip(f"{JOINERS} ")
