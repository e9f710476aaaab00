"""Pages of projects in every state a person can reach, a file for each noun: its `make_stops()` makes a world and lists them."""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

from tests.projects.pages import Stop
from tests.projects.pages import make_stops as make_first_stops


def all_sets() -> dict[str, Callable[[], list[Stop]]]:
    """The makers of stops by name: "first", and one for each file beside this one."""
    found = {"first": make_first_stops}
    for module in iter_modules(__path__):
        found[module.name] = import_module(f"{__name__}.{module.name}").make_stops
    return found
