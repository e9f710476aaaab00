"""Rows as CSV: nothing in a cell is run (promise S8)."""

import csv
import io

import pytest

from principles.lib.sheet import as_csv, harmless


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-2", "@SUM(A1)", "\t=1", "  =1", "\r=1", "|x", "%x"])
def test_harmless_marks_what_a_spreadsheet_would_run(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["A better welcome", "", "3 - 4", -2, 5, None])
def test_harmless_leaves_words_and_numbers(cell: object) -> None:
    assert harmless(cell) == cell


def test_as_csv_keeps_commas_quotes_and_lines_inside_their_cell() -> None:
    text = as_csv(["Project", "Words"], [['The "café", Bristol', "two\nlines"]])

    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""))) == [
        ["Project", "Words"],
        ['The "café", Bristol', "two\nlines"],
    ]
