"""The main story on phones that run JavaScript, every page held to axe and to the width of the screen."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.site import RunningSite
from tests.journeys.story import Story


def test_the_story_with_script(site: RunningSite, person: Callable[..., Page]) -> None:
    assert Story(site, person, script=True).tell() == []
