"""One filling from start to end: people, projects, tasks, rounds, then the counts that the pages rest on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction

from coproduce.demo.bulk import Size, add_groups
from coproduce.demo.common_ground import add_common_ground, write_first_purposes
from coproduce.demo.messages import add_sent_messages
from coproduce.demo.people import OPERATOR, PEOPLE, add_people
from coproduce.demo.projects import add_care, add_organisation, add_projects
from coproduce.demo.rounds import add_story_rounds, items_in_order, publish
from coproduce.demo.rows import Filling
from coproduce.demo.steps import add_steps_and_offers
from coproduce.demo.stories import STORIES
from coproduce.demo.work import add_rounds, add_tasks
from members.models import Member
from principles.models import PulseAnswer
from projects.models import Project, Task

Say = Callable[[str], None]

PEOPLE_OF_PROJECTS = """
UPDATE projects_project p SET
    people_count = coalesce(m.people, 0), open_task_count = coalesce(t.open, 0), done_task_count = coalesce(t.done, 0)
FROM projects_project q
LEFT JOIN (SELECT project_id, count(*) AS people FROM projects_membership WHERE status = 'active' GROUP BY 1) m
    ON m.project_id = q.id
LEFT JOIN (
    SELECT project_id, count(*) FILTER (WHERE status IN ('open', 'waiting')) AS open,
        count(*) FILTER (WHERE status = 'done') AS done
    FROM projects_task GROUP BY 1
) t ON t.project_id = q.id
WHERE q.id = p.id AND p.id >= %s
"""


@dataclass(frozen=True)
class Wanted:
    """What was asked for. Nothing said about projects and people means the demo's own story and no more."""

    seed: int = 1
    projects: int | None = None
    members: int | None = None
    tasks: int | None = None
    answers: int | None = None
    more: bool = False


def fill(wanted: Wanted, *, now: datetime, say: Say) -> dict[str, int]:
    """Fill the database in one transaction; returns how many rows each table got, nothing when people are there already."""
    there = Member.objects.exists()
    if there and not wanted.more:
        return {}
    filling = Filling(seed=wanted.seed, now=now)
    first = filling[Project].next
    with transaction.atomic():
        let_it_take_its_time()
        told = not there and has_room_for_the_story(wanted)
        if told:
            say("The demo's own people and projects.")
            tell_the_story(filling)
        add_the_rest(filling, wanted, told=told, say=say)
        say("Writing the last rows.")
        rows = filling.finish()
        write_first_purposes(first)
        with connection.cursor() as cursor:
            cursor.execute(PEOPLE_OF_PROJECTS, [first])
        say("Teaching the database what is where.")
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        publish(filling, first_project=first, say=say)
    return rows


def let_it_take_its_time() -> None:
    """The limits on statements are for pages; this is one long piece of work."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")


def has_room_for_the_story(wanted: Wanted) -> bool:
    """Whether the numbers asked for leave room for the demo's own people and projects."""
    projects = wanted.projects is None or wanted.projects >= len(STORIES)
    return projects and (wanted.members is None or wanted.members >= len(PEOPLE) + 1)


def tell_the_story(filling: Filling) -> None:
    """The twelve, their organisation and their four projects."""
    people = add_people(filling)
    organisation = add_organisation(filling, people)
    projects = add_projects(filling, organisation, people)
    add_care(filling, organisation, people, projects)
    add_common_ground(filling, organisation, projects, people)
    add_steps_and_offers(filling, projects)
    add_story_rounds(filling, projects, people, settings.SMALLEST_GROUP)
    add_sent_messages(filling, projects, people)


def add_the_rest(filling: Filling, wanted: Wanted, *, told: bool, say: Say) -> None:
    """Made-up groups until the numbers asked for are reached."""
    if wanted.projects is None and wanted.members is None:
        return
    projects = (wanted.projects or len(STORIES)) - (len(STORIES) if told else 0)
    members = wanted.members or 20 * (wanted.projects or len(STORIES))
    tasks = 10 * members if wanted.tasks is None else wanted.tasks
    answers = 50 * members if wanted.answers is None else wanted.answers
    members -= len([*PEOPLE, OPERATOR]) if told else 0
    if projects < 1 or members < 1:
        return
    tasks = max(0, tasks - filling[Task].added)
    answers = max(0, answers - filling[PulseAnswer].added)
    size = Size(projects, members, tasks, answers)
    say(f"{size.members:,} people in {size.projects:,} projects.")
    groups = add_groups(filling, size)
    say(f"{size.tasks:,} tasks.")
    add_tasks(filling, groups, size.tasks)
    say(f"{size.answers:,} answers.")
    add_rounds(filling, groups, size.answers, items_in_order(), settings.SMALLEST_GROUP)
