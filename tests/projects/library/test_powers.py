"""The page of what hosts can do says all of it: each page only they open, each rule that asks whether somebody hosts."""

import ast
from collections import Counter

from django.urls import URLPattern, URLResolver, get_resolver

from projects.library.powers import POWERS
from tests.architecture.source import python_files, tree

ONLY_HOSTS = "the people who run the project"
# Rules and pages that look at who hosts and give hosts nothing that others do not have.
NO_POWER = {
    "leave": "tells the last host who stands in",
}


def pages_of_hosts() -> set[str]:
    """The names of the addresses that only hosts open."""
    found = set()

    def walk(resolver: URLResolver, space: str) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
            elif isinstance(pattern, URLPattern) and getattr(pattern.callback, "audience", "") == ONLY_HOSTS:
                found.add(f"{space}{pattern.name}")

    walk(get_resolver(), "")
    return found


def rules_about_hosts() -> set[str]:
    """The names of the functions of permissions and views that ask whether somebody runs the project."""
    folders = ("projects/permissions", "projects/views", "principles/permissions", "principles/views")
    return {
        function.name
        for path in python_files(*folders)
        for function in tree(path).body
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr == "is_host" and "row" not in ast.unparse(node.value)
    }


def test_every_power_of_hosts_is_written_down() -> None:
    written = {name for power in POWERS for name in power.covers}
    assert sorted((pages_of_hosts() | rules_about_hosts()) - written - set(NO_POWER)) == []


def test_nothing_is_written_down_that_hosts_cannot_do() -> None:
    written = {name for power in POWERS for name in power.covers}
    assert sorted(written - pages_of_hosts() - rules_about_hosts()) == []


def test_there_is_something_to_compare() -> None:
    assert (len(pages_of_hosts()) > 10, len(rules_about_hosts()) > 5) == (True, True)
    assert {name for name, times in Counter(power.key for power in POWERS).items() if times > 1} == set()
