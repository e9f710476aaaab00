from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.actions.invitation import make_shared_link
from projects.actions.membership import leave_project
from projects.lib.tokens import invitation_token
from projects.models import Membership, Milestone, Project, TaskPlace
from tests.factories.common_ground import make_output, make_piece, make_version
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
TODAY = dates.today("Europe/London")


def at(project: Project, path: str = "catch-up/") -> str:
    """A page of the project."""
    return f"/projects/{project.address}/{path}"


def main_of(html: str) -> str:
    """What stands between header and foot."""
    return html.partition("<main")[2].partition("</main>")[0]


@pytest.fixture
def told(project: Project) -> Project:
    """A project with a task from each time: three days, three weeks and three months ago."""
    for days, title in ((3, "Days"), (21, "Weeks"), (90, "Months")):
        make_task(project=project, title=title, added_at=dates.now() - timedelta(days=days))
    return project


def tasks_on(html: str) -> list[str]:
    """Which of the tasks stand on the page."""
    return [title for title in ("Days", "Weeks", "Months") if f">{title}</a>" in html]


@pytest.mark.parametrize(
    ("since", "tasks", "current"),
    [
        ("", ["Days"], "Two weeks"),
        ("?since=two-weeks", ["Days"], "Two weeks"),
        ("?since=month", ["Days", "Weeks"], "A month"),
        ("?since=beginning", ["Days", "Weeks", "Months"], "Since the beginning"),
        ("?since=away", ["Days"], "Two weeks"),  # nobody was away
        ("?since=2020-01-01", ["Days"], "Two weeks"),
        ("?since=%00&page=x", ["Days"], "Two weeks"),
    ],
)
def test_since_when(
    as_person: AsPerson, member: Membership, told: Project, since: str, tasks: list[str], current: str
) -> None:
    html = as_person(member).get(at(told) + since).content.decode()
    assert (tasks_on(html), html.count(f'aria-current="true">{current}</a>')) == (tasks, 1)
    assert html.count("Since I was away") == 0


def test_since_i_was_away_is_seen_by_nobody_else(
    as_person: AsPerson, member: Membership, other_member: Membership, facilitator: Membership, told: Project
) -> None:
    away = TODAY - timedelta(days=40)
    Membership.objects.filter(pk=member.pk).update(away_since=away)
    day = f"{away.day} {away:%B %Y}"
    mine = as_person(member).get(at(told) + "?since=away").content.decode()
    assert (tasks_on(mine), mine.count(f"You were away from {day} on.")) == (["Days", "Weeks"], 1)
    for who in (other_member, facilitator):
        pages = ["catch-up/?since=away", "", "people/", f"people/{member.pk}/"]
        htmls = [as_person(who).get(at(told, page)).content.decode() for page in pages]
        assert [(day in html, "Since I was away" in html) for html in htmls] == [(False, False)] * 4


def test_it_names_nobody(
    as_person: AsPerson,
    member: Membership,
    other_member: Membership,
    facilitator: Membership,
    project: Project,
) -> None:
    done = make_task(
        project=project, title="Map", status="done", ended_at=dates.now(), holders=[other_member]
    )
    assert TaskPlace.objects.get(task=done).holder == other_member
    make_version(output=make_output(project=project, added_by=other_member), made_by=other_member)
    make_piece(project=project, added_by=facilitator)
    html = main_of(as_person(member).get(at(project)).content.decode())
    assert [(words, html.count(words)) for words in ("Map", "Jo", "Amina", "Sam")] == [
        ("Map", 1), ("Jo", 0), ("Amina", 0), ("Sam", 0)
    ]  # fmt: skip


@pytest.mark.parametrize("rows", [1, 100])
def test_as_many_queries_however_much_happened(
    as_person: AsPerson,
    member: Membership,
    project: Project,
    rows: int,
    django_assert_num_queries: Callable[[int], Any],
) -> None:
    for _each in range(rows):
        make_task(project=project)
        Milestone.objects.create(project=project, what="It is there", reached_at=dates.now())
        make_version(output=make_output(project=project))
    browser = as_person(member)
    with django_assert_num_queries(4):
        html = browser.get(at(project)).content.decode()
    assert html.count('class="cover"') == min(rows * 4 + 1, 50)  # each output is new, and has a version
    assert html.count("?since=two-weeks&amp;page=2") == (1 if rows > 1 else 0)


@pytest.mark.parametrize("page", ["1", "2", "0", "-1", "x", "9" * 8, "9" * 400, "²"])
def test_any_page_opens(as_person: AsPerson, member: Membership, told: Project, page: str) -> None:
    assert as_person(member).get(at(told) + f"?page={page}").status_code == 200


