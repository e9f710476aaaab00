"""The main story on phones that run no JavaScript at all."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.site import RunningSite
from tests.journeys.story import Story


def test_the_story_without_script(site: RunningSite, person: Callable[..., Page]) -> None:
    assert Story(site, person, script=False).tell() == []
