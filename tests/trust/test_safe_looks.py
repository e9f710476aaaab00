"""Promise S3: looking changes nothing. Every page that a person can reach is opened twice; the database stays as it was."""

import pytest

from tests.trust.crawler import pages
from tests.trust.ledger import fingerprint
from tests.trust.test_canaries import starts
from tests.trust.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(db: None) -> World:
    """The small world with everybody in it."""
    return make_world()


@pytest.mark.parametrize("persona", ["member", "host", "lead", "support person", "signed out"])
def test_S3_a_get_changes_no_row(persona: str, world: World) -> None:
    browser = world.browser(persona)
    before = fingerprint()
    urls = [url for url, _response, _page in pages(browser, *starts(world, persona), most=120)]
    for url in urls:
        browser.get(url)
    after = fingerprint()
    assert {table for table in before if before[table] != after[table]} == set()
    assert len(urls) > 10
