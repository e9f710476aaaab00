"""The public pages and the pages that say what went wrong hold to every rule of the look."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from coproduce.views import public
from tests.look.page_checks import long_sentences, node_count, problems_in, reading_grade

pytestmark = pytest.mark.urls("tests.look.urls")
PUBLIC = ["/", "/help/", "/privacy/", "/accessibility/", "/words/", "/staying-safe-online/", "/components/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_public_page_has_no_problems(client: Client, path: str) -> None:
    html = client.get(path).content.decode()

    assert problems_in(html) == []
    assert long_sentences(html) == []


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PUBLIC if path != "/components/"])
def test_public_page_stays_small(client: Client, path: str) -> None:
    assert node_count(client.get(path).content.decode()) <= 600


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in PUBLIC if path != "/components/"])
def test_public_page_can_be_read_by_a_ten_year_old(client: Client, path: str) -> None:
    assert reading_grade(client.get(path).content.decode()) <= 5


@pytest.mark.django_db
def test_page_not_found_has_the_same_body_for_every_address(client: Client) -> None:
    bodies = {client.get(path).content for path in ("/nothing/", "/nothing/at/all/", "/%F0%9F%8C%B1/")}

    assert len(bodies) == 1
    assert problems_in(bodies.pop().decode()) == []


@pytest.mark.parametrize("view", [public.bad_request, public.permission_denied, public.stale_form])
def test_error_page_has_no_problems(rf: RequestFactory, view: Callable[..., HttpResponse]) -> None:
    html = view(rf.get("/somewhere/")).content.decode()

    assert problems_in(html) == []
    assert long_sentences(html) == []


def test_permission_denied_says_the_reason(rf: RequestFactory) -> None:
    html = public.permission_denied(
        rf.get("/x/"), Exception("Only the people who run it can invite.")
    ).content.decode()

    assert html.count("Only the people who run it can invite.") == 1


def test_server_error_needs_no_database(rf: RequestFactory) -> None:
    """No database mark on this test: a query would fail it."""
    response = public.server_error(rf.get("/x/"))

    assert response.status_code == 500
    assert problems_in(response.content.decode()) == []  # type: ignore[attr-defined]


@pytest.mark.django_db
def test_components_are_for_staff_where_the_site_is_in_use(client: Client, settings: Any) -> None:
    settings.TESTING = settings.DEBUG = settings.DEMO = False

    assert client.get("/components/").status_code == 404
