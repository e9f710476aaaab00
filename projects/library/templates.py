"""What a project can begin as (seed 32): suggested roles, first tasks and milestones, all to be changed at will (seed 8).

The keys are those of `Project.Template`; the roles are keys of `projects.library.roles.ROLES`; the kinds of task those of
`Task.Kind`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class TaskDraft:
    """A first task: a suggestion, open to all, without a day."""

    title: Words
    what: Words
    minutes: int
    kind: str = "making"


@dataclass(frozen=True)
class ProjectTemplate:
    """One kind of project: its name, one line of what it is, and what it begins with."""

    name: Words
    line: Words
    what_it_makes: Words = ""
    roles: tuple[str, ...] = ()
    tasks: tuple[TaskDraft, ...] = ()
    milestones: tuple[Words, ...] = ()
    needs_meeting_before: bool = False  # much hangs on it for people: they meet before (seed 114)
    with_pieces: bool = True  # whether the jigsaw is laid out


GUIDE = ProjectTemplate(
    name=_("A leaflet or guide"),
    line=_("Words and pictures that help people who are new."),
    what_it_makes=_("A short guide, in print and online"),
    roles=("writer", "illustrator", "reader", "tester", "checker", "thread_holder", "sign_off"),
    tasks=(
        TaskDraft(
            _("Say what you wish you had known"),
            _("Write or tell 3 things that would have helped you at the start."),
            10,
            "telling",
        ),
        TaskDraft(
            _("Look at 3 guides that others made"),
            _("Say what you like in each one, and what puts you off."),
            30,
            "testing",
        ),
        TaskDraft(
            _("Choose what goes into the guide"),
            _("Put the ideas in order. Which ones must be in it?"),
            60,
            "deciding",
        ),
        TaskDraft(
            _("Try the first draft with someone new"),
            _("Ask them to read it aloud. Write down where they stop."),
            30,
            "testing",
        ),
    ),
    milestones=(_("We know what goes in"), _("The first draft is there"), _("People can pick it up")),
)

PANEL = ProjectTemplate(
    name=_("An interview panel"),
    line=_("Choosing a person for a job, together."),
    what_it_makes=_("A fair way to choose the right person"),
    roles=("chair", "assessor", "note_taker", "mentor", "sign_off"),
    tasks=(
        TaskDraft(
            _("Plan how we meet before the interviews"),
            _("A meal, a walk or a day to practise. Panel members get to know each other first."),
            30,
        ),
        TaskDraft(
            _("Write the questions we will ask"),
            _("What would you want to hear from a person in this job? Write 5 questions."),
            60,
        ),
        TaskDraft(
            _("Agree what a good answer sounds like"),
            _("For each question, say what would make you trust this person."),
            60,
            "deciding",
        ),
        TaskDraft(
            _("Practise one interview"),
            _("One of us plays the person who wants the job. Then we say how it felt."),
            60,
            "testing",
        ),
    ),
    milestones=(
        _("The panel has met"),
        _("The questions are ready"),
        _("The interviews are done"),
        _("People have heard from us"),
    ),
    needs_meeting_before=True,
)

TRAINING = ProjectTemplate(
    name=_("Training"),
    line=_("A course or session that people learn from."),
    what_it_makes=_("A session that we plan and lead together"),
    roles=("trainer", "writer", "tester", "assessor", "mentor", "note_taker"),
    tasks=(
        TaskDraft(
            _("Say what people should take home"),
            _("Finish this line: after the day, people will do this in a new way."),
            20,
            "telling",
        ),
        TaskDraft(
            _("Plan the first hour"),
            _("What do we do, who leads it, and when do we take a break?"),
            60,
        ),
        TaskDraft(
            _("Try it out with a small group"),
            _("Run one part with 3 or 4 people. Ask what was clear and what was not."),
            90,
            "testing",
        ),
        TaskDraft(
            _("Show a new trainer how we do it"),
            _("Go through the plan with them. Do one part side by side."),
            60,
            "teaching",
        ),
    ),
    milestones=(_("The plan is there"), _("We tried it out"), _("The first real session")),
    needs_meeting_before=True,
)

SERVICE = ProjectTemplate(
    name=_("The design of a service"),
    line=_("How a service should work, from the first day on."),
    what_it_makes=_("A plan for the service that we tried out"),
    roles=("thread_holder", "note_taker", "tester", "illustrator", "opportunity_finder", "sign_off"),
    tasks=(
        TaskDraft(
            _("Draw the way through the service now"),
            _("Draw each step that a person takes. Mark where it gets hard."),
            60,
        ),
        TaskDraft(
            _("Tell about one good day and one bad day"),
            _("Only what you want to share. It can be short."),
            20,
            "telling",
        ),
        TaskDraft(
            _("Find out what cannot change"),
            _("Ask about money, rules and rooms. Add what you hear to the limits."),
            30,
        ),
        TaskDraft(
            _("Try one new step for a day"),
            _("Choose one small thing. Do it a new way. Say what happened."),
            120,
            "testing",
        ),
    ),
    milestones=(_("We see how it is now"), _("We chose what to try"), _("We tried it"), _("It is in use")),
)

EVENT = ProjectTemplate(
    name=_("An event"),
    line=_("A day or an evening that brings people together."),
    what_it_makes=_("A day that people feel welcome at"),
    roles=("chair", "writer", "note_taker", "tester", "opportunity_finder"),
    tasks=(
        TaskDraft(
            _("Look for a room that suits everyone"),
            _("Check steps, toilets, noise and the bus. Is there a quiet place?"),
            60,
            "testing",
        ),
        TaskDraft(
            _("Plan the welcome"),
            _("What does a person see and hear in the first 5 minutes?"),
            30,
        ),
        TaskDraft(
            _("Choose what happens on the day"),
            _("Who speaks, what do we do together, and when are the breaks?"),
            60,
            "deciding",
        ),
        TaskDraft(
            _("Write the invitation"),
            _("Say what it is, who it is for, and what it costs."),
            30,
        ),
    ),
    milestones=(_("The place and the day are fixed"), _("The invitations are out"), _("The day itself")),
)

POLICY = ProjectTemplate(
    name=_("A policy"),
    line=_("Rules that an organisation will work by."),
    what_it_makes=_("A policy in plain words"),
    roles=("writer", "reader", "checker", "thread_holder", "note_taker", "sign_off"),
    tasks=(
        TaskDraft(
            _("Read the rules as they are now"),
            _("Mark what helps, what hurts, and what nobody understands."),
            45,
            "testing",
        ),
        TaskDraft(
            _("Tell how a rule touched your life"),
            _("Only what you want to share. Say what you would have needed."),
            20,
            "telling",
        ),
        TaskDraft(
            _("Write one rule in plain words"),
            _("Choose one rule. Write it so that a friend gets it the first time."),
            30,
        ),
        TaskDraft(
            _("Find out who says yes in the end"),
            _("Ask who signs it, when they meet, and what they need to see."),
            20,
        ),
    ),
    milestones=(
        _("We know what must change"),
        _("The draft is there"),
        _("Those who sign it have said yes"),
    ),
)

HOW_WE_WORK = ProjectTemplate(
    name=_("How we work together"),
    line=_("Getting to know each other, before there is a thing to make."),
    what_it_makes=_("A page that says how we work together"),
    roles=("note_taker", "thread_holder", "mentor", "chair"),
    tasks=(
        TaskDraft(
            _("Say what helps you to take part"),
            _("Think of a group where you felt at ease. What was it like?"),
            10,
            "telling",
        ),
        TaskDraft(
            _("Write our ground rules"),
            _("Bring 3 rules that you want. We choose from all of them."),
            30,
            "deciding",
        ),
        TaskDraft(
            _("Talk through one piece of the jigsaw"),
            _("Choose a question from the plan. Ask 2 others what they think."),
            30,
        ),
    ),
    milestones=(_("We have met"), _("Our ground rules are there"), _("We looked at them again")),
)

BLANK = ProjectTemplate(
    name=_("Something else"), line=_("You start with nothing and add what you need."), with_pieces=False
)

TEMPLATES: dict[str, ProjectTemplate] = {
    "guide": GUIDE,
    "panel": PANEL,
    "training": TRAINING,
    "service": SERVICE,
    "event": EVENT,
    "policy": POLICY,
    "how_we_work": HOW_WE_WORK,
    "blank": BLANK,
}


def template_of(key: str) -> ProjectTemplate:
    """The template of this key; a key that nobody knows begins with nothing."""
    return TEMPLATES.get(key, BLANK)
