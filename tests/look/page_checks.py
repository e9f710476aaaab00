"""What every page must hold to, told from its HTML alone: `problems_in(html)` gives a list of sentences, empty when fine.

Use it in any test:  assert problems_in(response.content.decode()) == []
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from tests.architecture.test_words import BANNED

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SVG_ALONE = {"circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "use"}
SILENT = {"script", "style", "template", "noscript"}
BLOCKS = {
    *(
        "address",
        "article",
        "blockquote",
        "button",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
    ),
    *(
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "label",
        "legend",
        "li",
        "main",
    ),
    *(
        "nav",
        "ol",
        "option",
        "p",
        "section",
        "small",
        "summary",
        "table",
        "td",
        "th",
        "title",
        "tr",
        "ul",
        "br",
    ),
}
SAVED_WORDS = ("Saved", "Sent", "Done")
SITE_SUFFIX = " – Coproduce"
READ_ALOUD = ("alt", "aria-label", "placeholder", "title")
LONGEST_SENTENCE = 20


@dataclass
class Element:
    """One element of a page: its attributes, its parent, and the words in it."""

    tag: str
    attrs: dict[str, str]
    parent: "Element | None" = None
    text: str = ""

    def inside(self, *tags: str) -> bool:
        return self.parent is not None and (self.parent.tag in tags or self.parent.inside(*tags))

    @property
    def name(self) -> str:
        return (
            self.attrs.get("id")
            or self.attrs.get("name")
            or self.attrs.get("class")
            or self.text.strip()[:40]
        )


@dataclass
class Page(HTMLParser):
    """A page taken apart."""

    html: str
    elements: list[Element] = field(default_factory=list)
    open_ones: list[Element] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    wrong_ends: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.html)

    def __hash__(self) -> int:
        return id(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open_ones[-1] if self.open_ones else None
        element = Element(tag, {key: value or "" for key, value in attrs}, parent)
        self.elements.append(element)
        if tag in BLOCKS:
            self.words.append("\n")
        if tag not in VOID and tag not in SVG_ALONE:
            self.open_ones.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        parent = self.open_ones[-1] if self.open_ones else None
        self.elements.append(Element(tag, {key: value or "" for key, value in attrs}, parent))

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.words.append("\n")
        if self.open_ones and self.open_ones[-1].tag == tag:
            self.open_ones.pop()
        elif tag not in VOID and tag not in SVG_ALONE:
            self.wrong_ends.append(tag)

    def handle_data(self, data: str) -> None:
        if any(element.tag in SILENT for element in self.open_ones):
            return
        self.words.append(data)
        for element in self.open_ones:
            element.text += data

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    @property
    def ids(self) -> Counter[str]:
        return Counter(element.attrs["id"] for element in self.elements if "id" in element.attrs)

    @property
    def visible_text(self) -> str:
        return "".join(self.words)


def problems_in(html: str) -> list[str]:
    """Every rule of this module, one sentence for each that the page breaks."""
    page = Page(html)
    return [
        *problems_of_shape(page),
        *problems_of_title(page),
        *problems_of_headings(page),
        *problems_of_references(page),
        *problems_of_forms(page),
        *problems_of_links(page),
        *problems_of_policy(page),
        *problems_of_words(page),
    ]


def problems_of_shape(page: Page) -> list[str]:
    """Language, landmarks, skip link, tags that end where they should."""
    found = [f"</{tag}> ends nothing that is open" for tag in page.wrong_ends]
    if not page.all("html") or not page.all("html")[0].attrs.get("lang"):
        found.append("the page does not say its language")
    for tag in ("main", "header", "footer"):
        count = len([each for each in page.all(tag) if not each.inside("main")])
        if count != 1:
            found.append(f"{count} <{tag}> instead of 1")
    first_link = next(iter(page.all("a", "button")), None)
    if first_link is None or first_link.attrs.get("href") != "#main":
        found.append("the first link does not skip to the main content")
    names = Counter(nav.attrs.get("aria-label", "") for nav in page.all("nav"))
    found += [
        f"{count} navigations are named {name!r}" for name, count in names.items() if count > 1 or not name
    ]
    return found


def problems_of_title(page: Page) -> list[str]:
    """ "Error: " with an error summary, "Saved: " and its like after a save, the site's name at the end."""
    titles = [each.text for each in page.all("title") if not each.inside("svg")]
    if len(titles) != 1:
        return [f"{len(titles)} titles instead of 1"]
    title = " ".join(titles[0].split())
    found = []
    if not title.endswith(SITE_SUFFIX) or len(title) <= len(SITE_SUFFIX):
        found.append(f"the title {title!r} does not end in {SITE_SUFFIX!r}")
    has_problem = any("data-err" in each.attrs for each in page.elements)
    if has_problem != title.startswith("Error: "):
        found.append(f"the title {title!r} and the error summary do not agree")
    saved = any("data-ok" in each.attrs for each in page.elements)
    says_saved = title.startswith(tuple(f"{word}: " for word in SAVED_WORDS))
    if not has_problem and saved != says_saved:
        found.append(f"the title {title!r} and the saved box do not agree")
    return found


def problems_of_headings(page: Page) -> list[str]:
    """One h1 with words in it, no level left out after it."""
    found = []
    h1s = page.all("h1")
    if len(h1s) != 1:
        found.append(f"{len(h1s)} h1 instead of 1")
    found += [f"an empty <{each.tag}>" for each in page.all("h1", "h2", "h3", "h4") if not each.text.strip()]
    levels = [int(each.tag[1]) for each in page.all("h1", "h2", "h3", "h4")]
    found += [
        f"h{before} is followed by h{after}"
        for before, after in zip(levels, levels[1:], strict=False)
        if after > before + 1
    ]
    return found


