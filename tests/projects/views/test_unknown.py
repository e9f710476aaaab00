from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import Given, Membership, Project, Unknown
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


@pytest.fixture
def base(project: Project) -> str:
    """Where the list is."""
    return f"/projects/{project.address}/limits/not-known/"


@pytest.fixture
def unknown(project: Project) -> Unknown:
    """Nobody knows if we can print in colour."""
    return Unknown.objects.create(project=project, what="Can we print in colour?")


def test_any_member_adds_changes_and_answers(
    as_person: AsPerson, member: Membership, other_member: Membership, base: str
) -> None:
    sam, jo = as_person(member), as_person(other_member)
    posted = {"what": "Colour?", "finder": str(other_member.pk), "by_day": "tomorrow"}
    assert sam.post(f"{base}new/", posted)["Location"] == base
    made = Unknown.objects.get()
    assert (made.added_by, made.finder) == (member, other_member)
    changed = {"what": "Colour print?", "finder": "", "by_day": "", "version": "1"}
    assert jo.post(f"{base}{made.pk}/", changed)["Location"] == base
    assert sam.post(f"{base}{made.pk}/found/", {"found": "Yes", "version": "2"})["Location"] == base
    fresh = Unknown.objects.get()
    assert (fresh.what, fresh.finder, fresh.by_day, fresh.found) == ("Colour print?", None, None, "Yes")
    assert jo.post(f"{base}{made.pk}/reopen/")["Location"] == base
    assert Unknown.objects.get().found == ""


def test_a_question_about_a_limit_leads_back_to_the_limits(
    as_person: AsPerson, member: Membership, project: Project, base: str
) -> None:
    limit = Given.objects.create(project=project, what="The logo stays", whose_rule="The council")
    pages = [
        as_person(member).get(f"{base}new/{more}").content.decode() for more in ("", f"?limit={limit.pk}")
    ]
    back = f'href="{base.removesuffix("not-known/")}"'
    said = ("<h1>Ask if a limit can move</h1>", "Could this limit move? The logo stays", back)
    assert [[page.count(words) for words in said] for page in pages] == [[0, 0, 0], [1, 1, 2]]


def test_C3_an_unknown_sent_ten_times_is_there_once(
    as_person: AsPerson, member: Membership, base: str
) -> None:
    sam = as_person(member)
    key = sam.get(f"{base}new/").content.decode().split('name="form_key" value="')[1].split('"')[0]
    for _each in range(10):
        sam.post(f"{base}new/", {"what": "Colour?", "form_key": key})
    assert Unknown.objects.count() == 1


def test_C2_the_second_who_saves_sees_both_texts(
    as_person: AsPerson, member: Membership, other_member: Membership, unknown: Unknown, base: str
) -> None:
    sam = as_person(member)
    theirs = {"what": "In gold?", "finder": str(other_member.pk), "version": "1"}
    sam.post(f"{base}{unknown.pk}/", theirs)
    clash = sam.post(f"{base}{unknown.pk}/", {"what": "In silver?", "version": "1"})
    differ = [(each.label, each.theirs) for each in clash.context["clash"]]
    assert (clash.status_code, differ) == (
        409,
        [("What do we not know yet?", "In gold?"), ("Who finds out?", "Jo")],
    )
    html = clash.content.decode()
    assert (html.count("In silver?"), html.count('name="version" value="2"')) == (1, 1)


def test_C2_two_who_found_something_else_see_both(
    as_person: AsPerson, member: Membership, unknown: Unknown, base: str
) -> None:
    sam, path = as_person(member), f"{base}{unknown.pk}/found/"
    sam.post(path, {"found": "Yes", "version": "1"})
    clash = sam.post(path, {"found": "No", "version": "1"})
    assert (clash.status_code, [each.theirs for each in clash.context["clash"]]) == (409, ["Yes"])
    assert Unknown.objects.get().found == "Yes"


@pytest.mark.parametrize(
    ("posted", "problem"),
    [
        ({"what": ""}, {"what": ["Say what we do not know yet"]}),
        ({"what": "x" * 1001}, {"what": ["Use fewer words here. There is room for 1000 letters"]}),
        ({"what": "x", "finder": "0"}, {"finder": ["Choose a person on the list"]}),
        ({"what": "x", "finder": "nobody"}, {"finder": ["Choose a person on the list"]}),
        ({"what": "x", "by_day": "yesterday"}, {"by_day": ["Enter a day, like 14 May"]}),
        ({"what": "x", "by_day": "31 February"}, {"by_day": ["Enter a day, like 14 May"]}),
    ],
)
def test_what_does_not_fit_is_explained(
    as_person: AsPerson, member: Membership, base: str, posted: dict[str, str], problem: dict[str, list[str]]
) -> None:
    answer = as_person(member).post(f"{base}new/", posted)
    assert (answer.status_code, answer.context["form"].errors) == (200, problem)
    assert Unknown.objects.count() == 0


def test_a_finder_who_left_is_not_named(
    as_person: AsPerson, member: Membership, other_member: Membership, unknown: Unknown, base: str
) -> None:
    Unknown.objects.update(finder=other_member)
    sam = as_person(member)
    assert sam.get(base).content.decode().count("Jo finds out.") == 1
    Membership.objects.filter(pk=other_member.pk).update(status="left", left_at=dates.now())
    html = sam.get(base).content.decode()
    assert (html.count("Jo finds out."), html.count("Nobody finds out yet.")) == (0, 1)
    assert sam.post(f"{base}{unknown.pk}/", {"what": "Colour?", "version": "1"}).status_code == 302
    assert Unknown.objects.get().finder is None


def test_undo_is_offered_for_a_day(
    as_person: AsPerson, member: Membership, unknown: Unknown, base: str
) -> None:
    sam, path = as_person(member), f"{base}{unknown.pk}/reopen/"
    Unknown.objects.update(found="Yes", found_at=dates.now() - timedelta(hours=23))
    assert sam.get(base).content.decode().count(path) == 1
    Unknown.objects.update(found_at=dates.now() - timedelta(hours=25))
    assert sam.get(base).content.decode().count(path) == 0
    assert sam.post(path).status_code == 403
    assert sam.get(path)["Location"] == base


@pytest.mark.parametrize("page", ["", "found/", "reopen/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_another_project_is_found(
    as_person: AsPerson, member: Membership, base: str, page: str, method: str
) -> None:
    theirs = Unknown.objects.create(project=make_membership().project, what="canary")
    assert getattr(as_person(member), method)(f"{base}{theirs.pk}/{page}").status_code == 404


def test_a_paused_project_says_why_instead_of_forms(
    as_person: AsPerson, member: Membership, project: Project, unknown: Unknown, base: str
) -> None:
    Project.objects.update(status="paused", paused_at=dates.now())
    sam = as_person(member)
    for path in ("", "new/", f"{unknown.pk}/", f"{unknown.pk}/found/"):
        html = sam.get(f"{base}{path}").content.decode()
        assert (path, html.count("This project is paused."), html.count("<textarea")) == (path, 1, 0)
    assert sam.post(f"{base}new/", {"what": "x"}).status_code == 403
