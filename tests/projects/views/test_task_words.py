import uuid
from collections.abc import Callable

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import CallAnswer, Confidence, Given, Membership, Project, SignOff, Task, TryOut
from tests.factories.common_ground import make_piece, make_sign_off
from tests.factories.projects import make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
CALL = "Somebody who has waited here"


def at(task: Task, page: str = "") -> str:
    """A page of the task."""
    return f"/projects/{task.project.address}/tasks/{task.pk}/{page}"


def text(browser: Client, path: str) -> str:
    """The page as it stands."""
    return browser.get(path).content.decode()


# --- before one takes a task -------------------------------------------------------------------------------------------


def test_the_content_note_is_closed_until_somebody_opens_it(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project, content_notice="A photo of a hospital")
    html = text(as_person(member), at(task))
    note = "<details><summary>This task has a note about its content. Open it if you want to know first.</summary>"
    assert html.count(f"{note}<p>A photo of a hospital</p></details>") == 1
    assert html.count("A photo of a hospital") == 1


def test_the_page_goes_from_what_to_the_button_to_the_rest(
    as_person: AsPerson, member: Membership, facilitator: Membership, project: Project
) -> None:
    task = make_task(
        project=project, why="It is seen first", good_enough="One page", where="Here", thank_you="£10", help="Pens",
        minutes=10, open_call=CALL,
    )  # fmt: skip
    task.givens.add(Given.objects.create(project=project, what="The logo stays", whose_rule="The council"))
    make_sign_off(task=task, who=facilitator, grounds="The names", if_no="We talk")
    html = text(as_person(member), at(task))
    order = [
        "What to do", "How long", "Where", "Thank you", "Help<", "I will do this", CALL, "What they look at: The names.",
        "If it is a no: We talk.", "The logo stays", "It is seen first", "One page", "How ready do I feel?",
    ]  # fmt: skip
    places = [html.index(words, html.index("<main")) for words in order]
    assert places == sorted(places)


def test_each_section_stands_with_who_takes_it_and_never_with_who_is_asked_first(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, mode="sections", places=3, holders=[member], free_places=1)
    for place, name in zip(task.places.all(), ("Start", "Map", "End"), strict=True):
        place.section = name
        place.save()
    task.places.filter(number=2).update(offered_to=other_member, offered_until=dates.today("Europe/London"))
    html = text(as_person(member), at(task))
    assert html.count("Start: <bdi>Sam</bdi><br>Map: one person is asked first<br>End: free") == 1
    assert "Jo" not in html[html.index("<main") : html.index("cover")]


# --- "I have experience of this" ---------------------------------------------------------------------------------------


def test_an_answer_is_read_by_whom_its_owner_chose_and_taken_back(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    facilitator: Membership,
    project: Project,
) -> None:
    task = make_task(project=project, open_call=CALL)
    sam = as_person(member)
    assert 'value="hosts" checked' in text(sam, at(task, "call/")).replace(' id="id_audience_0"', "")
    sam.post(at(task, "call/"), {"words": "I sat there", "audience": "hosts", "asked": CALL})
    seen = [
        text(as_person(who), at(task)).count("I sat there") for who in (member, other_member, facilitator)
    ]
    assert seen == [1, 0, 1]
    sam.post(at(task, "call/"), {"words": "I sat there", "audience": "project", "asked": CALL})
    assert text(as_person(other_member), at(task)).count("I sat there") == 1
    assert sam.post(at(task, "call/take-back/"))["Location"] == at(task)
    assert (CallAnswer.objects.count(), text(as_person(facilitator), at(task)).count("I sat there")) == (0, 0)


def test_an_answer_is_never_shown_beside_another_question(
    as_person: AsPerson, member: Membership, facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project, open_call=CALL)
    as_person(member).post(at(task, "call/"), {"words": "I did", "audience": "project", "asked": CALL})
    posted = {"title": "x", "what": "y", "version": "1", "open_call": "Somebody who was in prison"}
    assert as_person(facilitator).post(at(task, "edit/"), posted).status_code == 302
    assert text(as_person(facilitator), at(task)).count("I did") == 0
    mine = text(as_person(member), at(task))
    assert mine.count("The question has changed, so nobody else sees it now.") == 1
    stale = as_person(member).post(at(task, "call/"), {"audience": "project", "asked": CALL})
    assert (stale.status_code, stale.content.decode().count("The words of this call have changed.")) == (
        403,
        1,
    )