def problems_of_references(page: Page) -> list[str]:
    """Each id is there once; whatever points to an id finds it."""
    ids = page.ids
    found = [f"the id {name!r} is there {count} times" for name, count in ids.items() if count > 1]
    for element in page.elements:
        pointed = [("for", element.attrs.get("for", ""))] if element.tag == "label" else []
        pointed += [
            (name, element.attrs.get(name, ""))
            for name in ("aria-describedby", "aria-labelledby", "form", "list")
        ]
        if element.attrs.get("href", "").startswith("#"):
            pointed.append(("href", element.attrs["href"][1:]))
        found += [
            f"{name} of <{element.tag}> points to {target!r}, which is not there"
            for name, targets in pointed
            for target in targets.split()
            if target not in ids
        ]
    return found


def problems_of_forms(page: Page) -> list[str]:
    """Labels, legends, tokens; nothing that makes the browser pop up words of its own."""
    labelled = {each.attrs.get("for", "") for each in page.all("label") if each.text.strip()}
    found = []
    for box in page.all("input", "select", "textarea"):
        if box.attrs.get("type") in {"hidden", "submit", "button"}:
            continue
        if box.attrs.get("id") not in labelled and not {"aria-label", "aria-labelledby"} & set(box.attrs):
            found.append(f"<{box.tag}> {box.name!r} has no label")
        found += [
            f"<{box.tag}> {box.name!r} has {name}" for name in ("required", "autofocus") if name in box.attrs
        ]
    legends = [each.parent for each in page.all("legend")]
    found += [
        f"a fieldset {each.name!r} without legend" for each in page.all("fieldset") if each not in legends
    ]
    tokens = [each.parent for each in page.all("input") if each.attrs.get("name") == "csrfmiddlewaretoken"]
    for form in page.all("form"):
        inner = [token for token in tokens if token is form or (token and within(token, form))]
        if form.attrs.get("method", "get").lower() == "post" and not inner:
            found.append(f"a form without token: {form.attrs.get('action') or form.name!r}")
    return found


def within(element: Element, outer: Element) -> bool:
    return element.parent is outer or (element.parent is not None and within(element.parent, outer))


def problems_of_links(page: Page) -> list[str]:
    """Links and buttons say where they go; pictures say what they show."""
    found = []
    for each in page.all("a", "button", "summary"):
        if not each.text.strip() and not each.attrs.get("aria-label"):
            found.append(f"<{each.tag}> without words: {each.attrs.get('href') or each.name!r}")
    found += [
        f"a link without address: {each.text.strip()!r}"
        for each in page.all("a")
        if not each.attrs.get("href")
    ]
    found += [
        f"a button {each.text.strip()!r} without type"
        for each in page.all("button")
        if "type" not in each.attrs
    ]
    found += [
        f"<img> without alt: {each.attrs.get('src')}" for each in page.all("img") if "alt" not in each.attrs
    ]
    return found


def problems_of_policy(page: Page) -> list[str]:
    """Nothing inline, nothing from elsewhere, no positive tabindex."""
    found = []
    for element in page.elements:
        found += [
            f"<{element.tag}> has {name}"
            for name in element.attrs
            if name == "style" or name.startswith("on")
        ]
        if element.attrs.get("tabindex", "0") not in {"0", "-1"}:
            found.append(f"<{element.tag}> has tabindex {element.attrs['tabindex']}")
        if element.tag == "style" or (
            element.tag == "script"
            and "src" not in element.attrs
            and element.attrs.get("type") != "application/json"
        ):
            found.append(f"an inline <{element.tag}>")
        fetched = element.attrs.get("src", "") or (
            element.attrs.get("href", "") if element.tag == "link" else ""
        )
        if fetched.startswith(("http:", "https:", "//")):
            found.append(f"<{element.tag}> fetches {fetched}")
        if element.tag == "a" and element.attrs.get("href", "").lower().startswith("javascript:"):
            found.append("a link that is a script")
    return found


def problems_of_words(page: Page) -> list[str]:
    """No banned word, no exclamation mark, in what people see and in what is read aloud."""
    read_aloud = [
        element.attrs[name] for element in page.elements for name in READ_ALOUD if name in element.attrs
    ]
    text = "\n".join([page.visible_text, *read_aloud])
    found = [f"the word {match.group()!r}" for match in BANNED.finditer(text)]
    if "!" in text:
        found.append("an exclamation mark")
    return found


def long_sentences(html: str, longest: int = LONGEST_SENTENCE) -> list[str]:
    """Sentences of more than `longest` words (table C2 of design.md: 20 on members' pages)."""
    parts = re.split(r"(?<=[.?:])\s+|\n+", Page(html).visible_text)
    return [" ".join(part.split()) for part in parts if len(part.split()) > longest]


def node_count(html: str) -> int:
    """How many elements the page has (A13: 600 at most)."""
    return len(Page(html).elements)


def syllables(word: str) -> int:
    """How many syllables an English word has, about: groups of vowels, a silent e at the end left out."""
    word = word.lower().removesuffix("es").removesuffix("ed") if len(word) > 4 else word.lower()
    if word.endswith("e") and not word.endswith("le"):
        word = word[:-1]
    return max(1, len(re.findall(r"[aeiouy]+", word)))


def reading_grade(html: str) -> float:
    """The Flesch-Kincaid grade of a page's sentences of 3 words or more (C1: 5 at most; reading age is grade + 5)."""
    parts = [re.findall(r"[A-Za-z’']+", part) for part in re.split(r"[.?:]\s+|\n+", Page(html).visible_text)]
    sentences = [words for words in parts if len(words) > 2]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
