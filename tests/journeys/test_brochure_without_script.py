"""The brochure project on phones without JavaScript."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.brochure import Brochure
from tests.journeys.site import RunningSite


def test_the_brochure_without_script(site: RunningSite, person: Callable[..., Page]) -> None:
    assert Brochure(site, person, script=False).tell() == []
