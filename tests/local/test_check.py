import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from coproduce.local import check
from coproduce.local.check import Visitor
from coproduce.local.problems import LocalProblem
from coproduce.local.servers import free_port
from coproduce.local.site import Site

FORM = '<form><input type="hidden" name="csrfmiddlewaretoken" value="abc"></form>'


class Pages(BaseHTTPRequestHandler):
    """A site of three pages: a form, what was sent with it, and one that breaks."""

    def do_GET(self) -> None:
        self._answer(500 if self.path == "/broken/" else 200, FORM)

    def do_POST(self) -> None:
        self._answer(200, self.rfile.read(int(self.headers["Content-Length"])).decode())

    def _answer(self, status: int, text: str) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    server = HTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    with free_port() as unused:
        site = Site(f"http://127.0.0.1:{server.server_port}", unused, tmp_path)
        (tmp_path / "web.log").write_text("the reason\n")
        yield site
    server.shutdown()
    thread.join()
    server.server_close()


def test_visitor_sends_the_forms_token_along(site: Site) -> None:
    visitor = Visitor(site)
    visitor.open("/")

    assert visitor.send("/", name="Sam") == "name=Sam&csrfmiddlewaretoken=abc"


def test_visitor_says_which_page_broke_and_what_the_log_says(site: Site) -> None:
    with pytest.raises(LocalProblem) as problem:
        Visitor(site).open("/broken/")

    assert str(problem.value).splitlines() == [
        "/broken/ answered 500. The end of the web server's log:",
        "the reason",
    ]


def test_wait_for_says_what_it_waited_for(site: Site) -> None:
    with pytest.raises(LocalProblem) as problem:
        check.wait_for("the mail with the code", 0, lambda: "", site)

    assert str(problem.value).splitlines()[-1] == (
        "Waited 0 seconds for the mail with the code. /health/ says {'ok': False, 'answered': "
        "'Expecting value: line 1 column 1 (char 0)'}."
    )


def test_wait_for_returns_what_it_found(site: Site) -> None:
    assert check.wait_for("a number", 0, lambda: 7, site) == 7


def test_newest_mail_is_the_last_that_came(tmp_path: Path, settings: Any) -> None:
    settings.MAIL_SINK_DIR = str(tmp_path)
    for number, words in [(1, "first"), (2, "second")]:
        (tmp_path / f"{number:020d}.eml").write_text(f"Subject: x\r\n\r\n{words}\r\n")

    assert (check.newest_mail(after=1).strip(), check.newest_mail(after=2)) == ("second", "")
