"""Choosing a section of a task: on its page, behind the link in a message, and when somebody was a moment earlier."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from coproduce.lib import dates
from members.acts import sign_act
from members.models import Member
from projects.actions.task_claim import claim_task
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def at(task: Task, page: str = "") -> str:
    """A page of the task."""
    return f"/projects/{task.project.address}/tasks/{task.pk}/{page}"


def link(who: Membership, task: Task) -> str:
    """The path of a link in a message to take it."""
    signed = sign_act(act="task-claim", member_id=who.member_id, object_id=task.pk, version="1")
    return reverse("act", args=[signed])


def offered(html: str) -> list[tuple[str, bool]]:
    """The parts to choose from, and whether each is chosen already."""
    radios = re.findall(r'<input type="radio" id="[^"]*" name="section" value="([^"]*)"([^>]*)>', html)
    return [(value, "checked" in more) for value, more in radios]


def who_has(task: Task) -> dict[str, str | None]:
    """Each section and who has it."""
    return dict(task.places.values_list("section", "holder__member__display_name"))


@pytest.fixture
def task(project: Project) -> Task:
    """A task with three sections, all free."""
    task = make_task(project=project, places=3, mode=Task.Mode.SECTIONS)
    for number, name in enumerate(("Start", "Map & <b>way</b>", "End"), start=1):
        TaskPlace.objects.filter(task=task, number=number).update(section=name)
    return task


def test_the_free_sections_stand_in_a_list_with_the_first_chosen(
    as_person: AsPerson, task: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=other_member, pk=task.pk, section="Start", now=dates.now())
    html = as_person(member).get(at(task)).content.decode()
    assert (html.count("Which part?"), html.count("Start: <bdi>Jo</bdi>")) == (1, 1)
    assert offered(html) == [("Map &amp; &lt;b&gt;way&lt;/b&gt;", True), ("End", False)]


def test_a_press_takes_the_chosen_section_and_says_so(
    as_person: AsPerson, task: Task, member: Membership
) -> None:
    sam = as_person(member)
    led_to = [sam.post(at(task, "claim/"), {"section": "End"})["Location"] for _each in range(2)]
    assert led_to == [at(task) + "?undo=claim"] * 2
    html = sam.get(led_to[0]).content.decode()
    assert (
        html.count("You have this part: End. You can hand it back at any time.") == 2
    )  # once for each press
    assert (html.count("End: <bdi>Sam</bdi>"), offered(html)) == (1, [])
    assert who_has(task) == {"Start": None, "Map & <b>way</b>": None, "End": "Sam"}


def test_with_someone_looks_for_company_in_that_section(
    as_person: AsPerson, task: Task, member: Membership, other_member: Membership
) -> None:
    as_person(member).post(at(task, "claim/"), {"section": "End", "company": "1"})
    assert list(task.places.filter(section="End").values_list("holder__member__display_name", flat=True)) == [
        "Sam",
        None,
    ]
    html = as_person(other_member).get(at(task)).content.decode()
    assert [name for name, _chosen in offered(html)][-1] == "End"
    assert html.count("With Sam") == 1


def test_whoever_is_too_late_is_offered_the_sections_still_free(
    as_person: AsPerson, task: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=other_member, pk=task.pk, section="Start", now=dates.now())
    sam = as_person(member)
    answer = sam.post(at(task, "claim/"), {"section": "Start"})
    html = answer.content.decode()
    assert (answer.status_code, html.count("Jo took this just before you.")) == (409, 1)
    assert offered(html) == [("Map &amp; &lt;b&gt;way&lt;/b&gt;", True), ("End", False)]
    assert html.count('<input type="hidden" name="section" value="Start">') == 1
    sam.post(at(task, "claim/"), {"section": "Start", "share": "1"})
    assert [place.section for place in member.places.all()] == ["Start"]


def test_where_no_section_is_free_one_is_chosen_to_share(
    as_person: AsPerson, project: Project, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project, holders=[other_member], mode=Task.Mode.SECTIONS)
    task.places.update(section="Map")
    html = as_person(member).get(at(task)).content.decode()
    assert (offered(html), html.count("With Jo")) == ([("Map", True)], 1)


@pytest.mark.parametrize(("posted", "taken"), [({}, "Start"), ({"section": "End"}, "End")])
def test_a_link_in_a_message_takes_a_section_with_one_press(
    client: Client, task: Task, member: Membership, posted: dict[str, str], taken: str
) -> None:
    path = link(member, task)
    assert offered(client.get(path).content.decode())[0] == ("Start", True)
    assert client.post(path, posted)["Location"] == path
    assert [place.section for place in member.places.all()] == [taken]
    assert client.get(path).content.decode().count(f"You have this part: {taken}.") == 1


def test_a_link_pressed_too_late_offers_the_sections_still_free(
    client: Client, task: Task, member: Membership, other_member: Membership
) -> None:
    claim_task(by=other_member, pk=task.pk, section="Start", now=dates.now())
    answer = client.post(link(member, task), {"section": "Start"})
    html = answer.content.decode()
    assert (answer.status_code, len(offered(html)), html.count("I will do this")) == (409, 2, 1)


def test_other_ways_of_sharing_have_no_list(
    as_person: AsPerson, project: Project, member: Membership
) -> None:
    task = make_task(project=project, places=2, mode=Task.Mode.PAIR)
    assert offered(as_person(member).get(at(task)).content.decode()) == []


def test_the_names_of_sections_come_back_in_the_form(
    as_person: AsPerson, task: Task, facilitator: Membership
) -> None:
    amina = as_person(facilitator)
    posted = {"title": "Guide", "what": "Pages.", "mode": "one", "places": "3", "version": "1"}
    names = "Start\nMap\nEnd"
    assert amina.post(at(task, "edit/"), {**posted, "sections": names}).status_code == 302
    assert (task.places.count(), Task.objects.get().section_names) == (1, names)
    assert amina.get(at(task, "edit/")).content.decode().count(f">\n{names}</textarea>") == 1


# --- a project that paused -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mine", [True, False])
def test_a_paused_project_says_why_and_offers_no_button_that_is_refused(
    as_person: AsPerson, project: Project, member: Membership, other_member: Membership, mine: bool
) -> None:
    task = make_task(project=project, holders=[member if mine else other_member], due_on=dates.today("UTC"))
    Project.objects.update(status="paused", paused_at=dates.now())
    html = as_person(member).get(at(task)).content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    assert (main.count("<form"), main.count("This project is paused.") >= 1) == (0, True)
    assert main.count("Hand it back") == 0