# --- trying things out -------------------------------------------------------------------------------------------------


def test_C3_what_confused_is_told_once_and_by_name_only_if_wanted(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    task = make_task(project=project, kind="testing")
    sam = as_person(member)
    posted = {"confused": "The map", "shown": "without", "form_key": str(uuid.uuid4())}
    led_to = {sam.post(at(task, "try-outs/"), posted)["Location"] for _each in range(10)}
    assert (led_to, TryOut.objects.count()) == ({at(task, "try-outs/")}, 1)
    assert text(sam, at(task)).count("Sam") == text(sam, at(make_task(project=project))).count("Sam")
    sam.post(at(task, "try-outs/"), {"confused": "The door", "shown": "name"})
    html = text(sam, at(task, "try-outs/"))
    assert (html.count("<bdi>Sam</bdi>"), html.count("Without a name")) == (1, 1)


def test_C2_what_we_changed_with_both_texts(
    as_person: AsPerson, member: Membership, other_member: Membership, project: Project
) -> None:
    task = make_task(project=project, kind="testing")
    told = TryOut.objects.create(
        task=task, tester=member, confused="The map", told_on=dates.today("Europe/London")
    )
    path = f"/projects/{project.address}/try-outs/{told.pk}/changed/"
    as_person(member).post(path, {"changed": "An arrow", "version": "1"})
    answer = as_person(other_member).post(path, {"changed": "A door", "version": "1"})
    html = answer.content.decode()
    shown = [html.count(words) for words in ("An arrow", "A door", 'name="version" value="2"')]
    assert (answer.status_code, shown) == (409, [1, 1, 1])
    assert as_person(other_member).post(path, {"changed": "Both", "version": "2"}).status_code == 302
    assert text(as_person(member), at(task)).count("Both") == 1
    as_person(member).post(f"/projects/{project.address}/try-outs/{told.pk}/take-back/")
    assert TryOut.objects.count() == 0


# --- one's own note, and what one likes --------------------------------------------------------------------------------


def test_my_note_is_mine_alone_and_offers_help_when_unsure(
    as_person: AsPerson, member: Membership, facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project, helper=facilitator)
    sam = as_person(member)
    help_words = "Things that can help:"
    assert text(sam, at(task)).count(help_words) == 0
    sam.post(at(task, "ready/"), {"level": "unsure", "words": "canary-note"})
    mine, theirs = text(sam, at(task)), text(as_person(facilitator), at(task))
    assert (mine.count("canary-note"), mine.count(help_words), mine.count("Ask Amina")) == (1, 1, 1)
    assert (theirs.count("canary-note"), theirs.count(help_words)) == (0, 0)
    sam.post(at(task, "ready/forget/"))
    assert (Confidence.objects.count(), text(sam, at(task)).count("canary-note")) == (0, 0)


def test_skills_are_mine_alone_and_lead_to_hints_in_words(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    facilitator: Membership,
    project: Project,
) -> None:
    task = make_task(project=project, title="Draw the cover", skills=["drawing"])
    tasks = f"/projects/{project.address}/tasks/"
    sam = as_person(member)
    assert text(sam, tasks).count("You may like these") == 0
    sam.post(f"/projects/{project.address}/me/skills/", {"skills": ["drawing", "trying"]})
    html = text(sam, tasks)
    assert html.count("You said that you like drawing and photos.") == 1
    assert text(as_person(other_member), tasks).count("You may like these") == 0
    assert task.places.filter(holder__isnull=False).count() == 0
    for path in (
        f"/projects/{project.address}/people/{member.pk}/",
        f"/projects/{project.address}/people/",
        tasks,
    ):
        assert text(as_person(facilitator), path).count("Drawing") == 0


# --- adding and changing -----------------------------------------------------------------------------------------------


def test_two_boxes_are_enough_for_a_task(as_person: AsPerson, member: Membership, project: Project) -> None:
    as_person(member).post(f"/projects/{project.address}/tasks/new/", {"title": "Draw", "what": "The cover."})
    task = Task.objects.get()
    assert (task.mode, task.free_places, task.skills, task.open_call) == ("one", 1, [], "")


def test_a_task_says_all_it_can(
    as_person: AsPerson, member: Membership, facilitator: Membership, project: Project
) -> None:
    bigger, piece = make_task(project=project, title="The guide"), make_piece(project=project)
    limit = Given.objects.create(project=project, what="The logo stays", whose_rule="The council")
    path = f"/projects/{project.address}/tasks/new/?part_of={bigger.pk}&piece={piece.pk}"
    html = text(as_person(member), path)
    assert [html.count(f'<option value="{pk}" selected>') for pk in (bigger.pk, piece.pk)] == [1, 1]
    posted = {
        "title": "Draw", "what": "The cover.", "mode": "sections", "sections": "Front\nBack", "open_call": CALL,
        "skills": ["drawing"], "good_enough": "One page", "givens": [str(limit.pk)], "part_of": str(bigger.pk),
        "piece": str(piece.pk), "step_1_who": str(facilitator.pk), "step_1_grounds": "The names",
    }  # fmt: skip
    as_person(member).post(path, posted)
    task = Task.objects.get(title="Draw")
    assert (task.part_of, task.piece, task.skills, task.good_enough) == (
        bigger,
        piece,
        ["drawing"],
        "One page",
    )
    assert [place.section for place in task.places.all()] == ["Front", "Back"]
    assert (list(task.givens.all()), list(task.sign_offs.values_list("who", "grounds"))) == (
        [limit],
        [(facilitator.pk, "The names")],
    )
    assert text(as_person(member), at(bigger)).count(f'href="{at(task)}"') == 1


def test_a_task_is_no_part_of_one_in_another_project(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    other = make_task()
    path = f"/projects/{project.address}/tasks/new/"
    for typed in (str(other.pk), "99999999999999999999", "x"):
        answer = as_person(member).post(path, {"title": "Draw", "what": "x", "part_of": typed})
        assert answer.status_code == 200
        assert as_person(member).get(f"{path}?part_of={typed}").status_code == 200
    assert Task.objects.filter(project=project).count() == 0


def test_C2_both_texts_also_of_mode_limits_and_steps(
    as_person: AsPerson, member: Membership, facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member], title="Draw")
    limit = Given.objects.create(project=project, what="The logo stays", whose_rule="The council")
    theirs = {
        "title": "Draw", "what": task.what, "version": "1", "mode": "pair", "skills": ["drawing", "trying"],
        "givens": [str(limit.pk)], "step_1_grounds": "The names",
    }  # fmt: skip
    assert as_person(facilitator).post(at(task, "edit/"), theirs).status_code == 302
    mine = {"title": "Draw", "what": task.what, "version": "1", "step_1_grounds": "The logo", "mode": "one"}
    answer = as_person(member).post(at(task, "edit/"), mine)
    html = answer.content.decode()
    clash = html[html.index('id="clash"') : html.index("Put the two together")]
    found = [
        clash.count(words)
        for words in ("<dd>Two people together</dd>", "Drawing and photos<br>Trying things out", "The logo stays", "The names")
    ]  # fmt: skip
    assert (answer.status_code, found, html.count('value="The logo"')) == (409, [1, 1, 1, 1], 1)
    assert SignOff.objects.get().grounds == "The names"


def test_an_answered_step_stays_and_is_shown(
    as_person: AsPerson, member: Membership, facilitator: Membership, project: Project
) -> None:
    task = make_task(project=project, holders=[member])
    make_sign_off(task=task, who=facilitator, grounds="The names", status="yes", answered_at=dates.now())
    html = text(as_person(member), at(task, "edit/"))
    assert (html.count("They said yes."), html.count('name="step_1_grounds"')) == (1, 0)
    posted = {"title": "x", "what": "y", "version": "1", "step_1_grounds": "", "step_2_grounds": "The logo"}
    as_person(member).post(at(task, "edit/"), posted)
    assert list(task.sign_offs.values_list("grounds", "status")) == [
        ("The names", "yes"),
        ("The logo", "waiting"),
    ]


@pytest.mark.parametrize("page", ["call/take-back/", "ready/forget/"])
def test_a_get_changes_nothing(as_person: AsPerson, member: Membership, project: Project, page: str) -> None:
    task = make_task(project=project, open_call=CALL)
    CallAnswer.objects.create(task=task, membership=member, asked=CALL)
    Confidence.objects.create(task=task, membership=member, level="sure")
    assert as_person(member).get(at(task, page))["Location"] == at(task)
    assert (CallAnswer.objects.count(), Confidence.objects.count()) == (1, 1)
