"""Promise R8: silence is noticed within ten minutes."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from coproduce.lib import dates
from coproduce.views import health
from members.actions.tick import note_tick
from members.models import SiteState
from tests.factories.members import make_member
from tests.members.notes import make_message

MINUTE = timedelta(minutes=1)


@pytest.fixture
def ticking(db: None) -> None:
    note_tick()


def answer() -> tuple[int, dict[str, object]]:
    response = Client().get("/health/")
    return response.status_code, response.json()


def due_since(minutes: float, state: str = "waiting") -> None:
    due = dates.now() - minutes * MINUTE
    make_message(recipient=make_member(), due_at=due, state=state)


def test_all_is_well(ticking: None) -> None:
    status, facts = answer()
    assert (status, facts["ok"], facts["database"], facts["broker"]) == (200, True, True, True)
    assert facts["oldest_due_unsent_seconds"] == 0


@pytest.mark.parametrize(("minutes", "status"), [(9.9, 200), (10.1, 503)])
def test_R8_a_due_message_that_is_not_out_turns_it_red(ticking: None, minutes: float, status: int) -> None:
    due_since(minutes)
    assert answer()[0] == status


def test_R8_what_is_not_due_or_is_out_does_not(ticking: None) -> None:
    due_since(-60)
    due_since(60, state="withdrawn")
    assert answer()[0] == 200


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 503)])
def test_R8_silence_of_the_tick_turns_it_red(ticking: None, minutes: float, status: int) -> None:
    tick = SiteState.objects.get().last_tick_at
    assert tick is not None
    SiteState.objects.update(last_tick_at=tick - minutes * MINUTE)
    assert answer()[0] == status


def test_R8_a_site_that_never_ticked_is_red(db: None) -> None:
    SiteState.objects.update(last_tick_at=None)
    assert answer()[0] == 503


def test_R2_a_broker_that_is_down_is_told_and_the_site_goes_on(
    ticking: None, settings: object, tmp_path: object
) -> None:
    settings.REDIS_URL = f"unix://{tmp_path}/no-broker.sock"  # type: ignore[attr-defined]
    status, facts = answer()
    assert (status, facts["broker"]) == (200, False)


def test_a_database_that_is_down_is_told(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: object) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(health, "pulse", broken)
    status, facts = answer()
    assert (status, facts["ok"], facts["database"]) == (503, False, False)


def test_R8_one_address_that_makes_trouble_is_not_silence(ticking: None) -> None:
    make_message(recipient=make_member(), due_at=dates.now() - 60 * MINUTE, attempts=3)
    assert answer()[0] == 503
    make_message(recipient=make_member(), state="sent", sent_at=dates.now() - 9 * MINUTE)
    assert answer()[0] == 200


def test_it_is_never_kept(ticking: None) -> None:
    assert "no-store" in Client().get("/health/").headers["Cache-Control"]
