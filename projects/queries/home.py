"""What one person sees first: the one next thing, their tasks, what they are asked, their projects."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import OuterRef, QuerySet, Subquery

from coproduce.lib import dates
from coproduce.lib.prepared import prepared
from members.models import Member
from projects.models import CheckIn, Membership, TaskPlace
from projects.queries.checkin import last_asked
from projects.queries.project import places_of
from projects.queries.task import places_held

MOST_TASKS = 10
SOON = timedelta(days=7)
ANSWER_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Home:
    """One person's first page. `next_task`, `next_check_in` or `new_in`: at most one of them is the next thing."""

    memberships: list[Membership]
    tasks: list[TaskPlace]
    asked: list[Membership] = field(default_factory=list)  # where a check-in waits for an answer
    unchosen: list[Membership] = field(default_factory=list)  # a rhythm, but nobody to read the answers
    next_task: TaskPlace | None = None
    next_check_in: Membership | None = None
    new_in: Membership | None = None


def home_of(member: Member) -> Home:
    """All of it with two queries."""
    today = dates.today(member.time_zone)
    memberships = _places(member.pk)
    tasks = _tasks(member.pk)
    asked = [each for each in memberships if _is_asked(each, today)]
    soon = next((place for place in tasks if place.task.due_on and place.task.due_on - today <= SOON), None)
    new_in = next((each for each in memberships if not each.needs_asked), None)
    next_task = soon or (tasks[0] if tasks and not asked and not new_in else None)
    next_check_in = asked[0] if asked and not next_task else None
    return Home(
        memberships=memberships,
        tasks=tasks,
        asked=[each for each in asked if each is not next_check_in],
        unchosen=[
            each
            for each in memberships
            if each.check_in_rhythm != Membership.Rhythm.NEVER and not each.support_person_id
        ],
        next_task=next_task,
        next_check_in=next_check_in,
        new_in=new_in if not next_task and not next_check_in else None,
    )


# Of wide rows only what Home says: somebody may be in many projects, and a column costs as much as a word of the page.
_OF_PLACE = ["way", "needs_asked", "support_person", "check_in_rhythm", "check_in_from"]
_OF_PROJECT = ["project__address", "project__name", "project__purpose"]
_OF_TASK = ["task__title", "task__due_on", "task__project__address", "task__project__name"]


@prepared
def _places(member: int) -> QuerySet[Membership]:
    last = CheckIn.objects.filter(membership=OuterRef("pk")).order_by("-sent_at")
    found = places_of.build(member).annotate(last_check_in=Subquery(last.values("sent_at")[:1]))
    return found.only("project", *_OF_PLACE, *_OF_PROJECT)


@prepared
def _tasks(member: int) -> QuerySet[TaskPlace]:
    return places_held(member).only("task__project", *_OF_TASK)[:MOST_TASKS]


def _is_asked(membership: Membership, today: date) -> bool:
    """Whether a check-in of the last days waits for an answer."""
    day = last_asked(membership, today)
    if day is None or today - day >= ANSWER_FOR:
        return False
    last = membership.last_check_in  # type: ignore[attr-defined]
    return last is None or last.date() < day
