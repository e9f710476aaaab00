"""What one request costs: processor time of the site and of its database connection, statements, rows, bytes."""

import gc
import gzip
import io
import re
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

WARM_UP = 15
ROWS_SHOWN = re.compile(rb"<(?:tr|li|dt)\b")


@dataclass
class Cost:
    """What a page cost over many requests, in milliseconds a request."""

    name: str
    path: str
    cpu: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)
    database: list[float] = field(default_factory=list)
    statements: int = 0
    rows_fetched: int = 0
    rows_shown: int = 0
    html_bytes: int = 0
    gzipped: int = 0
    status: int = 0

    @property
    def median_cpu(self) -> float:
        """Processor time of the site's own process: the middle of all requests."""
        return statistics.median(self.cpu)

    @property
    def median_wall(self) -> float:
        """From request to answer, as a clock shows it."""
        return statistics.median(self.wall)

    @property
    def mean_database(self) -> float:
        """Processor time of the database's process for this connection."""
        return statistics.fmean(self.database) if self.database else 0.0


class Browser:
    """Asks the site's own WSGI application, in this process, with a real session cookie and as if over https."""

    def __init__(self, application: Callable[..., Any], session: str = "") -> None:
        self.application = application
        self.session = session

    def get(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        """Status, body and headers of one GET."""
        plain, _mark, query = path.partition("?")
        found: dict[str, Any] = {}

        def start_response(status: str, headers: list[tuple[str, str]], info: Any = None) -> None:
            found.update(status=int(status[:3]), headers=dict(headers))

        host = settings.ALLOWED_HOSTS[0]
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": plain,
            "QUERY_STRING": query,
            "SERVER_NAME": host,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": host,
            "HTTP_ACCEPT_LANGUAGE": "en-GB",
            "HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={self.session}" if self.session else "",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if settings.HTTPS else "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        response = self.application(environ, start_response)
        try:
            body = b"".join(response)
        finally:
            if hasattr(response, "close"):
                response.close()
        return found["status"], body, found["headers"]


@contextmanager
def counted() -> Iterator[list[int]]:
    """Gathers the number of rows of each statement that Django sends while it is open."""
    rows: list[int] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        result = execute(sql, params, many, context)
        rows.append(max(0, context["cursor"].rowcount))
        return result

    with connection.execute_wrapper(count):
        yield rows


def database_time() -> float:
    """Milliseconds that the database's process of this connection has spent on a processor; 0 where nobody can tell."""
    connection.ensure_connection()
    pid = connection.connection.info.backend_pid
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e6
    except (OSError, ValueError, IndexError):
        return 0.0


def ask(browser: Browser, cost: Cost) -> None:
    """One request, its cost added to `cost`."""
    before_database = database_time()
    wall, cpu = time.perf_counter(), time.thread_time()
    status, _body, _headers = browser.get(cost.path)
    cost.cpu.append((time.thread_time() - cpu) * 1000)
    cost.wall.append((time.perf_counter() - wall) * 1000)
    cost.database.append(database_time() - before_database)
    cost.status = status


def look_once(browser: Browser, cost: Cost) -> None:
    """The exact figures, which do not change from request to request: statements, rows, bytes."""
    with counted() as rows:
        cost.status, body, _headers = browser.get(cost.path)
    main = body.partition(b"<main")[2].partition(b"</main>")[0] or body
    cost.statements, cost.rows_fetched = len(rows), sum(rows)
    cost.rows_shown = len(ROWS_SHOWN.findall(main)) or main.count(b"\n")
    cost.html_bytes, cost.gzipped = len(body), len(gzip.compress(body, 6))


def by_turns(floor: tuple[Browser, Cost], page: tuple[Browser, Cost], times: int) -> None:
    """Floor, page, floor, page: whatever else the machine does, it does to both."""
    for browser, cost in (floor, page):
        for _turn in range(WARM_UP):
            browser.get(cost.path)
    gc.collect()
    gc.freeze()  # what is loaded once does not count; collecting what a request leaves behind does
    try:
        for _turn in range(times):
            ask(*floor)
            ask(*page)
    finally:
        gc.unfreeze()
