"""Pages about what is good enough, and about what was added by mistake."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import Membership, Output, Piece, Project
from tests.factories.common_ground import make_output, make_piece, make_version

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
TALK, NOT_YET = "Talk about it in our plan", "We have not agreed what is good enough yet."


def page(browser: Client, path: str) -> str:
    """What people read on a page, on one line."""
    html = browser.get(path).content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


@pytest.fixture
def output(project: Project, member: Membership) -> Output:
    """A guide that Sam added, with words about good enough."""
    return make_output(project=project, title="A guide", good_enough="Short and true", added_by=member)


@pytest.fixture
def at(output: Output) -> str:
    """The page of the guide."""
    return f"/projects/{output.project.address}/outputs/{output.pk}/"


def linked(output: Output, **fields: object) -> Piece:
    """The guide with a piece of the plan in this state."""
    piece = make_piece(project=output.project, question="What is good enough for A guide?", **fields)
    Output.objects.filter(pk=output.pk).update(good_enough_piece=piece, version=2)
    return piece


def test_good_enough_goes_into_the_plan(as_person: AsPerson, other_member: Membership, at: str) -> None:
    jo = as_person(other_member)
    words = page(jo, at)
    assert (words.count("Short and true"), words.count(TALK)) == (1, 1)
    answer = jo.post(f"{at}good-enough/", follow=True)
    piece = Piece.objects.get(is_loose=False)
    assert answer.redirect_chain[-1][0].endswith(f"/plan/{piece.pk}/")
    html = answer.content.decode()
    assert (html.count("It is in your plan now."), html.count(f'href="{at}">A guide</a>')) == (1, 1)
    words = page(jo, at)
    assert (words.count("Short and true"), words.count(TALK), words.count("Talking about it")) == (1, 0, 1)
    assert jo.get(f"{at}good-enough/")["Location"] == at


@pytest.mark.parametrize(
    ("state", "read"),
    [
        ({"status": "not_started"}, "Not started You have not said yet."),
        ({"status": "talking", "said": "Both of us can read it"}, "Talking about it Both of us can read it"),
        ({"status": "agreed", "said": "Both can read it", "agreed_at": dates.now()}, "Both can read it Read"),
        ({"status": "not_needed", "said": "x", "not_needed_why": "It is a map"}, "It is a map Read it in"),
    ],
)
def test_the_page_shows_how_the_piece_stands(
    as_person: AsPerson, member: Membership, output: Output, at: str, state: dict[str, str], read: str
) -> None:
    linked(output, **state)
    words = page(as_person(member), at)
    assert (words.count(read), words.count("Short and true"), words.count(TALK)) == (1, 0, 0)


def test_the_page_is_as_before_when_the_piece_is_gone(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    linked(output).delete()
    words = page(as_person(member), at)
    assert (words.count("Short and true"), words.count(TALK)) == (1, 1)


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (None, 1),
        ({"status": "talking", "said": "x"}, 1),
        ({"status": "agreed", "said": "x"}, 0),
        ({"status": "not_needed", "not_needed_why": "x"}, 0),
    ],
)
def test_what_is_finished_says_kindly_that_it_is_not_agreed(
    as_person: AsPerson, member: Membership, output: Output, at: str, state: dict[str, str] | None, said: int
) -> None:
    if state is not None:
        linked(output, **state)
    assert page(as_person(member), at).count(NOT_YET) == 0
    Output.objects.update(status="finished", finished_at=dates.now())
    assert page(as_person(member), at).count(NOT_YET) == said


def test_the_form_says_where_these_words_are_now(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    sam = as_person(member)
    assert "good_enough" in sam.get(f"{at}edit/").context["form"].fields
    piece = linked(output, said="In the plan", status="talking")
    answer = sam.get(f"{at}edit/")
    assert "good_enough" not in answer.context["form"].fields
    assert answer.content.decode().count(f"/plan/{piece.pk}/") == 1
    posted = {"title": "B", "what": "", "good_enough": "Else", "version": "2"}
    assert sam.post(f"{at}edit/", posted)["Location"] == at
    output.refresh_from_db()
    assert (output.title, output.good_enough) == ("B", "Short and true")


def test_C2_words_written_while_it_moved_are_shown_to_take_along(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    piece = linked(output, said="Short and true", status="talking")
    posted = {"title": "A guide", "what": "", "good_enough": "Short <and> kind", "version": "1"}
    answer = as_person(member).post(f"{at}edit/", posted)
    html = answer.content.decode()
    found = [html.count(words) for words in ("Short &lt;and&gt; kind", f"/plan/{piece.pk}/write/")]
    assert (answer.status_code, found) == (409, [1, 1])
    same = as_person(member).post(f"{at}edit/", {**posted, "good_enough": "Short and true"})
    assert same.content.decode().count(f"/plan/{piece.pk}/write/") == 0


def test_a_plan_that_is_full_is_said_instead_of_the_button(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    for _each in range(60):
        make_piece(project=output.project)
    words = page(as_person(member), at)
    assert (words.count(TALK), words.count("There are 60 pieces.")) == (0, 1)


def test_what_was_added_by_mistake_is_taken_away(
    as_person: AsPerson, member: Membership, other_member: Membership, facilitator: Membership, at: str
) -> None:
    shown = [page(as_person(who), at).count("Take it away") for who in (member, facilitator, other_member)]
    assert shown == [1, 1, 0]
    assert as_person(other_member).post(f"{at}remove/").status_code == 403
    assert as_person(member).get(f"{at}remove/")["Location"] == at
    answer = as_person(member).post(f"{at}remove/", follow=True)
    assert answer.content.decode().count("It is not on the list any more.") == 1
    assert (Output.objects.count(), as_person(member).post(f"{at}remove/").status_code) == (0, 404)


def test_what_has_a_version_is_not_offered_to_be_taken_away(
    as_person: AsPerson, member: Membership, output: Output, at: str
) -> None:
    make_version(output=output)
    assert page(as_person(member), at).count("Take it away") == 0
    assert as_person(member).post(f"{at}remove/").content.decode().count("People have put work into") == 1
