"""Walks the site as one person would: reads a page, finds its links and forms, follows them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client

MANY = {"select", "textarea"}


@dataclass
class Field:
    """One field of a form: its name, its type, and what it holds or offers."""

    name: str
    kind: str
    value: str = ""
    offers: list[str] = field(default_factory=list)


@dataclass
class Form:
    """One form of a page: where it goes, how, and its fields."""

    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def filled(self, words: str | None = None) -> dict[str, Any]:
        """What a browser would send: hidden fields and first choices as they are, `words` in every box for typing."""
        data: dict[str, Any] = {}
        for item in self.fields:
            if item.kind in {"text", "textarea", "email", "search", "tel", "number", "date", "time", "url"}:
                data[item.name] = item.value if words is None else words
            elif item.kind in {"hidden", "checkbox", "radio", "select"} and item.name not in data:
                data[item.name] = item.offers[0] if item.kind == "select" and item.offers else item.value
        return data


class PageReader(HTMLParser):
    """Collects the links and forms of a page."""

    def __init__(self, at: str) -> None:
        super().__init__()
        self.at = at
        self.links: list[str] = []
        self.forms: list[Form] = []
        self._form: Form | None = None
        self._field: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link, a form or a field."""
        has = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in has:
            self.links.append(urldefrag(urljoin(self.at, has["href"])).url)
        elif tag == "form":
            self._form = Form(
                urljoin(self.at, has.get("action") or self.at), has.get("method", "get").lower()
            )
            self.forms.append(self._form)
        elif self._form is not None and has.get("name"):
            if tag == "input":
                self._form.fields.append(Field(has["name"], has.get("type", "text"), has.get("value", "")))
            elif tag in MANY:
                self._field = Field(has["name"], tag)
                self._form.fields.append(self._field)
        if tag == "option" and self._field is not None and has.get("value"):
            self._field.offers.append(has["value"])

    def handle_endtag(self, tag: str) -> None:
        """A form or a field ends."""
        if tag == "form":
            self._form = None
        elif tag in MANY:
            self._field = None

    def handle_data(self, data: str) -> None:
        """The text inside a text area is its value."""
        if self._field is not None and self._field.kind == "textarea":
            self._field.value += data


def read(response: HttpResponse, at: str) -> PageReader:
    """The links and forms of an answer."""
    reader = PageReader(at)
    if "html" in response.get("Content-Type", "") and not response.streaming:
        reader.feed(response.content.decode())
    return reader


def is_ours(url: str) -> bool:
    """Whether a link stays on the site."""
    parts = urlsplit(url)
    return parts.scheme in {"", "http", "https"} and parts.netloc in {"", "testserver"}


def pages(browser: Client, *starts: str, most: int = 400) -> Iterator[tuple[str, HttpResponse, PageReader]]:
    """Every page that can be reached by links from `starts`, once each, GET only; at most `most` of them."""
    waiting, seen = list(starts), set(starts)
    while waiting and len(seen) <= most:
        url = waiting.pop(0)
        response = browser.get(url)
        reader = read(response, url)
        yield url, response, reader
        if response.status_code in {301, 302}:
            reader.links.append(urldefrag(urljoin(url, response["Location"])).url)
        for link in reader.links:
            if is_ours(link) and link not in seen:
                seen.add(link)
                waiting.append(link)
