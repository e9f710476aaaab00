"""Promise S2: requests that no browser makes by itself, made by hand to get past what takes bad input out."""

import pytest
from django.conf import settings
from django.test import Client

from tests.trust.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """The small world with everybody in it."""
    return make_world()


@pytest.mark.parametrize("query", ["?after=%0%000&id=1", "?after=%%0000&id=1", "?at=%0%000"])
def test_S2_nul_that_is_hidden_in_nul(query: str, world: World) -> None:
    browser = world.browser("host")
    browser.raise_request_exception = False
    paths = ["/projects/", "/principles/", "/principles/export.csv", "/support/"]
    wrong = [path for path in paths if browser.get(path + query).status_code >= 500]
    wrong += [
        path for path in paths if Client(raise_request_exception=False).get(path + query).status_code >= 500
    ]
    assert wrong == []


def test_S2_nul_in_a_cookie(client: Client, db: None) -> None:
    client.raise_request_exception = False
    client.cookies.load({settings.SESSION_COOKIE_NAME: "abcdefgh\x00ijkl"})
    assert client.get("/home/").status_code == 302
