"""The rounds of the demo's own projects, and the results of every closed round."""

from collections.abc import Callable

from coproduce.demo.rows import Filling


def add_story_rounds(
    filling: Filling, projects: dict[str, tuple[int, dict[str, int]]], people: dict[str, int]
) -> None:
    pass


def publish(filling: Filling, *, say: Callable[[str], None]) -> None:
    pass