def test_older_and_newer(as_person: AsPerson, member: Membership, project: Project) -> None:
    for number in range(60):
        make_task(project=project, title=f"Task {number}", added_at=dates.now() - timedelta(hours=number + 1))
    html = as_person(member).get(at(project) + "?since=month&page=2").content.decode()
    assert (html.count("?since=month&amp;page=1"), html.count("page=3"), html.count('class="cover"')) == (
        1,
        0,
        11,  # ten tasks, and that the project was opened just now is on page one with the newest
    )


def test_an_ended_project_is_read_from_the_beginning(
    as_person: AsPerson, member: Membership, told: Project
) -> None:
    Project.objects.filter(pk=told.pk).update(status="ended", ended_at=dates.now())
    html = as_person(member).get(at(told)).content.decode()
    assert (tasks_on(html), html.count("It has ended.")) == (["Days", "Weeks", "Months"], 1)


def test_others_see_nothing_of_it(
    as_person: AsPerson, member: Membership, outsider: Member, lead: Member, project: Project
) -> None:
    assert [as_person(who).get(at(project)).status_code for who in (outsider, lead)] == [404, 404]
    leave_project(by=member, now=dates.now())
    assert as_person(member).get(at(project)).status_code == 404


# --- being away and coming back --------------------------------------------------------------------------------------------


def test_coming_back_from_a_rest_leads_to_what_happened(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    sam, way = as_person(member), at(project, "me/way/")
    rest = sam.post(way, {"way": "resting"})
    assert rest["Location"] == at(project, "me/")
    assert sam.get(at(project, "me/?back")).content.decode().count("See what happened meanwhile") == 0
    back = sam.post(way, {"way": "taking_part"})
    assert back["Location"] == at(project, "me/?back")
    html = sam.get(back["Location"]).content.decode()
    link = f'<a href="{at(project)}?since=away">See what happened meanwhile</a>'
    assert (html.count(link), html.count(f"You were away from {TODAY.day} {TODAY:%B %Y} on.")) == (1, 1)
    later = sam.get(at(project, "me/")).content.decode()
    assert later.count(f'<a href="{at(project)}?since=away">What happened since you were away</a>') == 1


def test_other_changes_lead_nowhere_else(as_person: AsPerson, member: Membership, project: Project) -> None:
    sam = as_person(member)
    sent = [sam.post(at(project, "me/way/"), {"way": way}) for way in ("keep_posted", "taking_part")]
    assert [each["Location"] for each in sent] == [at(project, "me/")] * 2
    html = sam.get(at(project, "me/?back")).content.decode()
    assert (
        html.count("See what happened"),
        html.count(f'<a href="{at(project)}">What happened lately</a>'),
    ) == (0, 1)


def test_whoever_joins_again_is_led_to_what_happened(
    as_person: AsPerson, member: Membership, facilitator: Membership, outsider: Member, project: Project
) -> None:
    leave_project(by=member, now=dates.now())
    link = make_shared_link(by=facilitator, valid_until=TODAY + timedelta(days=9), now=dates.now())
    path = f"/join/{invitation_token(link.token_seed)}/"
    sam = as_person(member)
    back = sam.post(path)
    assert back["Location"] == at(project, "me/?back")
    html = sam.get(back["Location"]).content.decode()
    assert html.count("It is good that you are back. Nothing more to do today.") == 1
    assert html.count(f'<a href="{at(project)}?since=away">See what happened meanwhile</a>') == 1
    assert as_person(outsider).post(path)["Location"] == "/home/"  # new here


def test_the_page_of_the_project_leads_there(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    html = as_person(member).get(at(project, "")).content.decode()
    assert html.count(f'<a href="{at(project)}">What happened lately</a>') == 1


def test_a_new_member_reads_what_was_before(as_person: AsPerson, told: Project) -> None:
    kit = make_membership(project=told)
    html = as_person(kit).get(at(told) + "?since=beginning").content.decode()
    assert (tasks_on(html), html.count("Opened.")) == (["Days", "Weeks", "Months"], 1)


def test_the_day_of_a_rest_stands_by_the_clock_of_the_project(
    as_person: AsPerson, member: Membership, project: Project
) -> None:
    Project.objects.filter(pk=project.pk).update(zone="Pacific/Kiritimati")
    as_person(member).post(at(project, "me/way/"), {"way": "resting"})
    assert Membership.objects.get(pk=member.pk).away_since == dates.today("Pacific/Kiritimati")
