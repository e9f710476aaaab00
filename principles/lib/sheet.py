"""Rows as CSV that a spreadsheet opens without running anything."""

import csv
import io
from collections.abc import Iterable, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")
MARK = "\ufeff"  # tells spreadsheets that the letters are UTF-8


def harmless(cell: object) -> object:
    """The cell with a mark before it when a spreadsheet would take it for a formula (promise S8); numbers as they are."""
    if isinstance(cell, str) and cell.lstrip(" ").startswith(RISKY):
        return f"'{cell}"
    return cell


def as_csv(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """The whole file as text."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(str(word)) for word in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return MARK + out.getvalue()
