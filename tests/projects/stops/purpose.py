"""Pages of the purpose, milestones, pausing, ending, standing in and the story."""

from datetime import timedelta

from coproduce.lib import dates
from projects.actions.ending import end_project, pause_project
from projects.actions.milestone import add_milestone, reach_milestone
from projects.actions.purpose import say_to_purpose, write_purpose
from projects.actions.standing_in import offer_to_run
from projects.actions.story import choose_story_name, write_story
from projects.models import Membership, Milestone, Project
from tests.factories.common_ground import make_output, make_piece
from tests.factories.projects import make_membership, make_project
from tests.projects.pages import Brochure, Stop

LONG = (
    "People who are new should feel welcome on their first day. They should know whom they can ask. "
    "Nobody should have to tell their whole story twice."
)


class Purposeful(Brochure):
    """The brochure project, with a purpose that was talked about, milestones and a story."""

    def __init__(self) -> None:
        super().__init__()
        now = dates.now()
        write_purpose(by=self.host, words=LONG, now=now)
        for who, says, count_as in (
            (self.member, "agree", "lived"),
            (self.staff, "change", "staff"),
            (self.host, "aside", "not"),
        ):
            words = "I would say welcome, not new." if says == "change" else ""
            say_to_purpose(by=who, version_number=2, says=says, count_as=count_as, words=words, now=now)
        self.ahead = add_milestone(
            by=self.member, what="The first draft is there", on=self.today + timedelta(days=20), now=now
        )
        self.reached = add_milestone(by=self.member, what="We know what people ask", on=None, now=now)
        add_milestone(by=self.staff, what="The guide is printed", on=None, now=now)
        write_story(
            by=self.member,
            version=1,
            how="We met on Fridays, with tea. Some of us wrote from home.",
            what_changed="There is a seat near the door now. Staff say hello first.",
            now=now,
        )
        choose_story_name(by=self.member, shown_as="name", now=now)
        choose_story_name(by=self.other, shown_as="other", other_name="A friend", now=now)
        make_output(project=self.project, title="Welcome: a short guide", status="finished", finished_at=now)
        make_piece(project=self.project, status="agreed", said="Each of us says what we can do.")


class Elsewhere:
    """A second project of the same house and people, which stands in another way."""

    def __init__(self, house: Brochure, name: str, *, with_host: bool = True) -> None:
        self.project = make_project(organisation=house.house, name=name)
        self.host = make_membership(project=self.project, member=house.amina, is_host=with_host)
        self.member = make_membership(project=self.project, member=house.sam)

    def at(self, house: Brochure, name: str) -> str:
        """The path of a page of this project."""
        return house.at(name).replace(house.project.address, self.project.address)


def make_stops() -> list[Stop]:
    """The stops of the project that goes on, and of some that do not."""
    house = Purposeful()
    return [*_purpose(house), *_milestones(house), *_story(house), *_endings(house), *_standing_in(house)]


def _purpose(house: Purposeful) -> list[Stop]:
    sam, amina, at = house.sam, house.amina, house.at
    answer = {"number": "1", "says": "agree", "count_as": "lived"}
    bare = Elsewhere(house, "No words yet")
    Project.objects.filter(pk=bare.project.pk).update(purpose="")
    asked = Elsewhere(house, "Asked again")
    reach_milestone(by=asked.member, pk=_milestone(asked.member).pk, now=dates.now())
    return [
        Stop("purpose", at("purpose"), sam),
        Stop("purpose, not answered", at("purpose"), house.jo),
        Stop("purpose of a host", at("purpose"), amina),
        Stop("purpose, with a problem", at("purpose"), sam, {"number": "2"}),
        Stop("purpose, the words changed", at("purpose"), sam, answer, status=409),
        Stop("purpose, nobody wrote it", bare.at(house, "purpose"), sam),
        Stop("purpose, a host may write it", bare.at(house, "purpose"), amina),
        Stop("purpose, asked again", asked.at(house, "purpose"), sam),
        Stop("new words", at("purpose-words"), amina),
        Stop("new words, with a problem", at("purpose-words"), amina, {"version": "2"}),
        Stop("new words, two texts", at("purpose-words"), amina, {"version": "1", "words": "Ours"}, status=409),
    ]  # fmt: skip


