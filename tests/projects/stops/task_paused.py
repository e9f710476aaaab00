"""Pages of tasks in a project that paused."""

from coproduce.lib import dates
from projects.models import Project
from tests.projects.pages import Brochure, Stop


class Paused(Brochure):
    """The brochure project, paused."""

    def _fill(self) -> None:
        super()._fill()
        Project.objects.filter(pk=self.project.pk).update(status="paused", paused_at=dates.now())


def make_stops() -> list[Stop]:
    """The stops of tasks in a paused project."""
    house = Paused()
    mine, at = house.mine.pk, house.at
    return [
        Stop("my task in a paused project", at("task-detail", mine), house.sam),
        Stop("task of others in a paused project", at("task-detail", mine), house.jo),
        Stop("free task in a paused project", at("task-detail", house.free.pk), house.jo),
        Stop("link, done in a paused project", house.act("task-done", house.sam, mine, "1"), status=410),
    ]
