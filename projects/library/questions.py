"""The questions that every jigsaw begins with: six to rest on, eighteen to foresee, and one that stays open.

The six are a shared purpose and the five vital things of seed text S1; the eighteen are its dilemmas (seeds 44-63), in our
own plain words. A project gets a copy, which its members may change, add to or put aside (seeds 4, 5, 35, 82).
"""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from projects.models import Piece

Group = Piece.Group


@dataclass(frozen=True)
class Question:
    """One question of the library: what is asked, why it matters, and what a group might say."""

    key: str
    group: str
    question: Any
    why: Any
    example: Any


LOOSE = Question(
    "not-known",
    Group.BASE,
    _("What do we not know yet?"),
    _("Some things stay open for a long time. It is fair to say so. This piece never closes."),
    _("We do not know yet if we can print in colour. Tom asks by May."),
)

BASE = [
    Question(
        "purpose",
        Group.BASE,
        _("What is it all for?"),
        _("When we share one aim, we can look at an idea and see if it helps."),
        _("Nobody should feel lost on their first day at the drop-in."),
    ),
    Question(
        "safe",
        Group.BASE,
        _("How do we keep everyone safe?"),
        _("Some talk can bring back hard times. People do their best work when they feel safe."),
        _("Anyone can step out at any time. Jo sits near the door and is there for them."),
    ),
    Question(
        "free",
        Group.BASE,
        _("Is everyone free to choose?"),
        _("A choice is real when we know what it means, and when no is a fine answer too."),
        _("We say what a task involves first. If you say no, you do not have to say why."),
    ),
    Question(
        "together",
        Group.BASE,
        _("How do we work side by side?"),
        _("If one side plans and the other side helps, it is not shared."),
        _("Two people run each session, one from each side."),
    ),
    Question(
        "trust",
        Group.BASE,
        _("How do we build trust?"),
        _("Trust grows out of small things that we say we will do, and then do."),
        _("We say what we will bring next time. If we cannot, we say so early."),
    ),
    Question(
        "every-voice",
        Group.BASE,
        _("How is every voice heard?"),
        _("Some of us speak fast. Some think first, or write, or tell one person."),
        _("We go round once before we talk. You can send your views in before the day."),
    ),
]

PEOPLE = [
    Question(
        "take-part",
        Group.PEOPLE,
        _("Can everyone take part?"),
        _("A room, a form or a hard word can keep people out, and no one may notice."),
        _("We meet on the ground floor, with breaks. Papers come in big print."),
    ),
    Question(
        "know-enough",
        Group.PEOPLE,
        _("Do we know enough, and feel ready, to join in?"),
        _("It is hard to speak up about a thing that no one has explained."),
        _("Tom shows us how the forms work before we write about them."),
    ),
    Question(
        "been-through",
        Group.PEOPLE,
        _("Who has been through this?"),
        _("People who lived it see what others miss. No one has to tell their story."),
        _("Two of us know it first hand. They choose what they share, and with whom."),
    ),
    Question(
        "affect",
        Group.PEOPLE,
        _("How might this work make us feel, and who is there for us?"),
        _("Some of it may be hard to hear. It is good to talk about that first."),
        _("Before we read the letters, we say what is in them. Jo is there after each session."),
    ),
    Question(
        "need",
        Group.PEOPLE,
        _("What does each of us need to do our part?"),
        _("A bit of help at the right time can make a task fine. It has to feel fine to ask."),
        _("Sam would like a call in the middle of the week. Amina makes that call."),
    ),
    Question(
        "stop",
        Group.PEOPLE,
        _("What if someone wants to stop?"),
        _("When it is fine to stop, people can tell us in time. Then the work goes on."),
        _("You hand your task back and add a note. We say thank you."),
    ),
]

WORK = [
    Question(
        "share-out",
        Group.WORK,
        _("How do we share out the work?"),
        _("Fair does not mean the same for all. It helps to talk about who does what."),
        _("Each of us picks what suits us. We look again each month."),
    ),
    Question(
        "time",
        Group.WORK,
        _("Who has time for what?"),
        _("Life changes. It is kinder to plan for the time we have now."),
        _("Lee can give an hour a week until June. Jo has more time in May."),
    ),
    Question(
        "whole-or-parts",
        Group.WORK,
        _("Do we make it all together, or does each of us take a part?"),
        _("Both ways work. One is slow and shared, the other is quick and your own."),
        _("We plan page one as a group. Then each of us takes one page."),
    ),
    Question(
        "roles",
        Group.WORK,
        _("Would set roles help us?"),
        _("A role can fit what a person knows or likes. It can also box people in."),
        _("Sam reads drafts, since he likes it. We swap when someone wants to."),
    ),
    Question(
        "skills",
        Group.WORK,
        _("Who among us can draw, write or lay out a page?"),
        _("We may have the skill in the room. If not, we can look for help or learn it."),
        _("Jo has made posters before and would like to show us how."),
    ),
    Question(
        "one-voice",
        Group.WORK,
        _("Who reads it all through at the end?"),
        _("Parts by many hands can sound like many people. One reader can join them up."),
        _("Sam reads it all out loud. The group hears where it does not fit."),
    ),
]

LIMITS = [
    Question(
        "sign-off",
        Group.LIMITS,
        _("Who has to say yes before it goes out?"),
        _("A no at the end hurts most. We want to know now who may say it, and why."),
        _("Ruth checks the facts by May. If she says no, she tells us why and what would help."),
    ),
    Question(
        "look",
        Group.LIMITS,
        _("Are there rules for how it must look?"),
        _("A logo or set colours may be a must. It is good to see that before we draw."),
        _("The council's logo goes on the back. The rest is ours."),
    ),
    Question(
        "good-enough",
        Group.LIMITS,
        _("When is it good enough?"),
        _("Some things must look smart. Others work well when they are plain."),
        _("It is done when three new people can read it and find the door."),
    ),
]

HARD = [
    Question(
        "miss-a-session",
        Group.HARD,
        _("If you miss a session, may others take on your work?"),
        _("One person is glad of the help. The next one would be sad to lose it."),
        _("Each of us says it when we take a task: keep it for me, or pass it on."),
    ),
    Question(
        "last-word",
        Group.HARD,
        _("May one person have the last word on some things?"),
        _("At times it makes sense. It has to be said first, and be for a good reason."),
        _("Jo has the last word on which photos are safe to show. We look again in June."),
    ),
    Question(
        "do-not-agree",
        Group.HARD,
        _("What do we do when we do not agree?"),
        _("We will see some things in our own way. A plan made in calm times helps."),
        _("We stop, have tea, and try again. Then we ask Maya, who is not in the group."),
    ),
]

QUESTIONS = [*BASE, *PEOPLE, *WORK, *LIMITS, *HARD]