def _milestone(by: Membership) -> Milestone:
    return add_milestone(by=by, what="The first draft is there", on=None, now=dates.now())


def _milestones(house: Purposeful) -> list[Stop]:
    sam, at = house.sam, house.at
    Milestone.objects.filter(pk=house.reached.pk).update(reached_at=dates.now())
    stale = {"version": "7", "what": "Other words"}
    return [
        Stop("milestones", at("milestone-list"), sam),
        Stop("add a milestone", at("milestone-new"), sam),
        Stop("add a milestone, with a problem", at("milestone-new"), sam, {"on": "some day"}),
        Stop("change a milestone", at("milestone-edit", house.ahead.pk), sam),
        Stop("change a milestone, two texts", at("milestone-edit", house.ahead.pk), sam, stale, status=409),
    ]


def _story(house: Purposeful) -> list[Stop]:
    sam, tom, at = house.sam, house.tom, house.at
    other = {"shown_as": "other"}
    return [
        Stop("story", at("story"), sam),
        Stop("story, no name chosen", at("story"), tom),
        Stop("write the story", at("story-words"), sam),
        Stop("write the story, two texts", at("story-words"), sam, {"version": "1", "how": "Ours"}, status=409),
        Stop("write the story, with a problem", at("story-words"), sam, {"version": "2", "how": "x" * 3001}),
        Stop("name in the story", at("story-name"), sam),
        Stop("name in the story, with a problem", at("story-name"), tom, other),
    ]  # fmt: skip


def _endings(house: Purposeful) -> list[Stop]:
    sam, amina, at, now = house.sam, house.amina, house.at, dates.now()
    paused, ended = Elsewhere(house, "A pause"), Elsewhere(house, "An end")
    words = {
        "thanks": "Thank you all for your time.",
        "what_became": "The guide is out, and the new door opens in May.",
        "who_keeps_what": "Jo has the files. Ask her.",
    }
    pause_project(by=paused.host, words="We wait for the money.", back_on=house.today, now=now)
    end_project(by=ended.host, words=words, now=now)
    return [
        Stop("ending", at("ending"), sam),
        Stop("ending of a host", at("ending"), amina),
        Stop("pause it", at("pause"), amina),
        Stop("pause it, with a problem", at("pause"), amina, {"back_on": "some day"}),
        Stop("end it", at("end"), amina),
        Stop("end it, with a problem", at("end"), amina, {"thanks": "Thank you."}),
        Stop("paused", paused.at(house, "ending"), sam),
        Stop("paused, for a host", paused.at(house, "ending"), amina),
        Stop("paused, pause again", paused.at(house, "pause"), amina),
        Stop("paused, its purpose", paused.at(house, "purpose"), sam),
        Stop("paused, its milestones", paused.at(house, "milestone-list"), sam),
        Stop("ended", ended.at(house, "ending"), sam),
        Stop("ended, for a host", ended.at(house, "ending"), amina),
        Stop("ended, its story", ended.at(house, "story"), sam),
        Stop("ended, its words", ended.at(house, "story-words"), sam),
        Stop("ended, end again", ended.at(house, "end"), amina),
    ]


def _standing_in(house: Purposeful) -> list[Stop]:
    sam, at = house.sam, house.at
    alone, offered = (Elsewhere(house, name, with_host=False) for name in ("Alone", "Offered"))
    offer_to_run(by=offered.member, now=dates.now())
    return [
        Stop("who runs it", at("who-runs"), sam),
        Stop("nobody runs it", alone.at(house, "who-runs"), sam),
        Stop("nobody runs it, I offer", offered.at(house, "who-runs"), sam),
        Stop("stand in, nobody offers", alone.at(house, "stand-in"), house.ruth),
        Stop("stand in", offered.at(house, "stand-in"), house.ruth),
        Stop("stand in, somebody runs it", at("stand-in"), house.ruth),
    ]
