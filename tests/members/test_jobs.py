import pytest
from celery import current_app

from coproduce.lib import dates
from members.actions.tidy import KEPT
from members.models import Message, SiteState
from tests.factories.members import make_member
from tests.members.notes import Note, Relay, make_message, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]


def run(name: str) -> None:
    current_app.loader.import_default_modules()
    current_app.tasks[name]()


def test_the_tick_notes_itself_and_sends(note: Note, mail_server: Relay) -> None:
    SiteState.objects.update(last_tick_at=None)
    make_message(recipient=make_member(), kind="alarm")
    run("members.tick")
    assert SiteState.objects.get().last_tick_at is not None
    assert states() == ["sent"]


def test_a_wake_up_sends(note: Note, mail_server: Relay) -> None:
    make_message(recipient=make_member(), kind="alarm")
    run("members.send_due")
    assert states() == ["sent"]


def test_P6_nothing_is_kept_longer_than_promised(note: Note) -> None:
    long_ago = dates.now() - KEPT["messages"] * 1.1
    make_message(recipient=None, number=1, state="sent", sent_at=long_ago, ended_at=long_ago)
    make_message(recipient=None, number=2, state="sent", sent_at=dates.now())
    run("members.tidy")
    assert list(Message.objects.values_list("subject_id", flat=True)) == [2]


def test_jobs_come_early_off_the_queue_and_keep_no_result() -> None:
    """On this version of the queue a broker that dies during a late acknowledgement ends the worker."""
    assert current_app.conf.task_acks_late is False
    assert current_app.conf.task_ignore_result is True
    assert current_app.conf.result_backend is None
