"""The demo's own pages: who one can be, the clock, the mail. None of them exists outside the demo."""

import os
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user
from django.core.checks import run_checks
from django.test import Client

from coproduce.demo.fill import Wanted, fill
from coproduce.demo.people import BY_KEY
from members.models import Member, SiteState
from tests.look.page_checks import problems_in

NOW = datetime(2026, 5, 14, 10, tzinfo=UTC)
PATHS = ["/demo/", "/demo/sign-in/", "/demo/clock/", "/mail/", "/mail/x.eml/", "/mail/x.eml/html/"]


@pytest.fixture
def demo(db: None, settings: Any, tmp_path: Path) -> Any:
    settings.DEMO = True
    settings.MAIL_SINK_DIR = str(tmp_path)
    return settings


@pytest.fixture
def people(demo: Any) -> None:
    fill(Wanted(), now=NOW, say=lambda words: None)


def put_mail(folder: Path, number: int, *, html: bool = True, subject: str = "") -> str:
    mail = EmailMessage()
    mail["To"], mail["From"] = "sam@example.org", "Coproduce <hello@localhost>"
    mail["Subject"] = subject or f"Number {number}"
    mail["Date"] = NOW
    mail.set_content("Hello Sam.\n\nhttps://coproduce.example.org/a/one/\n")
    if html:
        mail.add_alternative(
            '<p>Hello <a href="https://coproduce.example.org/a/two/">Sam</a></p>', subtype="html"
        )
    name = f"{number:020d}-1-000001.eml"
    (folder / name).write_bytes(mail.as_bytes())
    return name


@pytest.mark.parametrize("path", PATHS)
def test_demo_pages_do_not_exist_outside_the_demo(db: None, client: Client, path: str) -> None:
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)


def test_demo_lists_its_people(people: None, client: Client) -> None:
    page = client.get("/demo/").content.decode()
    assert [
        name
        for name in ("Amina Yusuf", "Sam", "Tom O’Dwyer", "Ruth Blackwood", "Robin Operator")
        if name not in page
    ] == []
    assert page.count('name="person"') == 13


def test_demo_says_when_nobody_is_here(demo: Any, client: Client) -> None:
    assert "python3 manage.py demo_data" in client.get("/demo/").content.decode()


def test_demo_sign_in_needs_a_post(people: None, client: Client) -> None:
    assert client.get("/demo/sign-in/?person=sam").status_code == 405
    assert not get_user(client).is_authenticated


def test_demo_sign_in_signs_in_as_that_person(people: None, client: Client) -> None:
    answer = client.post("/demo/sign-in/", {"person": "sam"})
    assert (answer.status_code, answer["Location"]) == (302, "/home/")
    assert get_user(client) == Member.objects.get(handle=BY_KEY["sam"].handle)


@pytest.mark.parametrize("person", ["", "nobody", "../sam"])
def test_demo_sign_in_knows_only_its_own_people(people: None, client: Client, person: str) -> None:
    assert client.post("/demo/sign-in/", {"person": person}).status_code == 404


def test_demo_sign_in_refuses_somebody_whose_account_is_closed(people: None, client: Client) -> None:
    Member.objects.filter(handle=BY_KEY["sam"].handle).update(is_active=False)
    assert client.post("/demo/sign-in/", {"person": "sam"}).status_code == 404


