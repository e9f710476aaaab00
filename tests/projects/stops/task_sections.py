"""Pages of a task of which each takes a section."""

from projects.actions.task_claim import claim_task
from projects.models import Task, TaskPlace
from tests.factories.projects import make_task
from tests.projects.pages import Brochure, Stop

NAMES = ("What happens first", "Who is who", "What to bring", "The way home")


class Sections(Brochure):
    """The brochure project with a task of which each takes a section."""

    def _fill(self) -> None:
        super()._fill()
        self.pages = self._by_sections("Write the pages of the guide", 4)
        claim_task(by=self.member, pk=self.pages.pk, section=NAMES[1], now=self.now)
        self.full = self._by_sections("Read the pages aloud", 1)
        claim_task(by=self.member, pk=self.full.pk, now=self.now)

    def _by_sections(self, title: str, many: int) -> Task:
        task = make_task(
            project=self.project, title=title, places=many, mode=Task.Mode.SECTIONS, due_on=self.today
        )
        for number, name in enumerate(NAMES[:many], start=1):
            TaskPlace.objects.filter(task=task, number=number).update(section=name)
        return task


def make_stops() -> list[Stop]:
    """The stops of sections."""
    house = Sections()
    at, pages = house.at, house.pages.pk
    gone = {"section": NAMES[1]}
    return [
        Stop("task by sections", at("task-detail", pages), house.jo),
        Stop("task by sections, my part", at("task-detail", pages) + "?undo=claim", house.sam),
        Stop("task by sections, all taken", at("task-detail", house.full.pk), house.jo),
        Stop("task by sections, too late", at("task-claim", pages), house.jo, gone, status=409),
        Stop("task by sections, taken", at("task-detail", pages) + "?undo=claim", house.tom, first=[(at("task-claim", pages), {"section": NAMES[2]})]),
        Stop("link, claim a section", house.act("task-claim", house.jo, pages, "1")),
        Stop("link, claim a section too late", house.act("task-claim", house.jo, pages, "1"), posts=gone, status=409),
    ]  # fmt: skip
