"""The smaller rules of the house: names, sizes, no signals, forms that only listen."""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

from tests.architecture.source import APPS, ROOT, SITE, imported, python_files, shown, tree

VAGUE = {"utils", "helpers", "common", "managers", "services", "misc"}
LARGEST_MODULE, LARGEST_TEST, LARGEST_FUNCTION = 400, 600, 50


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions and methods in a file."""
    return (node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_module_has_a_vague_name() -> None:
    assert [shown(path) for path in python_files(SITE, *APPS, "tests") if path.stem in VAGUE] == []


def test_nothing_uses_signals() -> None:
    wrong = [
        f"{shown(path)}:{line}"
        for path in python_files(SITE, *APPS)
        for name, line in imported(path)
        if name.startswith(("django.db.models.signals", "django.dispatch", "blinker"))
    ]
    assert wrong == []


def test_forms_have_no_save() -> None:
    forms = [path for app in APPS for path in python_files(f"{app}/forms")]
    assert forms
    assert [shown(path) for path in forms for function in functions(path) if function.name == "save"] == []


def test_models_do_not_override_save() -> None:
    models_files = [path for app in APPS for path in python_files(f"{app}/models")]
    wrong = [
        shown(path)
        for path in models_files
        for function in functions(path)
        if function.name in {"save", "delete", "full_clean"}
    ]
    assert wrong == []


def test_actions_are_called_by_keyword() -> None:
    """Every public action takes keywords only, so that a call reads as a sentence."""
    wrong = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for app in APPS
        for path in python_files(f"{app}/actions")
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and node.args.args
        and path.stem not in {"privacy"}
    ]
    assert wrong == []


def test_permissions_never_query() -> None:
    """A permission takes what is loaded: it names no manager and no query."""
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for app in APPS
        for path in python_files(f"{app}/permissions")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"objects", "filter", "exists", "count", "all", "aggregate"}
    ]
    assert wrong == []


def test_public_functions_say_what_they_do() -> None:
    wrong = [
        f"{shown(path)}:{node.lineno} {node.name}"
        for path in python_files(SITE, *APPS)
        for node in tree(path).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
        and not (isinstance(node, ast.ClassDef) and node.name in {"Migration"})
        and not (isinstance(node, ast.ClassDef) and path.stem == "apps")
        and not (isinstance(node, ast.ClassDef) and "management" in path.parts)
    ]
    assert wrong == []


def test_modules_stay_small_enough_to_read() -> None:
    long = {
        shown(path): len(path.read_text(encoding="utf-8").splitlines())
        for path in python_files(SITE, *APPS, "tests")
    }
    wrong = {
        name: lines
        for name, lines in long.items()
        if lines > (LARGEST_TEST if name.startswith("tests/") else LARGEST_MODULE)
    }
    assert wrong == {}


def test_functions_stay_small_enough_to_read() -> None:
    wrong = [
        f"{shown(path)}:{function.lineno} {function.name}"
        for path in python_files(SITE, *APPS)
        for function in functions(path)
        if (function.end_lineno or function.lineno) - function.lineno + 1 > LARGEST_FUNCTION
    ]
    assert wrong == []


def test_time_comes_from_the_one_clock() -> None:
    allowed = {"coproduce/lib/dates.py"}
    wrong = [
        f"{shown(path)}:{node.lineno}"
        for path in python_files(*APPS, "coproduce/lib", "coproduce/views")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {
            "timezone.now",
            "datetime.now",
            "datetime.utcnow",
            "date.today",
            "timezone.localdate",
            "datetime.datetime.now",
        }
        and shown(path) not in allowed
    ]
    assert wrong == []


def test_no_text_names_a_path_of_one_machine() -> None:
    """Nothing in the project speaks of the machine it was written on."""
    suffixes = {".py", ".html", ".md", ".txt", ".toml", ".yaml", ".yml", ".css", ".js", ".service"}
    wrong = [
        shown(path)
        for folder in (SITE, *APPS, "docs", "templates", "static", "tests")
        for path in sorted((ROOT / folder).rglob("*"))
        if path.suffix in suffixes and "/wor" + "k/main" in path.read_text(encoding="utf-8")
    ]
    assert wrong == []


def test_moments_and_people_stand_together() -> None:
    """A table that says who did something says when, and a status with a moment has a check that ties the two."""
    wrong = []
    for model in apps.get_models():
        if model._meta.app_label not in APPS or not model._meta.managed:
            continue
        fields = [field for field in model._meta.get_fields() if isinstance(field, models.Field)]
        names = {field.name for field in fields}
        for name in (field.name for field in fields if field.is_relation):
            if name.endswith("_by") and f"{name[:-3]}_at" not in names:
                wrong.append(f"{model.__name__}.{name} has no moment")
    # A person named for something that needs no moment of its own, with the reason.
    fine = {
        "Invitation.used_by has no moment",  # ended_at is the moment
        "CheckIn.written_down_by has no moment",  # sent_at is the moment
        "Ending.ended_by has no moment",  # the project's ended_at is the moment
        "SharedQuestion.shared_by has no moment",  # a day, shared_on, is enough
    }
    assert sorted(set(wrong) - fine) == []
