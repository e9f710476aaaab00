"""Plans: how each app turns its rules (what, for whom, on which day) into rows of the outbox, ahead of time."""

from collections.abc import Callable, Iterator
from datetime import datetime

Plan = Callable[[datetime, datetime], int]

_plans: dict[str, Plan] = {}


def register_plan(name: str, plan: Plan) -> None:
    """Make a plan known. `plan(now, until)` writes the rows that become due before `until` and says how many.

    It works on sets and may run twice or beside itself. Raises ValueError for a second plan of the same name.
    """
    if name in _plans and _plans[name] is not plan:
        raise ValueError(f"there are two plans called {name}")
    _plans[name] = plan


def all_plans() -> Iterator[tuple[str, Plan]]:
    """Every plan with its name, in the order of their registration."""
    yield from _plans.items()
