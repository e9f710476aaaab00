"""The starting library of task roles, in our own plain words (seeds 58, 69, 128, 139). A group changes each as it likes."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

INFORMED, HEARD = "informed", "heard"
HOST = "host"  # describes running a project, which is no task role: it goes with a place in the project

Words = str | Promise

AGREE_FIRST = _("Agree this with the group before you start")


@dataclass(frozen=True)
class RoleCard:
    """One part to play: what it involves, what the role may choose in its own work, time, support, pay, ending.

    More say than being heard comes only from a decision right that the group agrees (seed 61).
    """

    key: str
    name: Words
    involves: Words
    say: str = HEARD
    may_decide: Words = ""
    time: Words = ""
    support: Words = ""
    pay: Words = AGREE_FIRST
    ending: Words = ""


_CARDS = (
    RoleCard(
        key=HOST,
        name=_("Runs the project"),
        involves=_("Asking people in, and keeping the pages of the project true. Seeing that everybody gets a turn."),
        may_decide=_("How to set up a session. Nothing about what the group makes."),
        time=_("About 2 hours a week"),
        support=_("Someone to run it with, and the organisation behind the project"),
        ending=_("You can stop at any time. Taking turns is good."),
    ),
    RoleCard(
        key="writer",
        name=_("Writer"),
        involves=_("Writing one part from start to end, alone or with someone. Showing it early, while it is rough."),
        may_decide=_("How to put it into words"),
        time=_("About 3 hours a page"),
        support=_("Someone who reads your draft and tells you what works"),
        ending=_("When your part is agreed"),
    ),
    RoleCard(
        key="illustrator",
        name=_("Illustrator"),
        involves=_("Drawings or photos that say it without words. Asking people before you show their face."),
        may_decide=_("Which way to draw it"),
        time=_("About 2 hours a picture"),
        support=_("Someone who helps with paper, tools and files"),
        ending=_("When the pictures are agreed"),
    ),
    RoleCard(
        key="reader",
        name=_("Reader"),
        involves=_("Reading drafts and saying where you got lost. You need to know nothing about it first."),
        may_decide=_("Which parts you read, and how"),
        time=_("About 20 minutes a draft"),
        support=_("You can read it with someone, or have it read to you"),
        ending=_("Whenever you want"),
    ),
    RoleCard(
        key="tester",
        name=_("Tester"),
        involves=_("Trying a thing out as if nobody had told you about it. Saying what confused you."),
        may_decide=_("How you try it out"),
        time=_("About half an hour each time"),
        support=_("Someone beside you, if you like, who does not help you too soon"),
        ending=_("When it works for you and for others"),
    ),
    RoleCard(
        key="checker",
        name=_("Checker"),
        involves=_("Looking for what is wrong: names, days, numbers, and words that could hurt."),
        may_decide=_("How you check it"),
        time=_("About 1 hour before it goes out"),
        support=_("A list of what to look for, made with the group"),
        ending=_("When it has gone out"),
    ),
    RoleCard(
        key="thread_holder",
        name=_("Thread holder"),
        involves=_("Reading all of it, so that it sounds like one thing. Asking each writer before you change a part."),
        may_decide=_("In which order you read, and what you ask the writers"),
        time=_("About 2 hours for each version"),
        support=_("The writers, and someone to talk it over with"),
        ending=_("When the last version is out"),
    ),
    RoleCard(
        key="note_taker",
        name=_("Note-taker"),
        involves=_("Writing down what was said and what was agreed. Reading it back to the group at the end."),
        say=INFORMED,
        may_decide=_("How the notes look"),
        time=_("The session, and half an hour after it"),
        support=_("Someone who tells you when you missed a thing"),
        ending=_("After each session. Taking turns is good."),
    ),
    RoleCard(
        key="sign_off",
        name=_("Sign-off"),
        involves=_("Saying yes or no to a finished thing, by a day, on grounds that all know. A no comes with a reason."),
        say=INFORMED,
        may_decide=_("What you ask before you answer"),
        time=_("About 1 hour for each thing"),
        support=_("The list of grounds, and the people who made it"),
        ending=_("When the last step is answered"),
    ),
    RoleCard(
        key="trainer",
        name=_("Trainer"),
        involves=_("Running a part of a training day from what you know and lived. You tell only what you want to."),
        may_decide=_("How your part of the day goes"),
        time=_("The day, and 3 hours before it"),
        support=_("A practice first, someone in the room, and a talk after it"),
        ending=_("After the day"),
    ),
    RoleCard(
        key="assessor",
        name=_("Assessor"),
        involves=_("Looking at what learners did, against points that all knew before. Saying what was good and what to try."),
        may_decide=_("What you ask a learner about their work"),
        time=_("About half a day each time"),
        support=_("A second assessor, and a practice first"),
        ending=_("When the results are told"),
    ),
    RoleCard(
        key="mentor",
        name=_("Mentor"),
        involves=_("Being there for one person who is new: a call, a walk, a question. You both say when it is enough."),
        may_decide=_("With the other person: how often and how you meet"),
        time=_("About 1 hour every 2 weeks"),
        support=_("Someone you can call when it gets heavy"),
        ending=_("On a day you both set, or before"),
    ),
    RoleCard(
        key="chair",
        name=_("Chair"),
        involves=_("Opening and closing a session. Seeing that all are heard, also those on the phone."),
        may_decide=_("Who speaks next, and when there is a break"),
        time=_("The session, and half an hour before it"),
        support=_("Someone who looks after the room, the call and the tea"),
        ending=_("After each session. Taking turns is good."),
    ),
    RoleCard(
        key="opportunity_finder",
        name=_("Opportunity finder"),
        involves=_("Looking for what could help people in the group next: courses, paid work, money, other groups."),
        say=INFORMED,
        may_decide=_("Where you look"),
        time=_("About 1 hour a month"),
        support=_("Staff who know what is going on"),
        ending=_("Whenever you want"),
    ),
)  # fmt: skip

ROLES: dict[str, RoleCard] = {card.key: card for card in _CARDS}
