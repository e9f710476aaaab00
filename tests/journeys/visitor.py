"""One person in front of the site: opens pages, presses, types; and every page they come to is looked at."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.site import RunningSite, wait_for
from tests.look.browser_checks import problems_now
from tests.look.page_checks import problems_in

WAIT = 60  # seconds for a message: some ticks of the timetable, on a busy machine


class Visitor:
    """A person with a browser. `script` says whether it runs JavaScript; without it axe cannot run either.

    `looked_at` holds the kinds of pages that were checked: those of a telling share it.
    """

    def __init__(self, site: RunningSite, page: Page, *, script: bool, looked_at: set[str]) -> None:
        self.site, self.page, self.script, self.looked_at = site, page, script, looked_at
        self.problems: list[str] = []

    def open(self, path: str) -> "Visitor":
        """Go to an address, as from a message or a bookmark."""
        self.page.goto(self.site.url(path))
        return self.look()

    def press(self, words: str) -> "Visitor":
        """Press the button or follow the link with these words."""
        button = self.page.get_by_role("button", name=words, exact=True)
        link = self.page.get_by_role("link", name=words, exact=True)
        button.or_(link).first.click()
        self.page.wait_for_load_state()
        return self.look()

    def type(self, **fields: str) -> "Visitor":
        """Fill boxes by the name of their field; choose where the field is a list."""
        for name, value in fields.items():
            box = self.page.locator(f"main [name={name}]").first
            if box.evaluate("e => e.tagName") == "SELECT":
                box.select_option(label=value)
            else:
                box.fill(value)
        return self

    def choose(self, *words: str) -> "Visitor":
        """Tick or choose the rows with these words."""
        for each in words:
            self.page.locator("main label.opt", has_text=each).first.click()
        return self

    def unfold(self, words: str) -> "Visitor":
        """Open the part of the page that is folded under these words."""
        self.page.locator("main summary", has_text=words).first.click()
        return self

    def sees(self, words: str) -> "Visitor":
        """The page says this. Raises AssertionError with the page's words when it does not."""
        text = self.page.locator("body").inner_text()
        assert words in text, f"{words!r} is not on {self.page.url}:\n{text[:1500]}"
        return self

    def look(self) -> "Visitor":
        """Check the page as it stands, once for each kind of page and state."""
        title = re.sub(r"[a-z0-9]{10}|\d+", "", self.page.title() + self.page.url)
        if title not in self.looked_at and not self.page.url.startswith(self.site.url("/mail/")):
            self.looked_at.add(title)
            found = problems_now(self.page) if self.script else problems_in(self.page.content())
            self.problems += [f"{self.page.url}: {problem}" for problem in found]
        return self

    def mail(
        self, to: str, about: str, *, wait: float = WAIT, meanwhile: Callable[[], None] | None = None
    ) -> str:
        """The words of the newest mail to this address that says `about`, waited for."""

        def newest() -> str | None:
            if meanwhile:
                meanwhile()
            self.page.goto(self.site.url("/mail/"))
            for row in self.page.locator("main .rows > li").all():
                if f"To {to}." in row.inner_text():
                    href = row.locator("a").get_attribute("href") or ""
                    reader = self.page.context.new_page()
                    reader.goto(self.site.url(href))
                    text = reader.locator("main").inner_text()
                    reader.close()
                    if about in text:
                        return text
            return None

        return str(wait_for(f"a mail to {to} about {about!r}", wait, newest))

    def code(self, to: str) -> str:
        """The newest code of six numbers that was sent to this address."""
        return re.search(r"\b\d{6}\b", self.mail(to, "code"))[0]  # type: ignore[index]


def link_after(text: str, words: str) -> str:
    """The first address in a message after these words."""
    found = re.search(re.escape(words) + r"\s+(http\S+)", text)
    assert found, f"no link after {words!r} in:\n{text}"
    return found[1]
