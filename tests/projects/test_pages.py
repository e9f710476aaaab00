"""Every page of projects, in every state: no problem that its HTML could show, and no more queries than it may have."""

from dataclasses import dataclass

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from tests.look.page_checks import long_sentences, node_count, problems_in, reading_grade
from tests.projects.pages import Stop, browser_of
from tests.projects.stops import all_sets

pytestmark = pytest.mark.django_db  # so that there are tables also when this file runs alone

EASY = 5
MOST_QUERIES = 12


@dataclass(frozen=True)
class Opened:
    """One page as it was answered, and how many things it asked of the database."""

    stop: Stop
    status: int
    html: str
    queries: int


def open_page(stop: Stop) -> Opened:
    """The page's status and HTML."""
    browser = browser_of(stop)
    with CaptureQueriesContext(connection) as asked:
        answer = browser.get(stop.path) if stop.posts is None else browser.post(stop.path, stop.posts)
    return Opened(stop, answer.status_code, answer.content.decode(), len(asked))


@pytest.fixture(scope="module", params=all_sets())
def pages(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> dict[str, Opened]:
    """What each page of one set answers: opened once for all tests, which only read it; then all rows are taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        found = {stop.name: open_page(stop) for stop in all_sets()[request.param]()}
        connection.check_constraints()
        transaction.set_rollback(True)
    return found


def test_every_page_answers_as_it_should(pages: dict[str, Opened]) -> None:
    assert {name: page.status for name, page in pages.items()} == {
        name: page.stop.status for name, page in pages.items()
    }


def test_no_page_has_a_problem(pages: dict[str, Opened]) -> None:
    html_of = {name: page.html for name, page in pages.items()}
    assert {name: problems_in(html) for name, html in html_of.items() if problems_in(html)} == {}
    assert {name: long_sentences(html) for name, html in html_of.items() if long_sentences(html)} == {}
    assert {name: reading_grade(html) for name, html in html_of.items() if reading_grade(html) > EASY} == {}
    assert {name: node_count(html) for name, html in html_of.items() if node_count(html) > 600} == {}


def test_a_page_with_a_problem_says_so_in_its_title(pages: dict[str, Opened]) -> None:
    says_so = {name for name, page in pages.items() if "<title>Error: " in page.html}
    assert says_so == {name for name in pages if "with a problem" in name}


def test_no_page_asks_more_than_twelve_things_of_the_database(pages: dict[str, Opened]) -> None:
    asked = {name: page.queries for name, page in pages.items() if page.stop.posts is None}
    assert {name: queries for name, queries in asked.items() if queries > MOST_QUERIES} == {}
