"""The rounds of the demo's own projects, and the results of every closed round, made by the site's own rules."""

import hashlib
from collections.abc import Callable

from django.db import connection

from coproduce.demo.rows import Filling
from coproduce.demo.stories import STORIES
from principles.actions.done import count_what_was_done, moved_projects
from principles.actions.picture import refresh_pictures
from principles.actions.release import forget_sides, publish_rounds
from principles.adherence import Sheets
from principles.models import PulseAnswer, PulseItem, PulseRound, PulseStage, PulseTicket, RoundItem
from principles.queries.round import tallies_of
from projects.models import Project

LETTERS = {"a": "always", "m": "mostly", "s": "sometimes", "n": "no", "d": "does_not_fit"}
CLOSED_DAYS_AGO = (40, 8)  # the last days of the two closed rounds, oldest first
SO_FAR = (
    ("amsmamsmamsm", "lived"),
    ("mmsamssmamms", "staff"),
    ("ssnmmmsasmma", "lived"),
)  # sheets in the open round
AT_A_TIME = 500


def items_in_order() -> list[int]:
    """The questions of a round, in the order of the principles."""
    items = PulseItem.objects.filter(in_use=True, about="pulse").order_by("principle__number", "number")
    return list(items.values_list("pk", flat=True))


def add_story_rounds(
    filling: Filling, projects: dict[str, tuple[int, dict[str, int]]], people: dict[str, int], k: int
) -> None:
    """Closed rounds as the stories tell them, and one that is open in the first project."""
    items = items_in_order()
    for story in STORIES:
        project, memberships = projects[story.name]
        days = CLOSED_DAYS_AGO[-len(story.rounds) :] if story.rounds else ()
        for number, (lines, ago) in enumerate(zip(story.rounds, days, strict=True), start=1):
            _add_closed(filling, project, number, ago, lines, items, k)
    first = STORIES[0]
    project, memberships = projects[first.name]
    asked = [people[place.who] for place in first.places if place.way != "resting"]
    _add_open(filling, project, len(first.rounds) + 1, asked, items, k)


def _add_closed(
    filling: Filling, project: int, number: int, ago: int, lines: tuple[str, ...], items: list[int], k: int
) -> None:
    lived, staff = (len(side) for side in lines[0].split("|"))
    sheets = lived + staff
    round_ = filling.add(
        PulseRound,
        project_id=project,
        number=number,
        status="closed",
        opens_on=filling.day(-ago - 7),
        closes_on=filling.day(-ago),
        k=k,
        invited=sheets,
        answered=sheets if sheets >= k else None,
    )
    filling.sheets[round_] = (lived, staff, 0)
    for item, line in zip(items, lines, strict=True):
        filling.add(RoundItem, round_id=round_, item_id=item)
        for side, letters in zip(("lived", "staff"), line.split("|"), strict=True):
            for letter in letters.replace("-", ""):
                filling.add(PulseAnswer, round_id=round_, item_id=item, choice=LETTERS[letter], side=side)


def _add_open(
    filling: Filling, project: int, number: int, asked: list[int], items: list[int], k: int
) -> None:
    round_ = filling.add(
        PulseRound,
        project_id=project,
        number=number,
        status="open",
        opens_on=filling.day(-2),
        closes_on=filling.day(5),
        k=k,
        invited=len(asked),
    )
    for item in items:
        filling.add(RoundItem, round_id=round_, item_id=item)
    answered = asked[-len(SO_FAR) :]
    for member in asked:
        filling.add(PulseTicket, round_id=round_, member_id=member, used=member in answered)
    for letters, side in SO_FAR:
        sheet = hashlib.sha256(filling.chance.key().encode()).hexdigest()
        for item, letter in zip(items, letters, strict=True):
            filling.add(
                PulseStage, round_id=round_, sheet=sheet, item_id=item, choice=LETTERS[letter], side=side
            )


def publish(filling: Filling, *, first_project: int, say: Callable[[str], None]) -> None:
    """The results of all closed rounds, the counts of what was done, and the pictures of the organisations."""
    if filling.sheets:
        say("What the closed rounds say.")
        _publish_rounds(filling)
    say("What was done in each project.")
    while moved := moved_projects():
        count_what_was_done(versions=moved, now=filling.now)
    refresh_pictures(
        projects=list(Project.objects.filter(pk__gte=first_project).values_list("pk", flat=True))
    )


def _publish_rounds(filling: Filling) -> None:
    """Round by round of each project in their order, so that the last one stands as its newest."""
    rounds = list(
        PulseRound.objects.filter(pk__in=filling.sheets)
        .select_related("project")
        .order_by("project", "number")
    )
    for start in range(0, len(rounds), AT_A_TIME):
        some = rounds[start : start + AT_A_TIME]
        numbers = [round_.pk for round_ in some]
        publish_rounds(
            rounds=some,
            sheets={number: Sheets(*filling.sheets[number]) for number in numbers},
            tallies=tallies_of(numbers, answers=PulseAnswer),
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE principles_itemrelease")
        forget_sides(rounds=numbers)
