"""Imports point one way: between apps, and between the kinds inside an app."""

from pathlib import Path

from tests.architecture.source import APPS, ROOT, SITE, imported, python_files, shown

ABOVE = {"members": ("projects", "principles"), "projects": ("principles",), "principles": ()}
ON_TOP = ("urls", "views", "privacy", "celery", "local", "management", "demo", "bench", "backup", "checks")

# What each kind inside an app may not import from the same app: everything that stands above it.
ORDER = ["models", "permissions", "queries", "messages", "actions", "forms", "views"]
BESIDE = {"permissions": {"queries"}, "queries": {"permissions"}}
TOP_KINDS = {"views", "jobs", "admin"}


def kind_of(path: Path) -> str:
    """The kind of a file in an app: its folder, or its own name for a file at the app's top."""
    _app, kind = path.relative_to(ROOT).parts[:2]
    return kind.removesuffix(".py")


def test_a_lower_app_never_imports_a_higher_one() -> None:
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for app in APPS
        for path in python_files(app)
        for name, line in imported(path)
        if name.split(".")[0] in ABOVE[app]
    ]
    assert wrong == []


def test_apps_take_only_pure_helpers_from_the_site() -> None:
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for app in APPS
        for path in python_files(app)
        for name, line in imported(path)
        if name.split(".")[0] == SITE and name.split(".")[1] in ON_TOP
    ]
    assert wrong == []


def test_lib_knows_no_app() -> None:
    wrong = [
        f"{shown(path)}:{line} imports {name}"
        for path in python_files("coproduce/lib")
        for name, line in imported(path)
        if name.split(".")[0] in APPS
    ]
    assert wrong == []


def test_kinds_inside_an_app_point_down() -> None:
    wrong = []
    for path in python_files(*APPS):
        kind = kind_of(path)
        if kind not in ORDER:
            continue
        higher = set(ORDER[ORDER.index(kind) + 1 :]) | TOP_KINDS
        higher -= BESIDE.get(kind, set()) | {kind}
        for name, line in imported(path):
            parts = name.split(".")
            if parts[0] == shown(path).split("/")[0] and len(parts) > 1 and parts[1] in higher:
                wrong.append(f"{shown(path)}:{line} imports {name}")
    assert wrong == []
