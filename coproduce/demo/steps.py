"""What the booklet's tasks go through: sign-offs, an answer that says no, wishes for cover, calls, and what testers said."""

from typing import Any

from coproduce.demo import booklet
from coproduce.demo.rows import Filling
from coproduce.demo.stories import BOOKLET
from projects.models import CallAnswer, Given, SignOff, Task, TaskPlace, TryOut

RIGHTS, DAY, WHO = (
    "Write page 4: your rights",
    "Write page 3: what happens on the day",
    "Write page 2: who is who in the room",
)
ALOUD, CENTRE, WORDS = (
    "Read pages 1 and 2 aloud",
    "Tell the family centre about the booklet",
    "List the hard words",
)
PHOTOS, HELPED = "Choose 3 photos for the front", "Write page 5: what helped on the day"
PARTS = ("Pages 1 and 2", "Page 3", "Page 4")  # each reader of the hard words takes one
EXACT = "The solicitor looks if every sentence about the law is right. Nothing else."
IF_NOT = "You hear which sentence, and why. Tom helps to find other words."

Places = dict[str, int]


def add_steps_and_offers(filling: Filling, projects: dict[str, tuple[int, Places]]) -> None:
    """Fill in what the story's tasks need beyond their own words."""
    project, places = projects[BOOKLET.name]
    for model in (Task, TaskPlace, Given):
        filling[model].write()
    tasks = dict(Task.objects.filter(project=project).values_list("title", "pk"))
    limits = list(Given.objects.filter(project=project).order_by("pk").values_list("pk", flat=True))
    _add_sign_offs(filling, tasks, places)
    _say_more(tasks)
    for title, place in ((RIGHTS, 1), (DAY, 0), (WHO, 0), (PHOTOS, 0)):
        filling.add(Task.givens.through, task_id=tasks[title], given_id=limits[place])
    TaskPlace.objects.filter(task=tasks[WHO], holder=places["sam"]).update(
        cover="pass", cover_to=places["layla"]
    )
    TaskPlace.objects.filter(task=tasks[CENTRE], number=1).update(
        offered_to=places["max"], offered_until=filling.day(5)
    )
    Task.objects.filter(pk=tasks[CENTRE]).update(free_places=0)
    for who, words, audience in (
        ("jo", "I went there with my daughter for a year.", "project"),
        ("sam", "", "hosts"),
    ):
        filling.add(
            CallAnswer, task_id=tasks[CENTRE], membership_id=places[who], words=words, audience=audience,
            asked="Do you know the family centre?", said_at=filling.ago(3),
        )  # fmt: skip
    for who, confused, changed in booklet.TRIED:
        filling.add(
            TryOut, task_id=tasks[ALOUD], tester_id=places.get(who), confused=confused, changed=changed,
            changed_at=filling.ago(7) if changed else None, told_on=filling.day(-9),
        )  # fmt: skip


def _say_more(tasks: dict[str, int]) -> None:
    """Words and ways of sharing that the first words of the tasks leave out."""
    more: dict[str, dict[str, Any]] = {
        RIGHTS: {"status": Task.Status.WAITING, "good_enough": "Every sentence is right, and none is longer than it must be."},
        DAY: {"mode": Task.Mode.PAIR},
        WORDS: {"mode": Task.Mode.SECTIONS, "section_names": "\n".join(PARTS), "skills": ["reading"]},
        HELPED: {"mode": Task.Mode.PAIR, "skills": ["writing"]},
        PHOTOS: {"skills": ["drawing"], "good_enough": "You would pick it up in a waiting room."},
        CENTRE: {"open_call": "Do you know the family centre?", "skills": ["talking"]},
    }  # fmt: skip
    for title, words in more.items():
        Task.objects.filter(pk=tasks[title]).update(**words)
    for number, part in enumerate(PARTS, start=1):
        TaskPlace.objects.filter(task=tasks[WORDS], number=number).update(section=part)


def _add_sign_offs(filling: Filling, tasks: dict[str, int], places: Places) -> None:
    step = {"number": 1, "who_id": places["tom"], "grounds": EXACT, "if_no": IF_NOT}
    filling.add(SignOff, task_id=tasks[WHO], by_day=filling.day(7), **step)
    filling.add(SignOff, task_id=tasks[RIGHTS], by_day=filling.day(3), **step)
    filling.add(
        SignOff, task_id=tasks[DAY], by_day=filling.day(-6), status="no", answered_at=filling.ago(8),
        answered_by_id=places["tom"], talk_to_id=places["jo"], whose_rule="The family court",
        heard="You want people to know that they may leave the room.",
        why="In some hearings you must stay until the judge says so. A booklet that says otherwise could harm somebody.",
        possible="We can say: ask your solicitor for a break. They ask the judge for you.",
        reply="That works for us. We would like to add that it is fine to ask twice.", replied_at=filling.ago(7), **step,
    )  # fmt: skip
