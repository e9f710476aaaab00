"""Pages of holding a task, of offers and of sign-off steps, in the states a person can reach."""

from coproduce.lib import dates
from projects.actions.sign_off_answer import reply_to_no, say_no, say_yes
from projects.actions.task_done import finish_task
from projects.actions.task_handover import hand_back_task
from projects.actions.task_offer import choose_cover
from projects.models import SignOff, Task
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_task
from tests.projects.pages import Brochure, Stop

NO = {
    "heard": "The photos are warm. The order is easy to follow.",
    "why": "One photo shows a face. We do not know if they said yes.",
    "whose_rule": "The council",
    "possible": "Ask the person in it, or take the photo of the door.",
}


class Signed(Brochure):
    """The brochure project with tasks that wait for a yes, got a no, and ask one person first."""

    def _fill(self) -> None:
        super()._fill()
        self.offered = make_task(project=self.project, title="Phone the printer", holders=[self.other])
        choose_cover(by=self.other, pk=self.offered.pk, cover="pass", to=self.member.pk)
        hand_back_task(by=self.other, pk=self.offered.pk, now=self.now)
        self.passed = make_task(project=self.project, title="Check the map", holders=[self.member])
        choose_cover(by=self.member, pk=self.passed.pk, cover="pass", to=self.other.pk)
        self.waits = self._done("Choose the cover photo")
        self.answered = self._done("Write about the café")
        self._say_no(self.answered)
        self.again = self._done("Write about the garden")
        self._say_no(self.again)
        reply_to_no(
            by=self.member,
            pk=self.step(self.again).pk,
            words="She said yes to it. I asked her.",
            now=self.now,
        )
        finish_task(by=self.member, pk=self.again.pk, now=self.now)
        self.outside = make_task(project=self.project, title="Use the logo", holders=[self.member])
        make_sign_off(task=self.outside, who_words="The council", if_no="We use our own drawing.")
        finish_task(by=self.member, pk=self.outside.pk, now=self.now)
        self.finished = self._done("Write about the kitchen")
        step = self.step(self.finished)
        say_yes(by=self.staff, pk=step.pk, version=step.version, now=dates.now())

    def _done(self, title: str) -> Task:
        task = make_task(
            project=self.project, title=title, holders=[self.member], good_enough="It is kind and true."
        )
        make_sign_off(
            task=task,
            who=self.staff,
            grounds="Everyone in the photos said yes",
            if_no="We talk and change it.",
            by_day=self.today,
        )
        return finish_task(by=self.member, pk=task.pk, now=dates.now())

    def _say_no(self, task: Task) -> None:
        step = self.step(task)
        say_no(
            by=self.staff, pk=step.pk, version=step.version, words=NO, talk_to=self.staff.pk, now=dates.now()
        )

    def step(self, task: Task) -> SignOff:
        """The only step of a task."""
        return SignOff.objects.get(task=task)


def make_stops() -> list[Stop]:
    """The stops of holding and signing off."""
    house = Signed()
    return [*_holding(house), *_signing(house)]


def _holding(house: Signed) -> list[Stop]:
    at, sam, jo, tom = house.at, house.sam, house.jo, house.tom
    offered, passed, finished = house.offered.pk, house.passed.pk, house.done.pk
    return [
        Stop("task that asks me first", at("task-detail", offered), sam),
        Stop("task that asks somebody first", at("task-detail", offered), tom),
        Stop("task that asks somebody first, pressed", at("task-claim", offered), tom, {}, status=409),
        Stop("hand back with a wish", at("task-hand-back", passed), sam),
        Stop("wish, with a problem", at("task-cover", passed), sam, {"cover": "pass"}),
        Stop("handed back by wish", at("task-detail", passed) + "?undo=hand-back", sam, first=[(at("task-hand-back", passed), {"what": "all"})]),
        Stop("resting, with tasks", at("way"), sam),
        Stop("leaving, with tasks", at("leave"), sam),
        Stop("changed task", at("task-done", finished), sam, {}, status=409),
        Stop("task that somebody has", at("task-more-time", house.theirs.pk), jo, {}, status=409),
        Stop("link, claim", house.act("task-claim", jo, house.free.pk, "1")),
        Stop("link, claim what asks me", house.act("task-claim", sam, offered, "1")),
        Stop("link, claim what is mine", house.act("task-claim", sam, house.mine.pk, "1")),
        Stop("link, claim too late", house.act("task-claim", sam, house.theirs.pk, "1"), posts={}, status=409),
        Stop("link, claim what is done", house.act("task-claim", sam, finished, "1"), status=410),
        Stop("link, done and waiting", house.act("task-done", sam, house.waits.pk, "1")),
    ]  # fmt: skip


def _signing(house: Signed) -> list[Stop]:
    at, sam, jo, tom, amina = house.at, house.sam, house.jo, house.tom, house.amina
    waits, again, outside = (house.step(task).pk for task in (house.waits, house.again, house.outside))
    return [
        Stop("my task that waits", at("task-detail", house.waits.pk), sam),
        Stop("task that waits for me", at("task-detail", house.waits.pk), tom),
        Stop("my task with a no", at("task-detail", house.answered.pk), sam),
        Stop("task with a no", at("task-detail", house.answered.pk), jo),
        Stop("task that is looked at again", at("task-detail", house.again.pk), sam),
        Stop("sign-off", at("sign-off", waits), tom),
        Stop("sign-off again", at("sign-off", again), tom),
        Stop("sign-off of others", at("sign-off", waits), jo),
        Stop("sign-off written down", at("sign-off", outside), amina),
        Stop("sign-off no", at("sign-off-no", waits), tom),
        Stop("sign-off no, written down", at("sign-off-no", outside), amina),
        Stop("sign-off no of others", at("sign-off-no", waits), jo),
        Stop("sign-off no, with a problem", at("sign-off-no", waits), tom, {"version": "2"}),
        Stop("sign-off, an old page", at("sign-off", waits), tom, {"version": "1"}, status=409),
        Stop("task that I said yes to", at("task-detail", house.finished.pk), tom),
        Stop("task that I said no to", at("task-detail", house.answered.pk), tom),
        Stop("answer taken back too late", at("sign-off-undo", again), tom, {"version": "3"}, status=409),
        Stop("reply, with a problem", at("sign-off-reply", house.step(house.answered).pk), sam, {"words": ""}),
    ]  # fmt: skip
