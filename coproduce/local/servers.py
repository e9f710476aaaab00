"""PostgreSQL, the broker and the mail sink of one folder, and the environment variables that lead to them."""

import contextlib
import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from coproduce.local.broker import Broker
from coproduce.local.places import Run, database_owner
from coproduce.local.postgres import Postgres, binaries
from coproduce.local.processes import Child


class MailSink:
    """Keeps a listening socket on a free loopback port; a child process serves it."""

    def __init__(self, folder: Path, log: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.listening = free_port(remembered(folder / ".port"))
        self.port = int(self.listening.getsockname()[1])
        (folder / ".port").write_text(str(self.port))
        self.child = Child(
            "the mail sink",
            [
                sys.executable,
                "-P",
                Path(__file__).with_name("mail_sink.py"),
                folder,
                str(self.listening.fileno()),
            ],
            log=log,
            pass_fds=[self.listening.fileno()],
            ends_on=signal.SIGTERM,
        )

    def start(self) -> None:
        self.child.start()

    def stop(self) -> None:
        self.child.stop(seconds=3)
        self.listening.close()


def remembered(path: Path) -> int:
    """The port of the last start, so that a new start can take it again; 0 for any."""
    try:
        return int(path.read_text())
    except (OSError, ValueError):
        return 0


def free_port(wanted: int = 0) -> socket.socket:
    """A listening socket on this port of the loopback, or on any free one when it is taken."""
    for port in (wanted, 0):
        listening = socket.socket()
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind(("127.0.0.1", port))
            listening.listen(128)
            return listening
        except OSError:
            listening.close()
    raise OSError("no free port on 127.0.0.1")


class Servers:
    """What a run needs beside the code. Start from the main thread: children are tied to it."""

    def __init__(
        self,
        folder: Path,
        sockets: Path,
        *,
        throw_away: bool,
        postgres: bool = True,
        broker: bool = True,
        mail: bool = True,
    ) -> None:
        logs = folder / "logs"
        logs.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.folder = folder
        self.postgres = (
            Postgres(folder / "postgres", sockets / "postgres", throw_away=throw_away) if postgres else None
        )
        self.broker = Broker(sockets / "broker") if broker else None
        self.mail = MailSink(folder / "mail", logs / "mail.log") if mail else None

    @property
    def all(self) -> list[Postgres | Broker | MailSink]:
        return [server for server in (self.postgres, self.broker, self.mail) if server]

    def start(self) -> None:
        """Raises LocalProblem; what had started is stopped again."""
        try:
            for server in self.all:
                server.start()
        except BaseException:
            self.stop()
            raise

    def mend(self) -> list[str]:
        """Start again what has died; return the names."""
        mended = []
        for server in self.all:
            if server.child and not server.child.is_running:
                server.start()
                mended.append(server.child.name)
        return mended

    def stop(self) -> None:
        for server in reversed(self.all):
            server.stop()

    def environment(self) -> dict[str, str]:
        found = {}
        if self.postgres:
            found["DATABASE_URL"] = self.postgres.url
        if self.broker:
            found["REDIS_URL"] = self.broker.url
        if self.mail:
            found |= {
                "EMAIL_URL": f"smtp://127.0.0.1:{self.mail.port}",
                "MAIL_SINK_DIR": str(self.mail.folder),
            }
        return found


@contextlib.contextmanager
def throw_away_servers(
    *, mail: bool = False, fill: Callable[[Path], None] | None = None
) -> Iterator[Servers]:
    """Servers for one run, in a folder that goes at its end. Those that the caller's environment names are not started.

    `fill` may put a cluster into the database's folder before it starts.
    """
    run = Run()
    try:
        if fill and "DATABASE_URL" not in os.environ:
            fill(run.folder / "postgres")
        servers = Servers(
            run.folder,
            run.folder,
            throw_away=True,
            postgres="DATABASE_URL" not in os.environ,
            broker="REDIS_URL" not in os.environ,
            mail=mail and "EMAIL_URL" not in os.environ,
        )
        servers.start()
        try:
            yield servers
        finally:
            servers.stop()
    finally:
        run.remove()


def demo_settings(folder: Path | None, site: str = "") -> dict[str, str]:
    """What the settings need beside the servers. `folder` is None when nothing may be written."""
    address = folder / "site-url" if folder else None
    if address and site:
        address.write_text(site)
    elif address and address.exists():
        site = address.read_text()
    return {
        "DEMO": "1" if folder else "0",  # the demo asks its database for the time
        "SECRET_KEY": secret_key(folder) if folder else "x" * 50,
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "SITE_URL": site or "http://localhost:8000",
        **({"FILES_ROOT": str(folder / "files")} if folder else {}),
    }


def secret_key(folder: Path) -> str:
    """The demo's own key: made once, so that a restart does not sign everybody out."""
    path = folder / "secret-key"
    if not path.exists():
        half = folder / f"secret-key.{os.getpid()}"
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            os.link(half, path)  # whoever comes second keeps the first one's
        half.unlink()
    return path.read_text()


def database_programs() -> str:
    """The folder with pg_dump, psql and so on, for the end of PATH."""
    return str(binaries(database_owner()))
