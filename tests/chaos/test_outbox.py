"""Promises R1 to R4 on real servers at 500 messages. `python3 manage.py chaos` does the same at 5,000.

Nothing here waits for a time: each step waits for what it needs, and fails when that takes too long.
"""

from collections.abc import Iterator

import pytest

from coproduce.local.chaos import trials
from coproduce.local.chaos.stage import Pace, Stage
from coproduce.local.chaos.trials import Outcome

MESSAGES = 500


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    """PostgreSQL, broker, mail server, two workers with two processes each, two beats: all of their own."""
    stage = Stage(Pace())
    try:
        stage.start()
        yield stage
    finally:
        stage.stop()


def held(outcome: Outcome) -> tuple[int, bool, bool]:
    """What was lost; whether no more was doubled than was in flight; whether it was in time."""
    return outcome.lost, outcome.doubled <= outcome.bound, outcome.seconds <= outcome.longest


def test_R3_two_workers_and_two_beats_double_nothing(stage: Stage) -> None:
    outcome = trials.nothing_dies(stage, MESSAGES)
    assert (outcome.lost, outcome.doubled) == (0, 0)


def test_R1_R3_whatever_is_killed_nothing_is_lost_and_only_what_was_in_flight_is_doubled(
    stage: Stage,
) -> None:
    """Worker, process of the pool, PostgreSQL, beat and broker, with -9, all mixed."""
    blows = [
        stage.kill_worker,
        stage.kill_pool_child,
        stage.kill_postgres,
        stage.kill_beat,
        stage.empty_broker,
        stage.kill_pool_child,
        stage.kill_broker,
        stage.kill_worker,
    ]
    outcome = trials.killed(stage, MESSAGES, what="everything mixed", blows=blows)
    assert outcome.bound < 12
    assert held(outcome) == (0, True, True)


def test_R2_the_broker_may_be_emptied_and_die(stage: Stage) -> None:
    outcome = trials.broker_gone(stage, MESSAGES, times_emptied=3, seconds_down=2)
    assert outcome.doubled == 0
    assert held(outcome) == (0, True, True)


def test_R4_trouble_with_the_mail_delays_and_never_loses(stage: Stage) -> None:
    outcome = trials.mail_trouble(stage, MESSAGES)
    assert outcome.doubled == 0
    assert held(outcome) == (0, True, True)
