import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import Membership, Project, Task, TaskPlace
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def at(task: Task, page: str = "") -> str:
    """A page of the task."""
    return f"/projects/{task.project.address}/tasks/{task.pk}/{page}"


def text(browser: Client, path: str) -> str:
    """The words of the page that somebody is led to."""
    return browser.get(path).content.decode()


def test_claim_confirms_in_words_and_offers_undo(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project, due_on=date(2030, 5, 22))
    sam = as_person(member)
    answer = sam.post(at(task, "claim/"))
    assert (answer.status_code, answer["Location"]) == (302, at(task) + "?undo=claim")
    html = text(sam, answer["Location"])
    assert (
        html.count("You have this task until Wednesday 22 May 2030. You can hand it back at any time.") == 1
    )
    assert html.count(f'action="{at(task, "undo/")}?what=claim"') == 1
    sam.post(at(task, "undo/") + "?what=claim")
    assert TaskPlace.objects.get().holder is None


def test_claim_too_late_is_told_kindly(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[other_member])
    answer = as_person(member).post(at(task, "claim/"))
    words = "Jo took this just before you. You can share it with Jo, or pick another."
    assert (answer.status_code, answer.content.decode().count(words)) == (409, 1)


def test_claim_with_someone_opens_one_more_place(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project)
    as_person(member).post(at(task, "claim/"), {"company": "1"})
    task.refresh_from_db()
    assert (task.places.count(), task.free_places, task.with_someone) == (2, 1, True)


def test_claim_by_sharing(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[other_member])
    as_person(member).post(at(task, "claim/"), {"share": "1"})
    assert task.places.filter(holder__isnull=False).count() == 2


def test_hand_back_has_its_choice_made_and_can_be_undone(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    sam = as_person(member)
    assert 'value="all" checked' in text(sam, at(task, "hand-back/"))
    answer = sam.post(at(task, "hand-back/"), {"what": "all", "note": ""})
    html = text(sam, answer["Location"])
    assert (
        html.count("The task is back on the list. Thank you for what you did. You stay in the project.") == 1
    )
    sam.post(at(task, "undo/") + "?what=hand-back")
    assert TaskPlace.objects.get().holder == member


@pytest.mark.parametrize(("what", "free"), [("time", 0), ("company", 1)])
def test_hand_back_other_choices_keep_the_place(
    as_person: AsPerson, member: Membership, project: Project, what: str, free: int
) -> None:
    task = make_task(project=project, holders=[member], due_on=dates.today("Europe/London"))
    as_person(member).post(at(task, "hand-back/"), {"what": what})
    task.refresh_from_db()
    assert (task.free_places, task.places.filter(holder=member).count()) == (free, 1)


def test_hand_back_of_somebody_elses_task_leads_to_the_task(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project)
    assert as_person(member).post(at(task, "hand-back/"), {"what": "all"})["Location"] == at(task)


def test_done_and_undone(as_person: AsPerson, member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member])
    sam = as_person(member)
    assert sam.post(at(task, "done/"))["Location"] == at(task) + "?undo=done"
    assert Task.objects.get().status == "done"
    sam.post(at(task, "undo/") + "?what=done")
    assert Task.objects.get().status == "open"


@pytest.mark.parametrize(
    "page", ["claim/", "done/", "undo/?what=done", "more-time/", "share/", "cover/", "not-needed/"]
)
def test_a_get_changes_nothing(as_person: AsPerson, member: Membership, project: Project, page: str) -> None:
    task = make_task(project=project, holders=[member], due_on=date(2030, 5, 22))
    before = list(Task.objects.values()), list(TaskPlace.objects.values())
    assert as_person(member).get(at(task, page)).status_code == 302
    assert (list(Task.objects.values()), list(TaskPlace.objects.values())) == before


def test_refused_with_the_reason(as_person: AsPerson, member: Membership, project: Project) -> None:
    task = make_task(project=project)
    answer = as_person(member).post(at(task, "done/"))
    assert (answer.status_code, answer.content.decode().count("You do not have this task now.")) == (409, 1)
    assert as_person(member).get(at(task, "edit/")).status_code == 403


