"""The figures of a benchmark: each with its floor, its ratio and its limit, for people and for a file."""

import json
import platform
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

AT_MOST, AT_LEAST = "at most", "at least"


@dataclass(frozen=True)
class Figure:
    """One measured thing. `floor` is the same thing done in the barest way; `ratio` compares the two."""

    name: str
    value: float
    unit: str
    floor: float | None = None
    ratio: float | None = None
    limit: float | None = None
    sense: str = AT_MOST
    of: str = "value"  # what the limit is about: the value or the ratio
    data: str = ""  # how much data there was
    note: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the limit is missed."""
        measured = self.ratio if self.of == "ratio" else self.value
        if self.limit is None or measured is None:
            return False
        return measured > self.limit if self.sense == AT_MOST else measured < self.limit


@dataclass
class Report:
    """All figures of one run, printed as they come."""

    say: Callable[[str], None]
    figures: list[Figure] = field(default_factory=list)
    about: dict[str, Any] = field(default_factory=dict)

    def heading(self, words: str) -> None:
        """A line above the figures that follow."""
        self.say(f"\n{words}")
        self.say(f"  {'':46} {'measured':>16} {'floor':>10} {'ratio':>7}  {'limit':<15}")

    def add(self, figure: Figure) -> None:
        """Keep a figure and print its line."""
        self.figures.append(figure)
        floor = f"{figure.floor:,.2f}" if figure.floor is not None else ""
        ratio = f"{figure.ratio:.2f}" if figure.ratio is not None else ""
        limit = f"{figure.sense} {figure.limit:g}" if figure.limit is not None else ""
        verdict = "" if figure.limit is None else "OVER" if figure.is_over else "fine"
        value = f"{figure.value:,.2f}" if figure.value % 1 else f"{figure.value:,.0f}"
        name = f"{figure.name} [{figure.data}]" if figure.data else figure.name
        self.say(
            f"  {name:46} {value + ' ' + figure.unit:>16} {floor:>10} {ratio:>7}  {limit:<15} {verdict}  {figure.note}".rstrip()
        )

    @property
    def over(self) -> list[Figure]:
        """The figures that miss their limit."""
        return [figure for figure in self.figures if figure.is_over]

    def write(self, path: Path) -> None:
        """Write all figures to a file, whole or not at all."""
        content = {
            "machine": {
                "python": platform.python_version(),
                "system": platform.system(),
                "processor": platform.machine(),
            },
            **self.about,
            "over": [
                f"{figure.name} [{figure.data}]" if figure.data else figure.name for figure in self.over
            ],
            "figures": [{**asdict(figure), "over": figure.is_over} for figure in self.figures],
        }
        path.parent.mkdir(exist_ok=True)
        half = path.with_name(f"{path.name}.tmp")
        half.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")
        half.replace(path)
