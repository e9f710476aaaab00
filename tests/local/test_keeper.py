import os
import signal
from pathlib import Path

import psycopg2
import pytest

from coproduce.local.keeper import SharedServers
from coproduce.local.problems import LocalProblem

pytestmark = pytest.mark.usefixtures("state")


def answers(servers: SharedServers) -> bool:
    sockets = servers.environment["DATABASE_URL"].partition("host=")[2]
    try:
        psycopg2.connect(host=sockets, user="coproduce", dbname="coproduce").close()
    except psycopg2.OperationalError:
        return False
    return True


def keeper_of(servers: SharedServers) -> int:
    """The parent of the mail sink is the keeper: it wrote its number nowhere else."""
    return int((servers.folder / "keeper.pid").read_text())


def test_servers_stay_while_anybody_uses_them() -> None:
    first = SharedServers()
    second = SharedServers()

    first_stopped = first.close()
    still_there = answers(second)
    stopped = second.close(wait=30)

    assert (first_stopped, still_there, stopped, answers(second)) == (False, True, True, False)


def test_servers_come_back_when_the_keeper_was_killed() -> None:
    servers = SharedServers()
    os.kill(keeper_of(servers), signal.SIGKILL)
    while servers.is_kept():
        pass

    moved = servers.look_again()
    there = answers(servers)
    servers.close(wait=30)

    assert (moved, there) == (False, True)  # the same addresses: nobody has to be told


def test_fresh_servers_have_forgotten_everything() -> None:
    first = SharedServers()
    (first.folder / "secret-key").write_text("old")
    first.close()

    fresh = SharedServers(fresh=True)
    there = answers(fresh)
    fresh.close(wait=30)

    assert (there, (fresh.folder / "secret-key").exists()) == (True, False)


def test_fresh_is_refused_while_somebody_uses_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coproduce.local.keeper.PATIENCE", 0.1)
    user = SharedServers()

    with pytest.raises(LocalProblem) as problem:
        SharedServers(fresh=True)
    user.close(wait=30)

    assert (
        str(problem.value)
        == "Another command uses the demo's data. Stop it, then type the same command again."
    )


def test_a_problem_of_the_servers_reaches_the_starter(state: Path) -> None:
    first = SharedServers()
    first.close(wait=30)
    (first.folder / "postgres" / "data" / "PG_VERSION").write_text("9.6\n")

    with pytest.raises(LocalProblem) as problem:
        SharedServers()

    assert "To begin again with empty data, type:  python3 manage.py demo --fresh" in str(problem.value)
