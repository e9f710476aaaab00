"""Every page of projects, in every state: no problem that its HTML could show, and no more queries than it may have."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.look.page_checks import long_sentences, node_count, problems_in, reading_grade
from tests.projects.pages import Stop, browser_of
from tests.projects.stops import all_sets

EASY = 5
MOST_QUERIES = 12


def open_page(stop: Stop) -> tuple[int, str]:
    """The page's status and HTML."""
    browser = browser_of(stop)
    answer = browser.get(stop.path) if stop.posts is None else browser.post(stop.path, stop.posts)
    return answer.status_code, answer.content.decode()


@pytest.fixture(params=all_sets())
def stops(request: pytest.FixtureRequest, db: None) -> list[Stop]:
    """The stops of one set."""
    return all_sets()[request.param]()


@pytest.fixture
def pages(stops: list[Stop]) -> dict[str, tuple[int, str]]:
    """What each page answers."""
    return {stop.name: open_page(stop) for stop in stops}


def test_every_page_answers_as_it_should(stops: list[Stop]) -> None:
    wrong = {
        stop.name: (status, stop.status) for stop in stops if (status := open_page(stop)[0]) != stop.status
    }
    assert wrong == {}


def test_no_page_has_a_problem(pages: dict[str, tuple[int, str]]) -> None:
    html_of = {name: html for name, (_status, html) in pages.items()}
    assert {name: problems_in(html) for name, html in html_of.items() if problems_in(html)} == {}
    assert {name: long_sentences(html) for name, html in html_of.items() if long_sentences(html)} == {}
    assert {name: reading_grade(html) for name, html in html_of.items() if reading_grade(html) > EASY} == {}
    assert {name: node_count(html) for name, html in html_of.items() if node_count(html) > 600} == {}


def test_a_page_with_a_problem_says_so_in_its_title(pages: dict[str, tuple[int, str]]) -> None:
    says_so = {name for name, (_status, html) in pages.items() if "<title>Error: " in html}
    assert says_so == {name for name in pages if "with a problem" in name}


def test_no_page_asks_more_than_twelve_things_of_the_database(stops: list[Stop]) -> None:
    many = {}
    for stop in stops:
        if stop.posts is None:
            browser = browser_of(stop)
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get(stop.path)
            if len(asked) > MOST_QUERIES:
                many[stop.name] = len(asked)
    assert many == {}
