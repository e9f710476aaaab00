from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.db import connection, connections

from members.actions import tick as ticking
from members.actions.tick import expire, follow_moved_readers, note_tick, tick
from members.messages import plans
from members.models import Member, Message, SiteState
from tests.factories.members import make_member
from tests.members.notes import HOUR, Note, Relay, make_message, states

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("woken")]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _noon() -> object:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def planned(monkeypatch: pytest.MonkeyPatch) -> list[tuple[datetime, datetime]]:
    """When which stretch of time was planned; there is no other plan."""
    stretches: list[tuple[datetime, datetime]] = []

    def plan(now: datetime, until: datetime) -> int:
        stretches.append((now, until))
        return 1

    monkeypatch.setattr(plans, "_plans", {"a plan": plan})
    return stretches


@pytest.fixture
def sam(note: Note) -> Member:
    return make_member(email="sam@example.org")


def test_tick_plans_a_fortnight_ahead_and_sends(
    planned: list[tuple[datetime, datetime]], sam: Member, mail_server: Relay
) -> None:
    make_message(recipient=sam)
    done = tick()
    assert planned == [(NOON, NOON + timedelta(days=14))]
    assert (done.planned, done.sent.sent, mail_server.got()) == (1, 1, ["sam@example.org"])


def test_one_broken_plan_never_holds_up_the_others(
    planned: list[tuple[datetime, datetime]], sam: Member, mail_server: Relay
) -> None:
    def broken(now: datetime, until: datetime) -> int:
        raise KeyError("a fault in one app")

    plans._plans = {"broken": broken, **plans._plans}
    make_message(recipient=sam)
    done = tick()
    assert (done.broken_plans, done.planned, done.sent.sent) == (["broken"], 1, 1)


def test_R3_while_one_tick_plans_another_does_not(
    planned: list[tuple[datetime, datetime]], note: Note, mail_server: Relay
) -> None:
    other = connections.create_connection("default")
    other.settings_dict = connection.settings_dict
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [ticking.PLANNER])
        assert tick().planned == 0
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [ticking.PLANNER])
        assert tick().planned == 1
    finally:
        other.close()


def test_R8_tick_leaves_its_mark_by_the_databases_clock(note: Note) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (before,) = cursor.fetchone()
    note_tick()
    noted = SiteState.objects.get().last_tick_at
    assert noted is not None
    assert timedelta() < noted - before < timedelta(minutes=1)


def test_R8_tick_leaves_the_other_facts_of_the_site_alone(note: Note) -> None:
    SiteState.objects.update(sending_held=True, clock_offset=timedelta(days=3))
    note_tick()
    assert SiteState.objects.values_list("sending_held", "clock_offset").get() == (True, timedelta(days=3))


def test_R6_what_came_too_late_expires_also_in_a_pause(sam: Member) -> None:
    make_message(recipient=sam, number=1, expires_at=NOON, due_at=NOON + 72 * HOUR)
    make_message(recipient=sam, number=2, expires_at=NOON + HOUR)
    make_message(recipient=sam, number=3, expires_at=NOON - HOUR, state="held")
    assert expire(now=NOON) == 2
    assert states() == ["expired", "waiting", "expired"]
    assert Message.objects.first().ended_at == NOON  # type: ignore[union-attr]


def test_R5_messages_follow_their_readers_into_another_zone(sam: Member) -> None:
    local = NOON + 24 * HOUR
    moving = make_message(
        recipient=sam, due_at=local, zone="Europe/London", local_date=local.date(), local_time=local.time()
    )
    make_message(recipient=sam, number=2, zone="Europe/London")  # for no time on the wall
    Member.objects.update(time_zone="America/New_York")
    follow_moved_readers(now=NOON)
    moving.refresh_from_db()
    assert moving.due_at == local + 5 * HOUR
    assert follow_moved_readers(now=NOON) == 0


def test_plans_look_so_far_ahead_as_the_settings_say() -> None:
    assert timedelta(days=14) == settings.MESSAGE_PLAN_AHEAD


def test_after_long_planning_the_sending_is_a_job_of_its_own(
    planned: list[tuple[datetime, datetime]],
    sam: Member,
    mail_server: Relay,
    woken: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ticking, "LONG_PLANNING", -1)
    make_message(recipient=sam)
    tick()
    assert (woken, mail_server.got()) == (["members.send_due"], [])