def test_demo_sign_in_needs_the_token(people: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/demo/sign-in/", {"person": "sam"}).status_code == 403


@pytest.mark.parametrize(
    ("step", "by"), [("hour", timedelta(hours=1)), ("day", timedelta(days=1)), ("week", timedelta(weeks=1))]
)
def test_demo_clock_moves_forward(demo: Any, client: Client, step: str, by: timedelta) -> None:
    assert client.post("/demo/clock/", {"step": step})["Location"] == "/demo/"
    assert SiteState.objects.get().clock_offset == by


def test_demo_clock_knows_only_its_steps(demo: Any, client: Client) -> None:
    assert client.post("/demo/clock/", {"step": "year"}).status_code == 404
    assert SiteState.objects.get().clock_offset == timedelta()


def test_mail_lists_newest_first_a_page_at_a_time(demo: Any, client: Client, tmp_path: Path) -> None:
    for number in range(1, 61):
        put_mail(tmp_path, number)
    first = client.get("/mail/").context["page"]
    second = client.get("/mail/", {"before": first.older}).context["page"]
    third = client.get("/mail/", {"before": second.older}).context["page"]
    back = client.get("/mail/", {"after": third.newer}).context["page"]
    assert [page.mails[0].subject for page in (first, second, third, back)] == [
        "Number 60",
        "Number 35",
        "Number 10",
        "Number 35",
    ]
    assert (first.newer, third.older, first.total) == ("", "", 60)


def test_mail_says_when_there_is_none(demo: Any, client: Client) -> None:
    assert "No mail yet" in client.get("/mail/").content.decode()


def test_mail_detail_makes_links_to_press(demo: Any, client: Client, tmp_path: Path) -> None:
    page = client.get(f"/mail/{put_mail(tmp_path, 1)}/").content.decode()
    assert '<a href="https://coproduce.example.org/a/one/"' in page
    assert '<a href="https://coproduce.example.org/a/two/"' in page


def test_mail_detail_shows_odd_words_as_words(demo: Any, client: Client, tmp_path: Path) -> None:
    name = put_mail(tmp_path, 1, subject="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"/mail/{name}/").content.decode()


def test_mail_html_runs_in_a_box_of_its_own(demo: Any, client: Client, tmp_path: Path) -> None:
    answer = client.get(f"/mail/{put_mail(tmp_path, 1)}/html/")
    rules = answer["Content-Security-Policy"]
    assert [
        rule for rule in ("sandbox", "default-src 'none'", "script-src 'none'") if rule not in rules
    ] == []
    assert "Hello" in answer.content.decode()


def test_mail_html_is_missing_where_there_is_no_such_part(demo: Any, client: Client, tmp_path: Path) -> None:
    assert client.get(f"/mail/{put_mail(tmp_path, 1, html=False)}/html/").status_code == 404


@pytest.mark.parametrize("name", ["0.eml", "..%2fsettings.eml", ".eml", "1.txt"])
def test_mail_detail_finds_only_messages(demo: Any, client: Client, tmp_path: Path, name: str) -> None:
    (tmp_path / "1.txt").write_text("no message")
    assert client.get(f"/mail/{name}/").status_code == 404


def test_check_deploy_fails_while_the_demo_is_on(settings: Any) -> None:
    settings.DEMO = True
    found = {problem.id for problem in run_checks(include_deployment_checks=True)}
    settings.DEMO = False
    assert "coproduce.E001" in found
    assert "coproduce.E001" not in {problem.id for problem in run_checks(include_deployment_checks=True)}


def test_demo_pages_hold_to_what_every_page_must(people: None, client: Client, tmp_path: Path) -> None:
    name = put_mail(tmp_path, 1)
    found = {
        path: problems_in(client.get(path).content.decode())
        for path in ("/demo/", "/mail/", f"/mail/{name}/")
    }
    assert found == {path: [] for path in found}


def test_mail_shows_the_moment_by_the_clock_of_the_demo(demo: Any, client: Client, tmp_path: Path) -> None:
    put_mail(tmp_path, 1)
    assert client.get("/mail/").context["page"].mails[0].sent_at == NOW


def test_mail_without_a_date_has_the_moment_of_its_file(demo: Any, client: Client, tmp_path: Path) -> None:
    (tmp_path / "1.eml").write_text("Subject: Hello\n\nHello\n")
    os.utime(tmp_path / "1.eml", (1_000_000, 1_000_000))
    assert client.get("/mail/").context["page"].mails[0].sent_at == datetime.fromtimestamp(1_000_000, tz=UTC)
