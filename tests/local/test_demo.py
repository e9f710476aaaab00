import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from coproduce.demo.fill import Wanted, fill
from coproduce.lib import dates
from coproduce.local import demo, site
from coproduce.local.problems import LocalProblem
from coproduce.local.processes import Child
from coproduce.local.servers import free_port
from coproduce.local.site import Kept, Site
from tests.factories.members import make_member


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody else listens on."""
    with free_port() as listening:
        yield listening.getsockname()[1]


def test_open_port_says_what_to_type_when_the_port_asked_for_is_taken(taken: int) -> None:
    with pytest.raises(LocalProblem) as problem:
        demo.open_port(taken)

    assert str(problem.value).splitlines() == [
        f"Port {taken} is taken.",
        "Type:  python3 manage.py demo    (it finds a free port)",
    ]


def test_open_port_finds_another_when_nobody_asked_for_one(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "FIRST_PORT", taken)

    with demo.open_port(None) as listening:
        port = listening.getsockname()[1]

    assert port != taken
    assert capsys.readouterr().err == f"Port {taken} is taken, so this uses {port}.\n"


def test_open_port_refuses_a_number_that_is_no_port() -> None:
    with pytest.raises(LocalProblem, match="Port 70000 cannot be used .ports go from 1 to 65535."):
        demo.open_port(70_000)


def test_fresh_is_refused_for_a_database_that_the_caller_brought(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")

    servers = demo.demo_servers(fresh=True)

    with pytest.raises(LocalProblem, match="--fresh would empty the database in DATABASE_URL"), servers:
        pass


@pytest.mark.django_db
def test_the_demo_refuses_a_database_with_real_people() -> None:
    make_member(name="Somebody real")

    with pytest.raises(LocalProblem) as problem:
        demo.refuse_real_people()

    assert str(problem.value).splitlines()[-1] == (
        "so it does not touch it. Type:  env -u DATABASE_URL python3 manage.py demo"
    )


@pytest.mark.django_db
def test_the_demo_takes_a_database_that_is_empty_or_its_own() -> None:
    demo.refuse_real_people()
    fill(Wanted(seed=1), now=dates.now(), say=lambda words: None)

    demo.refuse_real_people()


@pytest.mark.django_db
def test_greet_names_the_addresses_and_the_people(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fill(Wanted(seed=1), now=dates.now(), say=lambda words: None)
    capsys.readouterr()
    with free_port() as listening:
        demo.greet(Site("http://localhost:8000", listening, tmp_path))

    said = capsys.readouterr().err.splitlines()
    assert said[1:4] == [
        "Coproduce is here:        http://localhost:8000/",
        "Be one of these people:   http://localhost:8000/demo/",
        "",
    ]
    assert said[4].split() == ["Amina", "Yusuf", "Runs", "projects"]
    assert said[-1] == "Press Ctrl-C to stop."


def test_a_child_that_dies_at_once_waits_longer_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(site.time, "monotonic", lambda: clock[0])
    kept = Kept(Child("The worker", ["sh", "-c", "exit 3"], log=tmp_path / "worker.log"))
    kept.start()
    pauses = []
    for _ in range(7):
        assert kept.child.process is not None
        os.waitid(os.P_PID, kept.child.process.pid, os.WEXITED | os.WNOWAIT)
        kept.mend()
        pauses.append(kept.pause)
        clock[0] += kept.pause
        kept.mend()
    assert kept.child.process is not None
    kept.child.process.wait()

    assert pauses == [1, 2, 4, 8, 16, 30, 30]
    assert capsys.readouterr().err.splitlines()[0] == (
        f"The worker ended (exit code 3). It starts again in 1 seconds. Its log: {tmp_path / 'worker.log'}"
    )


def test_a_child_that_ran_well_for_a_while_starts_again_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(site.time, "monotonic", lambda: clock[0])
    kept = Kept(Child("The worker", ["sleep", "600"], log=tmp_path / "worker.log"))
    kept.start()
    clock[0] += 60
    assert kept.child.process is not None
    kept.child.process.kill()
    kept.child.process.wait()

    kept.mend()
    running = kept.child.is_running
    kept.child.stop()

    assert running
    assert capsys.readouterr().err == (
        f"The worker ended (by signal SIGKILL). It starts again now. Its log: {tmp_path / 'worker.log'}\n"
    )
