"""The plan in a browser: the picture and its list, one piece from question to agreed, sharing, cards."""

import gzip
import re
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coproduce.lib import dates
from members.models import Member
from projects.actions.piece import lay_out_pieces
from projects.actions.thought import add_thought
from projects.models import Given, Membership, Piece, PieceYes, Project, SharedQuestion, Thought
from tests.factories.common_ground import make_piece, make_thought
from tests.look.page_checks import node_count

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def words_of(html: str) -> str:
    """The text of a page without its tags, on one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def saved(browser: Client, path: str, posted: dict[str, str] | None = None) -> str:
    """What the box says after a form was sent."""
    html = browser.post(path, posted or {}, follow=True).content.decode()
    found = re.search(r'class="ok".*?<h2[^>]*>(.*?)</h2>\s*<p>(.*?)</p>', html, re.DOTALL)
    return f"{found[1].strip()}. {found[2].strip()}" if found else ""


@pytest.fixture
def plan(project: Project) -> str:
    """The path of the plan, with the starting questions laid out."""
    lay_out_pieces(project_id=project.pk)
    return f"/projects/{project.address}/plan/"


@pytest.fixture
def piece(plan: str, project: Project) -> Piece:
    """How do we keep everyone safe, with words on it."""
    piece = project.pieces.get(key="safe")
    Piece.objects.filter(pk=piece.pk).update(said="We ask first.", status="talking")
    piece.refresh_from_db()
    return piece


# --- the picture and the list --------------------------------------------------------------------------------------------


def test_a_project_without_pieces_lays_them_out_with_one_press(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    sam, path = as_person(member), f"/projects/{project.address}/plan/"
    assert "No pieces yet. Start with: what is it all for?" in sam.get(path).content.decode()
    assert saved(sam, path) == "Saved. The questions are laid out. Start with any of them."
    assert project.pieces.count() == 25
    assert sam.post(path).status_code == 403


def test_the_caption_says_in_words_what_the_picture_shows(
    as_person: AsPerson, member: Membership, project: Project, plan: str
) -> None:
    keys = list(project.pieces.filter(is_loose=False).values_list("pk", flat=True))
    now = dates.now()
    Piece.objects.filter(pk__in=keys[:9]).update(status="agreed", agreed_at=now)
    Piece.objects.filter(pk__in=keys[9:16]).update(status="talking")
    Piece.objects.filter(pk=keys[16]).update(status="not_needed", not_needed_why="No room.")
    html = as_person(member).get(plan).content.decode()
    caption = words_of(html.split("<figcaption>")[1].split("</figcaption>")[0])
    assert caption == (
        "9 pieces agreed. 7 we are talking about. 7 not started. 1 not needed here. "
        "The loose piece stays open: it holds what we do not know yet."
    )
    picture = html.split("<figure")[1].split("<figcaption>")[0]
    states = ("agreed", "talking", "not_started", "not_needed")
    assert [picture.count(f'class="pc {state}"') for state in states] == [9, 7, 8, 1]
    assert re.findall(r'aria-hidden="true" focusable="false"', picture) != []
    assert ("%" in caption, "<progress" in html, "<meter" in html) == (False, False, False)


def test_each_row_of_the_list_has_its_state_in_words(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    html = as_person(member).get(plan).content.decode()
    rows = re.findall(
        r'<li><a class="cover" href="([^"]+)">([^<]+)</a><span class="meta">([^<]+)</span>', html
    )
    assert (len(rows), rows[1]) == (25, (f"{plan}{piece.pk}/", piece.question, "Talking about it"))
    assert rows[-1][1:] == ("What do we not know yet?", "Stays open")


@pytest.mark.parametrize("page", ["", "poster/"])
def test_sixty_pieces_are_one_light_page_with_as_many_queries_as_one(
    page: str, as_person: AsPerson, member: Membership, project: Project, plan: str
) -> None:
    sam = as_person(member)
    with CaptureQueriesContext(connection) as few:
        sam.get(plan + page)
    for number in range(36):
        make_piece(project=project, question=f"{number} What do we say to people who are new here? " * 3)
    with CaptureQueriesContext(connection) as many:
        html = sam.get(plan + page).content
    assert len(many) == len(few)
    assert (len(gzip.compress(html)) < 14 * 1024, node_count(html.decode()) <= 600) == (True, True)


# --- one piece -----------------------------------------------------------------------------------------------------------


def test_from_question_to_agreed_and_back(
    as_person: AsPerson, member: Membership, professional: Membership, plan: str, project: Project
) -> None:
    piece = project.pieces.get(key="trust")
    path = f"{plan}{piece.pk}/"
    sam, tom = as_person(member), as_person(professional)
    assert saved(sam, f"{path}write/", {"version": "1", "said": "We say it early.", "review_on": ""}) == (
        "Saved. Everyone in the project sees the new words."
    )
    assert saved(sam, f"{path}yes/", {"said_version": "2", "count_as": "lived"}) == (
        "Saved. It needs a yes from someone who counts as staff."
    )
    assert saved(tom, f"{path}yes/", {"said_version": "2", "count_as": "staff"}) == (
        "Saved. This piece is agreed. You can talk about it again at any time."
    )
    html = sam.get(path).content.decode()
    assert html.index("<b>Sam</b>. Lived experience") < html.index("<b>Tom</b>. Staff")
    assert saved(tom, f"{path}talk/") == "Saved. You are talking about this piece."
    assert (Piece.objects.get(pk=piece.pk).status, "<b>Sam</b>" in sam.get(path).content.decode()) == (
        "talking",
        False,
    )


@pytest.mark.parametrize(
    ("side", "says"),
    [
        ("lived", "Saved. It needs a yes from someone who counts as staff."),
        ("staff", "Saved. It needs a yes from someone with lived experience."),
        ("not", "Saved. It needs a yes from both kinds of experience."),
    ],
)
def test_after_a_yes_the_page_says_what_is_still_needed(
    side: str, says: str, as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    posted = {"said_version": "1", "count_as": side}
    assert saved(as_person(member), f"{plan}{piece.pk}/yes/", posted) == says


def test_a_yes_to_old_words_shows_the_new_ones_and_is_not_kept(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    Piece.objects.filter(pk=piece.pk).update(said="We ask twice.", said_version=2)
    posted = {"said_version": "1", "count_as": "lived"}
    answer = as_person(member).post(f"{plan}{piece.pk}/yes/", posted)
    html = answer.content.decode()
    assert (answer.status_code, PieceYes.objects.count()) == (409, 0)
    assert ("This piece changed while you were reading" in html, "We ask twice." in html) == (True, True)
    assert 'name="said_version" value="2"' in html


def test_nobody_is_listed_for_not_saying_yes(
    as_person: AsPerson, member: Membership, professional: Membership, plan: str, piece: Piece
) -> None:
    html = as_person(member).get(f"{plan}{piece.pk}/").content.decode()
    assert "Tom" not in html


def test_C2_two_who_write_see_both_texts(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    sam, path = as_person(member), f"{plan}{piece.pk}/write/"
    day = dates.today("Europe/London").replace(day=1)
    ahead = date(day.year + 1, day.month, 1)
    sam.post(path, {"version": "1", "said": "We ask twice.", "review_on": f"1/{ahead.month}/{ahead.year}"})
    answer = sam.post(path, {"version": "1", "said": "We never ask.", "review_on": ""})
    html = answer.content.decode()
    assert (answer.status_code, "We ask twice." in html, "We never ask." in html) == (409, True, True)
    assert 'name="version" value="2"' in html
    assert sam.post(path, {"version": "2", "said": "We never ask.", "review_on": ""}).status_code == 302
    assert Piece.objects.get(pk=piece.pk).said == "We never ask."


def test_a_reason_that_came_second_stays_in_the_box(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    sam, path = as_person(member), f"{plan}{piece.pk}/not-needed/"
    assert (
        saved(sam, path, {"why": "No room."}) == "Saved. This piece is not needed here. It counts as settled."
    )
    html = sam.post(path, {"why": "We meet by phone."}).content.decode()
    assert ("We meet by phone." in html, "Somebody said already" in html) == (True, True)


def test_a_piece_leads_to_a_small_task(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    html = as_person(member).get(f"{plan}{piece.pk}/").content.decode()
    assert f'/tasks/new/?piece={piece.pk}"' in html
    there = as_person(member).get(plan.replace("/plan/", f"/tasks/new/?piece={piece.pk}")).content.decode()
    assert there.count(f'href="{plan}{piece.pk}/"') == 2  # back, and not now
    assert f"It is for this piece of our plan: {piece.question}" in there


def test_the_limits_stand_inside_the_form_for_a_thought(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    Given.objects.create(project=piece.project, what="The logo stays", whose_rule="The council")
    html = as_person(member).get(f"{plan}{piece.pk}/").content.decode()
    form = html[html.index(f'action="{plan}{piece.pk}/thoughts/"') :].partition("</form>")[0]
    assert [form.count(words) for words in ("The logo stays", "Whose rule")] == [1, 0]


# --- thoughts ------------------------------------------------------------------------------------------------------------


def test_a_thought_without_a_name_shows_none_to_anybody_and_a_form_sent_twice_writes_once(
    as_person: AsPerson, member: Membership, facilitator: Membership, plan: str, piece: Piece
) -> None:
    sam, path = as_person(member), f"{plan}{piece.pk}/"
    posted = {"words": "It took me years.", "form_key": "0b2a5a3e-3f0c-4d9e-9f7a-2a2f8d6a1c11"}
    for _each in range(2):
        sam.post(f"{path}thoughts/", posted)
    html = as_person(facilitator).get(path).content.decode()
    assert (Thought.objects.count(), html.count("It took me years."), html.count("Sam")) == (1, 1, 0)
    assert "Take my words back" not in html
    assert "Take my words back" in sam.get(path).content.decode()


@pytest.mark.parametrize(
    ("back", "leads_to"),
    [
        ("plan/", "plan/"),
        ("plan/7/?thoughts=2", "plan/7/?thoughts=2"),
        ("//evil.example.org", ""),
        ("../../me/", ""),
        ("plan/\r\nX: y", ""),
    ],
)
def test_taking_a_thought_back_leads_to_a_page_of_the_project_only(
    back: str, leads_to: str, as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    thought = add_thought(by=member, about=piece, words="Hm.", by_name=False, now=dates.now())
    root = plan.removesuffix("plan/")
    given = back if back.startswith("//") else root + back
    answer = as_person(member).post(f"{root}thoughts/{thought.pk}/take-back/", {"back": given})
    assert answer["Location"] == (root + leads_to if leads_to else f"{plan}{piece.pk}/")
    assert Thought.objects.count() == 0


def test_more_than_fifty_thoughts_are_paged_with_as_many_queries(
    as_person: AsPerson, member: Membership, plan: str, piece: Piece
) -> None:
    sam, path = as_person(member), f"{plan}{piece.pk}/"
    make_thought(about=piece, author=member)
    with CaptureQueriesContext(connection) as few:
        sam.get(path)
    for number in range(100):
        make_thought(about=piece, author=member, words=f"Thought {number}")
    with CaptureQueriesContext(connection) as many:
        html = sam.get(path).content.decode()
    assert (len(many), html.count("<b>Sam</b>")) == (len(few), 50)
    assert '<a href="?thoughts=2#thoughts"' in html
    assert sam.get(f"{path}?thoughts=3").content.decode().count("<b>Sam</b>") == 1


# --- questions of our own, sharing, cards ----------------------------------------------------------------------------------


def test_a_question_of_ours_is_added_shared_copied_and_taken_back(
    as_person: AsPerson, member: Membership, facilitator: Membership, plan: str, project: Project
) -> None:
    sam, amina = as_person(member), as_person(facilitator)
    assert saved(sam, f"{plan}new/", {"question": "Do we bring dogs?"}) == (
        "Saved. Everyone in the project sees your question."
    )
    piece = project.pieces.get(question="Do we bring dogs?")
    assert saved(sam, f"{plan}{piece.pk}/share/") == "Saved. Every project can read this question now."
    shared = SharedQuestion.objects.get()
    html = amina.get(f"{plan}shared/").content.decode()
    assert ("This is in your plan." in html, "Stop sharing it" in html, "Sam" in html) == (True, False, False)
    answer = amina.post(f"{plan}shared/", {"add": str(shared.pk)}, follow=True)
    assert "This question is in your plan already." in answer.content.decode()
    assert saved(sam, f"{plan}{piece.pk}/delete/") == "Done. The question is gone."
    assert saved(amina, f"{plan}shared/", {"add": str(shared.pk)}) == "Saved. The question is in your plan."
    assert amina.post(f"{plan}shared/", {"back": str(shared.pk)}).status_code == 403
    assert (
        saved(sam, f"{plan}shared/", {"back": str(shared.pk)})
        == "Done. Your question is not shared any more."
    )


@pytest.mark.parametrize("given", [{}, {"add": "²"}, {"add": "99999999999"}, {"back": "x"}, {"add": "7"}])
def test_a_shared_question_that_is_not_there(
    given: dict[str, str], as_person: AsPerson, member: Membership, plan: str
) -> None:
    assert as_person(member).post(f"{plan}shared/", given).status_code == 404


def test_shared_questions_are_paged_with_as_many_queries(
    as_person: AsPerson, member: Membership, plan: str
) -> None:
    sam, today = as_person(member), dates.today("Europe/London")
    SharedQuestion.objects.create(question="Question 0", shared_on=today)
    with CaptureQueriesContext(connection) as few:
        sam.get(f"{plan}shared/")
    SharedQuestion.objects.bulk_create(
        SharedQuestion(question=f"Question {number}", shared_on=today) for number in range(1, 100)
    )
    with CaptureQueriesContext(connection) as many:
        html = sam.get(f"{plan}shared/").content.decode()
    assert (len(many), html.count('name="add"')) == (len(few), 50)
    assert 'href="?page=2"' in html
    assert sam.get(f"{plan}shared/?page=2").content.decode().count('name="add"') == 50


def test_cards_for_a_talk(as_person: AsPerson, member: Membership, plan: str) -> None:
    html = as_person(member).get(f"{plan}cards/").content.decode()
    assert html.count('<li class="card">') == 12


def test_the_name_in_the_header_leads_to_the_project(
    as_person: AsPerson, member: Membership, plan: str, project: Project
) -> None:
    html = as_person(member).get(plan).content.decode()
    assert html.count(f'<a href="/projects/{project.address}/"><span>A better welcome</span>') == 1
