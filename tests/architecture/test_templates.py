"""Templates carry no style, script or address of their own that the strict policy would have to allow."""

import re

from tests.architecture.source import ROOT, shown

INLINE = re.compile(
    r"""<style\b|<script(?![^>]*\bsrc=)[^>]*>|\sstyle=|\son[a-z]+=["']|javascript:""", re.IGNORECASE
)
FOREIGN = re.compile(
    r"""(?:src|href|action)=["']https?://[^"']+\.(?:js|css|woff2?|png|jpe?g|svg)""", re.IGNORECASE
)
JSON_SCRIPT = re.compile(r"""<script[^>]*type=["']application/json["'][^>]*>""", re.IGNORECASE)
PAGES = [
    path
    for path in sorted((ROOT / "templates").rglob("*"))
    if path.suffix in {".html", ".svg"} and "messages" not in path.relative_to(ROOT).parts
]


def test_there_are_templates_to_look_at() -> None:
    assert len(PAGES) > 50


def test_no_inline_style_or_script() -> None:
    assert [shown(page) for page in PAGES if INLINE.search(JSON_SCRIPT.sub("", page.read_text()))] == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert [shown(page) for page in PAGES if FOREIGN.search(page.read_text())] == []


def test_post_forms_carry_the_token() -> None:
    forms = re.compile(r"<form[^>]*method=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
    wrong = [
        shown(page)
        for page in PAGES
        for form in forms.findall(page.read_text())
        if not any(token in form for token in ("csrf_token", "csrf_field", "{% include", "{% block"))
    ]
    assert wrong == []


def test_included_components_see_only_what_they_are_given() -> None:
    include = re.compile(r"{%\s*include\s+[\"']components/[^%]*%}")
    wrong = [
        f"{shown(page)}: {tag}"
        for page in PAGES
        for tag in include.findall(page.read_text())
        if not tag.rstrip("%} ").endswith("only")
    ]
    assert wrong == []
