"""The brochure project on phones with JavaScript, axe and the width of the screen looked at on every page."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.brochure import Brochure
from tests.journeys.site import RunningSite


def test_the_brochure_with_script(site: RunningSite, person: Callable[..., Page]) -> None:
    assert Brochure(site, person, script=True).tell() == []
