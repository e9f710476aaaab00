"""The jobs: rounds open and close on their days, each in its project's own zone, and one that stumbles holds up no other."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import DatabaseError

from principles import jobs
from principles.models import PulseRound
from principles.queries.round import due_rounds
from tests.factories.principles import make_people, make_round
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db

DAY = date(2027, 5, 14)


def statuses() -> dict[int, str]:
    return dict(PulseRound.objects.values_list("pk", "status"))


def test_rounds_open_and_close_by_the_day_in_their_own_zone() -> None:
    auckland, bristol, honolulu = (
        make_project(zone=zone) for zone in ("Pacific/Auckland", "Europe/London", "Pacific/Honolulu")
    )
    for project in (auckland, bristol, honolulu):
        make_people(project, 5)
    planned = [
        make_round(project=project, status="planned", opens_on=DAY, closes_on=DAY + timedelta(days=7)).pk
        for project in (auckland, bristol, honolulu)
    ]
    # The 14th begins at 12:00 UTC on the 13th in Auckland, 23:00 in Bristol, 10:00 on the 14th in Honolulu.
    moments = [(13, 11, 59), (13, 12, 0), (13, 22, 59), (13, 23, 0), (14, 9, 59), (14, 10, 0)]
    found = [len(due_rounds(datetime(2027, 5, *moment, tzinfo=UTC))[0]) for moment in moments]
    assert found == [0, 1, 1, 2, 2, 3]

    with time_machine.travel(datetime(2027, 5, 13, 23, 0, tzinfo=UTC), tick=False):
        jobs.open_and_close_rounds()
    assert statuses() == dict(zip(planned, ["open", "open", "planned"], strict=True))

    with time_machine.travel(datetime(2027, 5, 21, 12, 0, tzinfo=UTC), tick=False):
        jobs.open_and_close_rounds()
    assert statuses() == dict(zip(planned, ["closed", "open", "open"], strict=True))


def test_a_round_that_stumbles_holds_up_no_other(monkeypatch) -> None:
    first, second = (make_round(opens_on=DAY, closes_on=DAY + timedelta(days=2)) for _number in range(2))
    close = jobs.close_round

    def stumble(*, pulse_round_id: int, now: datetime) -> bool:
        if pulse_round_id == first.pk:
            raise DatabaseError("lock timeout")
        return close(pulse_round_id=pulse_round_id, now=now)

    monkeypatch.setattr(jobs, "close_round", stumble)
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC), tick=False):
        jobs.open_and_close_rounds()
        assert statuses() == {first.pk: "open", second.pk: "closed"}
        monkeypatch.setattr(jobs, "close_round", close)
        jobs.open_and_close_rounds()
    assert statuses() == {first.pk: "closed", second.pk: "closed"}
