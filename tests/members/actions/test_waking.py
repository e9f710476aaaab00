"""Promise R2: a broker that is down or hangs costs a request no error and at most a second."""

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.db import transaction
from pytest_django import DjangoCaptureOnCommitCallbacks

from members.actions import waking
from members.actions.message import write_message
from members.models import Message
from tests.factories.members import make_member
from tests.members.notes import Note


@pytest.fixture
def broker_at(monkeypatch: pytest.MonkeyPatch) -> object:
    """Make the wake-up go to another address for one test."""

    def use(url: str) -> None:
        connect = current_app.connection_for_write
        monkeypatch.setattr(current_app, "connection_for_write", lambda: connect(url))
        monkeypatch.setattr(waking, "_line", threading.local())
        monkeypatch.setattr(waking, "_resting_until", 0.0)

    return use


@pytest.fixture
def deaf_port() -> Iterator[int]:
    """A port that takes connections and never says anything."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        yield listening.getsockname()[1]


def seconds_of(work: object) -> float:
    started = time.monotonic()
    work()  # type: ignore[operator]
    return time.monotonic() - started


def test_R2_a_broker_that_is_down_costs_less_than_a_second(broker_at: object, tmp_path: Path) -> None:
    broker_at(f"redis+socket://{tmp_path}/no-broker.sock")  # type: ignore[operator]
    assert seconds_of(waking.wake) < 1
    assert waking._resting_until > time.monotonic()


def test_R2_a_broker_that_hangs_costs_less_than_a_second(broker_at: object, deaf_port: int) -> None:
    broker_at(f"redis://127.0.0.1:{deaf_port}/0")  # type: ignore[operator]
    assert seconds_of(waking.wake) < 1
    assert waking._resting_until > time.monotonic()


def test_R2_after_trouble_the_broker_is_left_alone_for_a_moment(
    broker_at: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broker_at(f"redis+socket://{tmp_path}/no-broker.sock")  # type: ignore[operator]
    waking.wake()
    tried: list[str] = []
    monkeypatch.setattr(waking, "_publish", lambda name, **options: tried.append(name))
    waking.wake()
    assert tried == []
    monkeypatch.setattr(waking, "_resting_until", time.monotonic())
    waking.wake()
    assert tried == ["members.send_due"]


def test_R2_writing_with_the_broker_down_saves_the_message(
    db: None,
    note: Note,
    broker_at: object,
    tmp_path: Path,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    broker_at(f"redis+socket://{tmp_path}/no-broker.sock")  # type: ignore[operator]
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        write_message(kind="alarm", recipient=make_member(), subject_id=1)
    assert len(callbacks) == 1
    assert Message.objects.get().state == "waiting"


def test_many_messages_in_one_transaction_wake_once(
    db: None,
    note: Note,
    woken: list[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    member = make_member()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        for number in range(3):
            write_message(kind="alarm", recipient=member, subject_id=number)
    assert woken == ["members.send_due"]


def test_a_wake_up_names_a_job_that_exists() -> None:
    current_app.loader.import_default_modules()
    assert waking.JOB in current_app.tasks
