"""What every telling of a story needs: people who come, the demo's clock, days as people type them."""

from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page

from tests.journeys.site import RunningSite
from tests.journeys.visitor import Visitor


class Telling:
    """People with browsers of 320 px, with script or without; the keeper reads the mail and moves the clock."""

    def __init__(self, site: RunningSite, person: Callable[..., Page], *, script: bool) -> None:
        self.site = site
        looked_at: set[str] = set()
        self.come = lambda: Visitor(
            site, person(phone=True, script=script), script=script, looked_at=looked_at
        )
        self.keeper = self.come()

    # --- the clock ------------------------------------------------------------------------------------------------

    def demo_time(self) -> datetime:
        """What time it is in the demo."""
        self.keeper.page.goto(self.site.url("/demo/"))
        words = self.keeper.page.locator("main b").first.inner_text()
        return datetime.strptime(words, "%A %d %B %Y, %H:%M")

    def clock_on(self, step: str) -> None:
        """Move the demo's clock on by "1 hour on", "1 day on" or "1 week on"."""
        self.keeper.page.goto(self.site.url("/demo/"))
        self.keeper.press(step)

    def clock_to_the_morning(self) -> None:
        """Half past ten or so, when nobody has quiet hours."""
        while not 10 <= self.demo_time().hour <= 11:
            self.clock_on("1 hour on")

    def in_days(self, days: int) -> str:
        """A day as people type it."""
        return (self.demo_time() + timedelta(days=days)).strftime("%d/%m").lstrip("0")

    @staticmethod
    def only_button(visitor: Visitor) -> str:
        """The words of the page's main button."""
        return visitor.page.locator("main form .acts button").first.inner_text()
