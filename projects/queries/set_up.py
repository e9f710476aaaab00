"""Where setting up a project goes on (screen S16)."""

from django.urls import reverse

from projects.models import Project

FIRST = 2  # the first page makes the project
STEPS = ("purpose", "limits", "thanks", "support", "invite")
PAGES = len(STEPS) + 1


def page_of(step: str) -> int:
    """The number of a page of setting up."""
    return STEPS.index(step) + FIRST


def set_up_address(project: Project) -> str | None:
    """The path of the page where setting up goes on; None when it is done. For those who run the project."""
    if project.set_up_page is None:
        return None
    place = min(max(project.set_up_page, FIRST), PAGES) - FIRST
    return reverse("projects:set-up", args=[project.address, STEPS[place]])
