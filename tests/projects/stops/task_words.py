"""Tasks with all that they can say, as people who take part, who run the project and who are on their own see them."""

from datetime import timedelta

from django.urls import reverse

from coproduce.lib import dates
from members.models import AuditKey, Member
from projects.actions.task_words import answer_call, note_confidence, say_what_changed, tell_try_out
from projects.models import Given, Membership, Task, TaskPlace
from tests.factories.common_ground import make_output, make_piece, make_sign_off
from tests.factories.members import make_member, make_organisation
from tests.factories.projects import make_membership, make_project, make_role, make_task
from tests.projects.pages import Stop


class Full:
    """One project with a task that says all there is to say, one by sections, one that is tried out, one that waits."""

    def __init__(self) -> None:
        self.now, self.day = dates.now(), dates.today("Europe/London") + timedelta(days=9)
        self.project = make_project(organisation=make_organisation(), name="A better welcome")
        self.amina, self.sam, self.jo, self.kit = (
            self._person(name) for name in ("Amina", "Sam", "Jo", "Kit")
        )
        Membership.objects.filter(pk=self.amina.pk).update(is_host=True)
        Membership.objects.filter(pk=self.sam.pk).update(skills=["drawing", "trying"])
        self.limit = Given.objects.create(
            project=self.project, what="The logo stays", whose_rule="The council", why="It is theirs."
        )
        Given.objects.create(project=self.project, what="We have £200 for print", whose_rule="Station House")
        piece = make_piece(project=self.project, question="Who draws?")
        self.full = make_task(
            project=self.project, title="Draw the cover", why="People see it first.", minutes=120, due_on=self.day,
            where="The drop-in", thank_you="£10", help="Jo has pens", helper=self.jo, mode=Task.Mode.PAIR, places=2,
            good_enough="One page that we all like.", open_call="Somebody who has waited in this room",
            skills=["drawing", "talking"], content_notice="One photo shows a hospital", piece=piece,
            role=make_role(project=self.project, name="Illustrator"), output=make_output(project=self.project),
            added_by=self.sam.member,
        )  # fmt: skip
        self.full.givens.add(self.limit)
        make_sign_off(
            task=self.full,
            who=self.amina,
            by_day=self.day,
            grounds="The names are right",
            if_no="We talk first.",
        )
        make_sign_off(task=self.full, who_words="The council", grounds="Their logo stands alone")
        make_sign_off(
            task=self.full, grounds="The budget", status="no", answered_at=self.now, why="It costs more.",
            heard="You want colour.", possible="Two colours.",
        )  # fmt: skip
        make_task(project=self.project, title="Find three photos", part_of=self.full)
        make_task(project=self.project, title="Ask the café", part_of=self.full, status=Task.Status.DONE)
        self.sections = make_task(
            project=self.project,
            title="Write the guide",
            mode=Task.Mode.SECTIONS,
            places=3,
            holders=[self.jo],
        )
        for place, name in zip(
            self.sections.places.all(), ("The first page", "The map", "The end"), strict=True
        ):
            TaskPlace.objects.filter(pk=place.pk).update(section=name)
        self.tested = make_task(
            project=self.project,
            title="Try the map",
            kind=Task.Kind.TESTING,
            mode=Task.Mode.TOGETHER,
            places=4,
        )
        self.waiting = make_task(
            project=self.project,
            title="Print it",
            status=Task.Status.WAITING,
            holders=[self.sam],
            ended_at=None,
        )
        self._say()

    def _person(self, name: str) -> Membership:
        member = make_member(name=name)
        AuditKey.objects.create(member=member)
        return make_membership(project=self.project, member=member)

    def _say(self) -> None:
        call = {"pk": self.full.pk, "asked": self.full.open_call, "now": self.now}
        answer_call(by=self.sam, words="I sat there for a year.", audience="hosts", **call)
        answer_call(by=self.jo, words="", audience="project", **call)
        note_confidence(by=self.sam, pk=self.full.pk, level="unsure", words="Ask about pens.", now=self.now)
        told = {"pk": self.tested.pk, "now": self.now}
        self.named = tell_try_out(by=self.sam, confused="The map has no door.", by_name=True, **told)
        changed = tell_try_out(by=self.jo, confused="Which way is up?", by_name=False, **told)
        say_what_changed(by=self.jo, pk=changed.pk, version=1, words="There is an arrow now.", now=self.now)

    def at(self, name: str, *args: object) -> str:
        """The path of a page of the project."""
        return reverse(f"projects:{name}", args=[self.project.address, *args])


def make_stops() -> list[Stop]:
    """The stops: reading, writing, answering, with a problem, and two who write at once."""
    here = Full()
    sam, kit = here.sam.member, here.kit.member
    return [*_reading(here, sam, kit), *_writing(here, sam), *_saying(here, sam, kit)]


def _reading(here: Full, sam: Member, kit: Member) -> list[Stop]:
    at, amina = here.at, here.amina.member
    return [
        Stop("tasks that I may like", at("task-list"), sam),
        Stop("tasks, nothing said", at("task-list"), kit),
        Stop("full task, unsure", at("task-detail", here.full.pk), sam),
        Stop("full task of nobody", at("task-detail", here.full.pk), kit),
        Stop("full task for a host", at("task-detail", here.full.pk), amina),
        Stop("task by sections", at("task-detail", here.sections.pk), sam),
        Stop("task to try out", at("task-detail", here.tested.pk), sam),
        Stop("task that waits", at("task-detail", here.waiting.pk), sam),
        Stop("what I like doing", at("skills"), sam),
        Stop("my place with what I like", at("my-place"), sam),
    ]


def _writing(here: Full, sam: Member) -> list[Stop]:
    at = here.at
    step = {"title": "x", "what": "y", "mode": "sections", "step_1_if_no": "Talk", "skills": "flying"}
    stale = {"title": "Mine", "what": "y", "version": "7", "mode": "pair"}
    edit = at("task-edit", here.full.pk)
    return [
        Stop("add a small task", at("task-new") + f"?part_of={here.full.pk}", sam),
        Stop("add a task to a piece", at("task-new") + f"?piece={here.full.piece_id}", sam),
        Stop("say more about a task", edit, sam),
        Stop("say more about a task, with a problem", edit, sam, {**step, "version": "1"}),
        Stop("say more about a task, two texts", edit, sam, stale, status=409),
        Stop("task that waits cannot be changed", at("task-edit", here.waiting.pk), sam, status=403),
    ]


def _saying(here: Full, sam: Member, kit: Member) -> list[Stop]:
    at = here.at
    changed = at("try-out-changed", here.named.pk)
    return [
        Stop("I have experience", at("task-call", here.full.pk), kit),
        Stop("I have experience, said", at("task-call", here.full.pk), sam),
        Stop("I have experience, with a problem", at("task-call", here.full.pk), sam, {"audience": "all"}),
        Stop("no experience asked for", at("task-call", here.sections.pk), sam),
        Stop("what confused people", at("task-try-outs", here.tested.pk), sam),
        Stop("what confused people, with a problem", at("task-try-outs", here.tested.pk), sam, {}),
        Stop("nothing to try out", at("task-try-outs", here.full.pk), sam),
        Stop("what we changed", changed, sam),
        Stop("what we changed, two texts", changed, sam, {"changed": "A door", "version": "9"}, status=409),
        Stop("how ready", at("task-confidence", here.full.pk), sam),
        Stop("how ready, with a problem", at("task-confidence", here.full.pk), sam, {"level": "very"}),
    ]
