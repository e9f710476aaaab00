"""Every kind of message renders, in both parts, and is safe to arrive on a lock screen."""

import re

import pytest
from django.test import Client

from coproduce.views.previews import preview_of
from members.messages.kinds import Kind, all_kinds
from tests.architecture.test_words import BANNED

KINDS = all_kinds()
TAGS = re.compile(r"<[^>]+>")


def links(text: str) -> set[str]:
    """The addresses in a part of a message."""
    return {found.rstrip(".") for found in re.findall(r"https?://[^\s\"<>]+", text)}


def test_there_are_messages() -> None:
    assert len(KINDS) > 5


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
class TestEachKind:
    """What holds for every message."""

    def test_it_has_a_subject_and_both_parts(self, kind: Kind) -> None:
        words = preview_of(kind)
        assert words.subject
        assert words.text.strip()
        assert TAGS.sub("", words.html).strip()

    def test_its_subject_is_short_and_plain(self, kind: Kind) -> None:
        subject = preview_of(kind).subject
        assert len(subject) <= 60
        assert not re.search(r"\d{6}|[!\n]", subject)

    def test_both_parts_hold_the_same_links(self, kind: Kind) -> None:
        words = preview_of(kind)
        assert links(words.html.replace("&amp;", "&")) == links(words.text)

    def test_it_is_small_and_loads_nothing(self, kind: Kind) -> None:
        words = preview_of(kind)
        assert len(words.html.encode()) <= 10_000
        assert re.search(r"<(img|script|style|link|iframe)\b|\sstyle=", words.html) is None

    def test_it_uses_no_banned_word(self, kind: Kind) -> None:
        words = preview_of(kind)
        assert BANNED.search(f"{words.subject} {words.text} {TAGS.sub(' ', words.html)}") is None

    def test_it_can_be_previewed(self, kind: Kind, client: Client, db: None) -> None:
        page = client.get(f"/components/messages/{kind.name}/")
        assert page.status_code == 200
        assert client.get(f"/components/messages/{kind.name}/html/").status_code == 200
