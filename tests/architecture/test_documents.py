"""The documents are true where a test can tell: links lead somewhere, commands and pages exist, decisions are numbered once."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import get_resolver

from tests.architecture.source import APPS, ROOT, SITE, python_files, shown

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "adr").glob("*.md"))
SEED_MAP = ROOT / "docs" / "seed-map.md"
# Written in two halves, or this file would find itself.
NOT_OURS = re.compile(
    "|".join(("/wor" + "k/", "/tm" + "p/build", "/opt" + "/pypi", r"\bsand" + r"box\b", r"\bsub" + "agent")),
    re.IGNORECASE,
)


def links(document: Path) -> Iterator[str]:
    """Where the document points to inside the project."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not target.startswith(("http://", "https://", "mailto:")):
            yield target


def anchors(document: Path) -> set[str]:
    """The headings as a link names them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_links_lead_somewhere(document: Path) -> None:
    wrong = []
    for link in links(document):
        name, _hash, anchor = link.partition("#")
        target = (document.parent / name) if name else document
        if not target.exists() or (anchor and anchor not in anchors(target)):
            wrong.append(link)
    assert wrong == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_commands_exist(document: Path) -> None:
    named = set(re.findall(r"manage\.py ([a-z_]+)(?![a-z_./])", document.read_text(encoding="utf-8")))
    assert sorted(named - set(get_commands())) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_files_named_in_code_letters_exist(document: Path) -> None:
    """What looks like a path of this project is one. Words in <> and "..." stand for something."""
    text = re.sub(r"```.*?```", "", document.read_text(encoding="utf-8"), flags=re.DOTALL)
    tops = "|".join((SITE, *APPS, "tests", "templates", "docs"))
    named = {path.rstrip("/") for path in re.findall(rf"`((?:{tops})/[\w./-]+)`", text)}
    examples = {path for path in named if "note" in Path(path).stem}  # the noun that CONTRIBUTING makes up
    assert sorted(path for path in named - examples if not (ROOT / path).exists() and "..." not in path) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=shown)
def test_documents_speak_of_the_project_only(document: Path) -> None:
    assert NOT_OURS.findall(document.read_text(encoding="utf-8")) == []


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]
    titles = [path.read_text(encoding="utf-8").splitlines()[0] for path in DECISIONS]
    assert [
        re.match(r"# (\d+)\. \w", title) is not None and int(title[2:].split(".")[0]) for title in titles
    ] == [int(number) for number in numbers]


def test_the_readme_begins_with_what_it_is_and_how_to_try_it() -> None:
    first_screen = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:30]
    for words in ("# Coproduce", "python3 manage.py demo", "python3 manage.py test", "## Who it is for"):
        assert [line for line in first_screen if words in line], words


# --- the seed map ---


def seed_rows() -> list[list[str]]:
    lines = SEED_MAP.read_text(encoding="utf-8").splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| \d+ \|", line)
    ]


def names_of_addresses() -> set[str]:
    """Every name that `{% url %}` knows, with the name of its app."""

    def walk(resolver: object, prefix: str = "") -> Iterator[str]:
        for pattern in resolver.url_patterns:  # type: ignore[attr-defined]
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
            elif pattern.name:
                yield f"{prefix}{pattern.name}"

    return set(walk(get_resolver()))


def test_the_seed_map_has_every_row_once() -> None:
    assert [row[0] for row in seed_rows()] == [str(number) for number in range(1, 146)]
    assert Counter(len(row) for row in seed_rows()) == {5: 145}


def test_a_row_of_the_seed_map_says_where_it_is_served() -> None:
    """ "later", or the names of pages that exist, after "in part: " where some of it is missing."""
    known = names_of_addresses()
    wrong = []
    for number, _seed, _asked, _answer, now in seed_rows():
        pages = re.findall(r"`([^`]+)`", now)
        form = now == "later" or re.fullmatch(r"(in part: )?(every page|`[^`]+`(, `[^`]+`)*)", now)
        if not form or set(pages) - known:
            wrong.append((number, now))
    assert wrong == []


def test_code_cites_rows_that_exist() -> None:
    numbers = {int(row[0]) for row in seed_rows()}
    cited = {
        int(number)
        for path in python_files(SITE, *APPS, "tests")
        for group in re.findall(r"\bseeds? ((?:\d+(?:, | and )?)+)", path.read_text(encoding="utf-8"))
        for number in re.findall(r"\d+", group)
    }
    assert cited
    assert sorted(cited - numbers) == []
