import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from coproduce.local.problems import LocalProblem
from coproduce.local.processes import Child

ROOT = Path(__file__).parents[2]


def test_a_child_dies_when_its_parent_is_killed() -> None:
    """The child holds the writing end of a pipe: the end of the file says that it is gone."""
    program = (
        "import os, sys; from coproduce.local.processes import Child\n"
        "child = Child('sleeper', ['sleep', '600'], pass_fds=[int(sys.argv[1])])\n"
        "child.start(); os.close(int(sys.argv[1])); print('started', flush=True); child.process.wait()\n"
    )
    reading, writing = os.pipe()
    parent = subprocess.Popen(
        [sys.executable, "-c", program, str(writing)],
        cwd=ROOT,
        pass_fds=[writing],
        stdout=subprocess.PIPE,
        text=True,
    )
    os.close(writing)
    with parent, os.fdopen(reading) as pipe:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "started\n"
        parent.kill()
        assert pipe.read() == ""


def test_stop_ends_one_that_does_not_listen() -> None:
    deaf = Child(
        "deaf",
        [
            sys.executable,
            "-c",
            "import signal; signal.signal(15, signal.SIG_IGN); print(flush=True); input()",
        ],
    )
    deaf._options["stdout"] = subprocess.PIPE
    deaf._options["stdin"] = subprocess.PIPE
    deaf.start()
    assert deaf.process is not None
    with deaf.process:
        assert deaf.process.stdout is not None
        deaf.process.stdout.readline()
        deaf.stop(seconds=0.05)

        assert (deaf.is_running, deaf.how_it_ended) == (False, "by signal SIGKILL")


def test_how_it_ended_gives_the_exit_code() -> None:
    child = Child("short", ["sh", "-c", "exit 3"])
    child.start()
    assert child.process is not None
    child.process.wait()

    assert child.how_it_ended == "exit code 3"


def test_last_words_are_the_end_of_the_log(tmp_path: Path) -> None:
    log = tmp_path / "log"
    child = Child("talker", ["sh", "-c", "echo one; echo two; echo three"], log=log)
    child.start()
    assert child.process is not None
    child.process.wait()

    assert child.last_words(lines=2) == "two\nthree"


def test_start_explains_a_program_that_is_not_there() -> None:
    with pytest.raises(LocalProblem) as problem:
        Child("PostgreSQL", ["/nowhere/postgres"]).start()

    assert str(problem.value) == (
        "PostgreSQL could not be started: [Errno 2] No such file or directory: '/nowhere/postgres'"
    )


def test_a_child_ends_on_the_signal_it_asks_for() -> None:
    child = Child("sleeper", ["sleep", "600"], ends_on=signal.SIGUSR1)
    child.start()

    child.stop()

    assert child.how_it_ended == "by signal SIGUSR1"