def test_C3_a_form_sent_ten_times_adds_one_task(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    posted = {"title": "Choose photos", "what": "Pick three.", "places": "1", "form_key": str(uuid.uuid4())}
    sam, path = as_person(member), f"/projects/{project.address}/tasks/new/"
    led_to = {sam.post(path, posted)["Location"] for _each in range(10)}
    assert (Task.objects.count(), len(led_to)) == (1, 1)


def test_add_a_task_with_a_day_as_people_type_it(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    day = dates.today("Europe/London") + timedelta(days=1)
    posted = {
        "title": "Choose photos",
        "what": "Pick three.",
        "places": "2",
        "due_on": "tomorrow",
        "minutes": "60",
    }
    as_person(member).post(f"/projects/{project.address}/tasks/new/", posted)
    task = Task.objects.get()
    assert (task.due_on, task.minutes, task.free_places, task.added_by) == (day, 60, 2, member.member)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("title", "", "Say what the task is called"),
        ("title", "x" * 101, "Use fewer words here. There is room for 100 letters"),
        ("what", " ", "Say what there is to do"),
        ("due_on", "31 February", "Enter a day, like 14 May"),
        ("due_on", "1/1/2020", "Choose a day from today on"),
        ("places", "0", "It needs one person at least"),
        ("places", "21", "It can have 20 people at most"),
        ("places", "many", "Enter a number, like 2"),
    ],
)
def test_add_a_task_says_what_needs_another_look(
    as_person: AsPerson, member: Membership, project: Project, field: str, typed: str, words: str
) -> None:
    posted = {"title": "Choose photos", "what": "Pick three.", "places": "1", field: typed}
    html = as_person(member).post(f"/projects/{project.address}/tasks/new/", posted).content.decode()
    assert (html.count(words), Task.objects.count()) == (2, 0)  # in the summary, and beside the box


@pytest.mark.parametrize("field", ["helper", "role", "minutes", "kind"])
def test_add_a_task_takes_no_choice_that_was_not_offered(
    as_person: AsPerson, member: Membership, project: Project, field: str
) -> None:
    posted = {"title": "Choose photos", "what": "Pick three.", "places": "1", field: "99999999999999999999"}
    assert as_person(member).post(f"/projects/{project.address}/tasks/new/", posted).status_code == 200
    assert Task.objects.count() == 0


def test_C2_the_second_save_gets_both_texts_and_can_go_on(
    as_person: AsPerson, facilitator: Membership, member: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], title="Start", helper=member)
    posted = {
        "title": "Amina’s words",
        "what": "Pick three.",
        "places": "1",
        "version": "1",
        "helper": str(member.pk),
    }
    assert as_person(facilitator).post(at(task, "edit/"), posted).status_code == 302
    answer = as_person(member).post(at(task, "edit/"), {**posted, "title": "Sam’s words", "helper": ""})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert [
        html.count(words) for words in ("Amina’s words", 'value="Sam’s words"', 'name="version" value="2"')
    ] == [
        1,
        1,
        1,
    ]
    assert html.count("<dd>Sam</dd>") == 1  # the helper as it stands now
    assert Task.objects.get().title == "Amina’s words"
    assert as_person(member).post(at(task, "edit/"), {**posted, "version": "2"}).status_code == 302


def test_not_needed_takes_it_off_the_list(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project)
    assert as_person(facilitator).post(at(task, "not-needed/")).status_code == 302
    assert Task.objects.get().status == "called_off"


def test_a_task_of_another_project_is_not_found(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    other = make_task()
    path = f"/projects/{project.address}/tasks/{other.pk}/"
    missing = f"/projects/{project.address}/tasks/{other.pk + 1000}/"
    sam = as_person(member)
    assert {sam.get(each).status_code for each in (path, missing, path + "edit/", path + "hand-back/")} == {
        404
    }
    assert sam.post(path + "claim/").status_code == 404
    token = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
    assert token.sub(b"", sam.get(path).content) == token.sub(b"", sam.get(missing).content)


def test_a_day_that_is_over_may_stay(as_person: AsPerson, member: Membership, project: Project) -> None:
    task = make_task(project=project, holders=[member], due_on=date(2026, 1, 5))
    posted = {
        "title": "Other words",
        "what": "Pick three.",
        "places": "1",
        "version": "1",
        "due_on": "5/1/2026",
    }
    assert as_person(member).post(at(task, "edit/"), {**posted, "due_on": "4/1/2026"}).status_code == 200
    assert as_person(member).post(at(task, "edit/"), posted).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.due_on, task.date_version) == ("Other words", date(2026, 1, 5), 1)
