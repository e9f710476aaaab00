"""The banned words of design.md section 10 stand in no template, message or text for people."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.source import APPS, ROOT, SITE, python_files, shown, tree

# "Just" and "engaging" are allowed (decision 3).
BANNED = re.compile(
    r"\b(service users?|clients?|beneficiar(y|ies)|stakeholders?|engagement|engages?|empower(s|ed|ment|ing)?|vulnerable"
    r"|hard to reach|interventions?|compliance|adherence|KPIs?|RAG|overdue|failed|rejected|inactive"
    r"|drop-?outs?|no-?shows?|veto(es|ed)?|deadlines?|submit(s|ted)?|invalid|please|sorry|oops|simply"
    r"|clicks?|clicked|successfully|users?)\b|\bblock(s|ed|ing)?\b",
    re.IGNORECASE,
)
TAGS = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
MARKUP = re.compile(r"<style.*?</style>|<[^>]*>", re.DOTALL)
TRANSLATED = re.compile(r"""{%\s*(?:translate|trans)\s+(["'])(.*?)\1""")
CALLS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
PEOPLE_READ = ("html", "txt", "svg")


def template_words(path: Path) -> str:
    """The words of a template that people read."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"{% comment.*?endcomment %}", " ", text, flags=re.DOTALL)
    return (
        " ".join(match[1] for match in TRANSLATED.findall(text)) + " " + MARKUP.sub(" ", TAGS.sub(" ", text))
    )


def translated_words(path: Path) -> Iterator[str]:
    """The words in Python that people read: what is given to gettext."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def test_no_template_uses_a_banned_word() -> None:
    templates = [path for path in sorted((ROOT / "templates").rglob("*")) if path.suffix[1:] in PEOPLE_READ]
    assert templates
    wrong = [
        f"{shown(path)}: {match.group()}"
        for path in templates
        for match in [BANNED.search(template_words(path))]
        if match
    ]
    assert wrong == []


def test_no_text_in_python_uses_a_banned_word() -> None:
    wrong = [
        f"{shown(path)}: {match.group()} in {words!r}"
        for path in python_files(SITE, *APPS)
        for words in translated_words(path)
        for match in [BANNED.search(words)]
        if match
    ]
    assert wrong == []


def test_nobody_is_shouted_at() -> None:
    """No exclamation marks in what people read."""
    wrong = [
        f"{shown(path)}: {words!r}"
        for path in python_files(SITE, *APPS)
        for words in translated_words(path)
        if "!" in words
    ]
    wrong += [
        shown(path) for path in sorted((ROOT / "templates").rglob("*.html")) if "!" in template_words(path)
    ]
    assert wrong == []
