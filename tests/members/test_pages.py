"""Every page of members, in every state: no problem that its HTML could show."""

import pytest
from django.db import connection, transaction
from django.test import Client
from pytest_django import DjangoDbBlocker

from tests.look.page_checks import long_sentences, node_count, problems_in, reading_grade
from tests.members.pages import Stop, make_stops, signed_in


def open_page(stop: Stop) -> tuple[int, str]:
    """The page's status and HTML."""
    browser = signed_in(stop.who) if stop.who else Client()
    if stop.waits_for_code:
        browser.post("/in/", {"email": "nobody@example.org"})
    answer = browser.get(stop.path) if stop.posts is None else browser.post(stop.path, stop.posts)
    return answer.status_code, answer.content.decode()


@pytest.fixture(scope="module")
def pages(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> dict[str, tuple[int, str]]:
    """What each page answers: opened once for all tests, which only read it; then all rows are taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = {stop.name: open_page(stop) for stop in make_stops()}
        connection.check_constraints()
        transaction.set_rollback(True)
    return found


def test_no_page_has_a_problem(pages: dict[str, tuple[int, str]]) -> None:
    """C1 and A13 of design.md among them: grade 5 at most, 600 nodes at most."""
    assert {status for status, _html in pages.values()} == {200}
    html_of = {name: html for name, (_status, html) in pages.items()}
    assert {name: problems_in(html) for name, html in html_of.items() if problems_in(html)} == {}
    assert {name: long_sentences(html) for name, html in html_of.items() if long_sentences(html)} == {}
    assert {name: reading_grade(html) for name, html in html_of.items() if reading_grade(html) > 5} == {}
    assert {name: node_count(html) for name, html in html_of.items() if node_count(html) > 600} == {}


def test_a_page_with_a_problem_says_so_in_its_title(pages: dict[str, tuple[int, str]]) -> None:
    problems = {name: "<title>Error: " in html for name, (_status, html) in pages.items()}
    assert {name for name, says_so in problems.items() if says_so} == {
        name for name in pages if "with a problem" in name
    }
