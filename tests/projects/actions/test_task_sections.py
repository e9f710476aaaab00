"""Taking one section of a task, with others or alone; and the names of sections while it is shared in other ways (seed 34)."""

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from projects.actions.task import edit_task
from projects.actions.task_claim import PART_GONE, PlaceGone, claim_task, join_task
from projects.actions.task_handover import ask_for_company, hand_back_task
from projects.actions.task_offer import choose_cover
from projects.models import Membership, Project, Task, TaskPlace
from projects.queries.task_places import Part, parts_of
from tests.at_once import all_at_once
from tests.factories.members import make_member
from tests.factories.projects import make_membership, make_project, make_task

pytestmark = pytest.mark.django_db
Row = tuple[str, int | None]


def by_sections(project: Project, *names: str, holders: list[Membership] | None = None) -> Task:
    """A task of which each takes a section, the first ones held."""
    task = make_task(project=project, places=len(names), holders=holders, mode=Task.Mode.SECTIONS)
    for number, name in enumerate(names, start=1):
        TaskPlace.objects.filter(task=task, number=number).update(section=name)
    return task


def rows(task: Task) -> list[Row]:
    """Each place: its section, and who has it."""
    return list(task.places.values_list("section", "holder_id"))


def free(task: Task) -> tuple[int, int]:
    """Free places as kept, and as they are."""
    task.refresh_from_db()
    return task.free_places, task.places.filter(holder=None, offered_to=None).count()


@pytest.fixture
def task(project: Project) -> Task:
    """A task with three sections, all free."""
    return by_sections(project, "Start", "Map", "End")


def test_claim_task_takes_the_section_that_was_chosen(task: Task, member: Membership) -> None:
    claim_task(by=member, pk=task.pk, section="Map", now=dates.now())
    assert (rows(task), free(task)) == ([("Start", None), ("Map", member.pk), ("End", None)], (2, 2))


def test_claim_task_without_a_choice_takes_the_first_that_is_free(
    task: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=member, pk=task.pk, section="Start", now=dates.now())
    claim_task(by=other_member, pk=task.pk, now=dates.now())
    assert rows(task) == [("Start", member.pk), ("Map", other_member.pk), ("End", None)]


def test_a_section_that_is_gone_tells_who_has_it_and_what_is_free(
    task: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=member, pk=task.pk, section="Map", now=dates.now())
    with pytest.raises(PlaceGone, match=str(PART_GONE)) as gone:
        claim_task(by=other_member, pk=task.pk, section="Map", now=dates.now())
    assert (gone.value.names, gone.value.part) == (["Sam"], "Map")
    assert gone.value.parts == [Part("Start", True), Part("End", True)]
    assert free(task) == (2, 2)


def test_a_section_that_has_another_name_now_is_gone_too(task: Task, member: Membership) -> None:
    with pytest.raises(PlaceGone) as gone:
        claim_task(by=member, pk=task.pk, section="Cover", now=dates.now())
    assert (gone.value.names, [part.name for part in gone.value.parts]) == ([], ["Start", "Map", "End"])


def test_the_last_section_is_gone_like_any_last_place(
    project: Project, member: Membership, other_member: Membership
) -> None:
    task = by_sections(project, "Map", holders=[member])
    Task.objects.filter(pk=task.pk).update(free_places=1)  # as the page of the other one still says
    with pytest.raises(PlaceGone) as gone:
        claim_task(by=other_member, pk=task.pk, section="Map", now=dates.now())
    assert (gone.value.names, gone.value.parts, gone.value.part) == (["Sam"], [], "Map")


def test_a_section_chosen_before_the_way_of_sharing_changed_does_not_count(
    task: Task, member: Membership
) -> None:
    Task.objects.filter(pk=task.pk).update(mode=Task.Mode.TOGETHER)
    assert claim_task(by=member, pk=task.pk, section="Cover", now=dates.now()).section == "Start"


