"""The outbox with a kind of its own and a mail server that does what it is told."""

from typing import Any

import pytest

from members.actions import sending, waking
from members.messages import kinds, relay
from tests.members.notes import Note, Relay


@pytest.fixture
def note(monkeypatch: pytest.MonkeyPatch) -> Note:
    """A kind called `note` that folds into round-ups, and one called `alarm` that must be heard."""
    note = Note()
    monkeypatch.setitem(kinds._kinds, "note", note.kind())
    monkeypatch.setitem(kinds._kinds, "prompt", note.kind("prompt", folds=False))
    monkeypatch.setitem(kinds._kinds, "alarm", note.kind("alarm", must_hear=True))
    return note


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch) -> Relay:
    """Instead of the real one; nothing rests from an earlier test."""
    server = Relay()

    def connect(**options: Any) -> Relay:
        return server

    monkeypatch.setattr(relay, "get_connection", connect)
    monkeypatch.setattr(sending, "_resting_until", 0.0)
    return server


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The wake-ups that were published, by name, instead of publishing them."""
    published: list[str] = []

    def publish(name: str, **options: Any) -> None:
        published.append(name)

    monkeypatch.setattr(waking, "_resting_until", 0.0)
    monkeypatch.setattr(waking, "_publish", publish)
    return published
