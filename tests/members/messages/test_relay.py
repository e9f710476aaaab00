"""Lines to the mail server: what its answers mean, and how many lines are used."""

import smtplib
import socket
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage, EmailMultiAlternatives

from members.messages import relay
from members.messages.mail import LightMail
from members.messages.relay import Ending, meaning_of
from tests.members.notes import refused

LEASE = timedelta(seconds=120)


class SlowServer:
    """Takes so many seconds for each message; counts its open lines and how many messages are with it at once."""

    def __init__(self, seconds: float, most_lines: int = 100) -> None:
        self.seconds, self.most_lines = seconds, most_lines
        self.lines = self.inside = self.most_inside = 0
        self.door = threading.Lock()
        self.taken: list[str] = []

    def connect(self, **options: Any) -> "SlowLine":
        return SlowLine(self)


class SlowLine:
    def __init__(self, server: SlowServer) -> None:
        self.server = server

    def open(self) -> bool:
        with self.server.door:
            if self.server.lines >= self.server.most_lines:
                raise smtplib.SMTPConnectError(421, "too many")
            self.server.lines += 1
        return True

    def close(self) -> None:
        pass

    def send_messages(self, mails: list[EmailMessage]) -> int:
        with self.server.door:
            self.server.inside += 1
            self.server.most_inside = max(self.server.most_inside, self.server.inside)
        threading.Event().wait(self.server.seconds)
        with self.server.door:
            self.server.inside -= 1
            self.server.taken.append(mails[0].subject)
        return 1


def parcels(number: int) -> Iterator[tuple[int, EmailMessage]]:
    for turn in range(number):
        yield turn, EmailMessage(str(turn), to=["sam@example.org"])


def carried(server: SlowServer, number: int, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, Ending]]:
    monkeypatch.setattr(relay, "get_connection", server.connect)
    line: relay.Relay[int] = relay.Relay(LEASE)
    answered = [pair for some in line.carry(parcels(number)) for pair in some]
    line.close()
    return [(thing, answer.ending) for thing, answer in answered]


def test_a_quick_relay_gets_one_line_and_one_message_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    server = SlowServer(0)
    answered = carried(server, 40, monkeypatch)
    assert answered == [(turn, Ending.ACCEPTED) for turn in range(40)]
    assert (server.lines, server.most_inside) == (1, 1)


def test_a_slow_relay_gets_several_lines_and_never_more_than_allowed(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.MAIL_CONNECTIONS = 4
    server = SlowServer(0.02)
    answered = carried(server, 40, monkeypatch)
    assert sorted(answered) == [(turn, Ending.ACCEPTED) for turn in range(40)]
    assert (server.lines, server.most_inside) == (4, 4)


def test_R3_a_line_takes_nothing_new_before_its_last_answer_was_noted(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    """So a kill leaves at most one message a line in doubt: those handed over and not yet noted."""
    settings.MAIL_CONNECTIONS = 3
    server = SlowServer(0.02)
    monkeypatch.setattr(relay, "get_connection", server.connect)
    line: relay.Relay[int] = relay.Relay(LEASE)
    handed: list[int] = []

    def watched() -> Iterator[tuple[int, EmailMessage]]:
        for turn, mail in parcels(30):
            handed.append(turn)
            yield turn, mail

    noted, most_in_doubt = 0, 0
    for some in line.carry(watched()):
        most_in_doubt = max(most_in_doubt, len(handed) - noted)
        noted += len(some)
    assert (noted, most_in_doubt) == (30, 3)


def test_a_relay_that_wants_fewer_lines_gets_fewer(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.MAIL_CONNECTIONS = 6
    server = SlowServer(0.02, most_lines=2)
    answered = carried(server, 30, monkeypatch)
    down = [thing for thing, ending in answered if ending is Ending.DOWN]
    assert len(answered) == 30
    assert (server.lines, len(down)) == (2, 4)


def test_a_relay_that_closes_its_door_ends_the_carrying(monkeypatch: pytest.MonkeyPatch) -> None:
    answered = carried(SlowServer(0, most_lines=0), 10, monkeypatch)
    assert answered == [(0, Ending.DOWN)]


@pytest.mark.parametrize(
    ("error", "ending"),
    [
        (refused(550, "sam@example.org"), Ending.REFUSED),
        (refused(450, "sam@example.org"), Ending.TROUBLE),
        (refused(421, "sam@example.org"), Ending.DOWN),
        (smtplib.SMTPDataError(554, b"no"), Ending.REFUSED),
        (smtplib.SMTPDataError(452, b"full"), Ending.TROUBLE),
        (smtplib.SMTPSenderRefused(550, b"who are you", "hello@localhost"), Ending.DOWN),
        (smtplib.SMTPNotSupportedError(), Ending.REFUSED),
        (UnicodeEncodeError("ascii", "ü", 0, 1, "no"), Ending.REFUSED),
        (smtplib.SMTPServerDisconnected("gone"), Ending.BROKEN),
        (TimeoutError(), Ending.BROKEN),
        (ConnectionResetError(), Ending.BROKEN),
    ],
)
def test_what_an_answer_means(error: Exception, ending: Ending) -> None:
    answer = meaning_of(error)
    assert answer.ending is ending
    assert "sam@example.org" not in answer.words


def test_the_servers_own_words_are_not_kept() -> None:
    assert meaning_of(refused(550, "sam@example.org")).words == "550 the address was not taken"


def test_sending_does_not_wait_longer_than_the_lines_need(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    """Forty messages of 20 ms over eight lines take far less than over one (800 ms)."""
    settings.MAIL_CONNECTIONS = 8
    started = time.monotonic()
    carried(SlowServer(0.02), 40, monkeypatch)
    assert time.monotonic() - started < 0.7


def test_the_real_way_over_a_real_line_says_what_the_general_way_says(settings: LazySettings) -> None:
    """Both ways, one after the other, to a mail server that writes down what it hears."""
    heard: list[str] = []
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(5)
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = listening.getsockname()
        server = threading.Thread(target=take_two, args=(listening, heard))
        server.start()
        for kind in (LightMail, EmailMultiAlternatives):
            mail = kind(
                "Thursday", "Hello\n.\nBye\n", to=["sam@example.org"], headers={"Message-ID": "<a@b>"}
            )
            mail.attach_alternative("<p>Hello</p>\n", "text/html")
            line = relay.Line(timeout=5)
            assert line.send(mail).ending is Ending.ACCEPTED
            line.close()
        server.join(10)
    envelopes = [said for said in heard if said.startswith(("mail", "rcpt", "MAIL", "RCPT"))]
    assert envelopes[:2] == envelopes[2:]
    assert [said for said in heard if said in ("..", "Hello", "Bye")] == ["Hello", "..", "Bye"] * 2


def take_two(listening: socket.socket, heard: list[str]) -> None:
    """Two conversations, one message in each."""
    for _turn in range(2):
        line, _address = listening.accept()
        with line, line.makefile("rwb") as file:
            file.write(b"220 ready\r\n")
            file.flush()
            in_message = False
            for raw in file:
                said = raw.decode().rstrip("\r\n")
                heard.append(said)
                if in_message and said != ".":
                    continue
                in_message = said.lower() == "data"
                answer = b"354 go on" if in_message else b"221 bye" if said.lower() == "quit" else b"250 ok"
                file.write(answer + b"\r\n")
                file.flush()
                if said.lower() == "quit":
                    break