def test_who_is_asked_first_takes_that_place_whatever_they_chose(
    task: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=member, pk=task.pk, section="Map", now=dates.now())
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    assert claim_task(by=other_member, pk=task.pk, section="End", now=dates.now()).section == "Map"


def test_join_task_shares_the_section_that_was_chosen(
    project: Project, member: Membership, other_member: Membership
) -> None:
    task = by_sections(project, "Start", "Map", holders=[member])
    join_task(by=other_member, pk=task.pk, section="Start", now=dates.now())
    assert rows(task) == [("Start", member.pk), ("Map", None), ("Start", other_member.pk)]
    assert (free(task), parts_of(task)) == (
        (1, 1),
        [Part("Start", False, ("Jo", "Sam")), Part("Map", True)],
    )


def test_join_task_of_a_section_that_is_not_there(task: Task, member: Membership) -> None:
    with pytest.raises(PlaceGone):
        join_task(by=member, pk=task.pk, section="Cover", now=dates.now())
    assert (task.places.count(), free(task)) == (3, (3, 3))


def test_ask_for_company_looks_for_somebody_in_the_same_section(task: Task, member: Membership) -> None:
    claim_task(by=member, pk=task.pk, section="Map", now=dates.now())
    for _each in range(2):  # one free place is enough
        ask_for_company(by=member, pk=task.pk)
    assert rows(task) == [("Start", None), ("Map", member.pk), ("End", None), ("Map", None)]
    assert free(task) == (3, 3)


def test_ask_for_company_refuses_who_has_no_part(task: Task, member: Membership) -> None:
    with pytest.raises(Refused, match=r"^You do not have this task now\.$"):
        ask_for_company(by=member, pk=task.pk)


def test_join_task_fills_a_gap_in_the_numbers(
    project: Project, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project, holders=[member])
    task.places.update(number=20)
    assert join_task(by=other_member, pk=task.pk, now=dates.now()).number == 1


def test_parts_of_a_task_that_is_shared_in_another_way(project: Project) -> None:
    assert parts_of(make_task(project=project, places=2)) == []


def edit(by: Membership, task: Task, mode: str, sections: list[str], places: int = 1) -> None:
    """Edit the task as its form does."""
    task.refresh_from_db()
    words = {"title": "Guide", "what": "Pages.", "mode": mode, "section_names": "\n".join(sections)}
    named = sections if mode == Task.Mode.SECTIONS else []
    edit_task(by=by, pk=task.pk, version=task.version, words=words, sections=named, places=places)


def test_names_of_sections_outlive_another_way_of_sharing(task: Task, facilitator: Membership) -> None:
    edit(facilitator, task, Task.Mode.ONE, ["Start", "Map", "End"])
    assert (rows(task), free(task)) == ([("Start", None)], (1, 1))
    assert task.section_names == "Start\nMap\nEnd"
    edit(facilitator, task, Task.Mode.SECTIONS, task.section_names.splitlines(), places=3)
    assert (rows(task), free(task)) == ([("Start", None), ("Map", None), ("End", None)], (3, 3))


@pytest.mark.django_db(transaction=True)
def test_many_who_want_the_same_section_get_one_place_and_hear_what_is_free() -> None:
    for _each in range(3):
        project = make_project()
        task = by_sections(project, "Start", "Map", "End")
        people = [make_membership(project=project, member=make_member()) for _one in range(6)]

        def want(who: Membership, pk: int = task.pk) -> str:
            try:
                claim_task(by=who, pk=pk, section="Map", now=dates.now())
            except PlaceGone as gone:
                return ", ".join(part.name for part in gone.parts)
            return "has it"

        came = all_at_once([lambda who=who, want=want: want(who) for who in people])  # type: ignore[misc]
        assert dict(came) == {"has it": 1, "Start, End": 5}
        assert (task.places.filter(section="Map", holder=None).count(), free(task)) == (0, (2, 2))
