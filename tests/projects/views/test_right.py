from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from coproduce.lib import dates
from members.models import Member
from projects.models import DecisionRight, Membership, Project, TaskRole
from tests.factories.common_ground import make_right
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


@pytest.fixture
def role(project: Project) -> TaskRole:
    """A part to play."""
    return make_role(project=project, name="Reader")


def at(role: TaskRole, path: str) -> str:
    """The path of a page of the role's project."""
    return f"/projects/{role.project.address}/{path}"


def propose(browser: Client, role: TaskRole, **fields: str) -> str:
    """Ask for more say for a role; the page that shows it."""
    posted = {
        "power": "decides",
        "scope": "Which photos go in",
        "reason": "They know.",
        "ends_on": "14 May",
        "count_as": "lived",
        **fields,
    }
    return browser.post(at(role, f"roles/{role.pk}/propose/"), posted).get("Location", "")


def test_a_right_is_agreed_by_both_sides_and_shown_by_name(
    as_person: AsPerson, member: Membership, professional: Membership, role: TaskRole
) -> None:
    sam, tom = as_person(member), as_person(professional)
    page = propose(sam, role)
    html = tom.get(page).content.decode()
    assert html.count("It still takes a yes from someone on the staff side.") == 1
    assert html.count("It still takes a yes from someone with lived experience.") == 0
    said = tom.post(f"{page}yes/", {"count_as": "staff"}, follow=True).content.decode()
    assert said.count("You said yes. It is agreed.") == 1
    assert said.count('<b>Sam</b><span class="meta">Lived experience</span>') == 1
    assert said.count('<b>Tom</b><span class="meta">Staff</span>') == 1
    map_of = sam.get(at(role, "who-decides/")).content.decode()
    assert (map_of.count("<dt>Decides</dt>"), map_of.count("Which photos go in")) == (1, 1)


def test_the_map_shows_only_what_stands_today(
    as_person: AsPerson, member: Membership, role: TaskRole
) -> None:
    today, now = dates.today("Europe/London"), dates.now()
    make_right(role=role, scope="asked for")
    make_right(
        role=role,
        scope="over by itself",
        status="agreed",
        agreed_at=now,
        ends_on=today - timedelta(days=1),
    )
    make_right(role=role, scope="ended before", status="ended", agreed_at=now, ended_at=now)
    make_right(role=role, scope="stands today", status="agreed", agreed_at=now, ends_on=today)
    html = as_person(member).get(at(role, "who-decides/")).content.decode()
    found = {scope: html.count(scope) for scope in ("asked for", "over by", "ended before", "stands today")}
    assert found == {"asked for": 0, "over by": 0, "ended before": 0, "stands today": 1}
    detail = as_person(member).get(at(role, f"roles/{role.pk}/")).content.decode()
    tags = [detail.count(f'">{tag}</span>') for tag in ("Agreed", "Not agreed yet", "Ended")]
    assert tags == [1, 1, 2]


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("", "Say until which day"),
        ("31 February", "Enter a day, like 14 May"),
        ("14/5/2001", "Choose a day from today on"),
        ("14/5/2040", "Choose a day within 2 years"),
    ],
)
def test_a_right_has_a_last_day(
    as_person: AsPerson, member: Membership, role: TaskRole, day: str, why: str
) -> None:
    sam, path = as_person(member), at(role, f"roles/{role.pk}/propose/")
    posted = {"power": "decides", "scope": "x", "reason": "y", "count_as": "lived", "ends_on": day}
    assert sam.post(path, posted).content.decode().count(why) == 2
    assert DecisionRight.objects.count() == 0


def test_a_yes_says_what_it_counts_as(as_person: AsPerson, member: Membership, role: TaskRole) -> None:
    right = make_right(role=role)
    html = as_person(member).post(at(role, f"rights/{right.pk}/yes/"), {}).content.decode()
    assert (html.count("Choose what your yes counts as"), right.yeses.count()) == (2, 0)


def test_a_yes_taken_back_ends_what_was_agreed(
    as_person: AsPerson, member: Membership, professional: Membership, role: TaskRole
) -> None:
    page = propose(as_person(member), role)
    as_person(professional).post(f"{page}yes/", {"count_as": "staff"})
    ended = as_person(professional).post(f"{page}yes/take-back/", follow=True).content.decode()
    assert ended.count("One side has no yes now, so this has ended.") == 1
    assert ended.count("This has ended. You can propose it again.") == 1


def test_a_proposal_is_taken_off_the_page(as_person: AsPerson, member: Membership, role: TaskRole) -> None:
    sam = as_person(member)
    page = propose(sam, role)
    gone = sam.post(f"{page}take-back/", follow=True).content.decode()
    assert (gone.count("You have taken it back."), DecisionRight.objects.count()) == (1, 0)


def test_a_stale_page_is_refused_with_the_reason(
    as_person: AsPerson, facilitator: Membership, member: Membership, role: TaskRole
) -> None:
    page = propose(as_person(member), role)
    refused = as_person(facilitator).post(f"{page}take-back/")
    assert refused.status_code == 403
    assert refused.content.decode().count("Only the person who proposed this can take it back.") == 1


def test_buttons_alone_lead_back_to_the_page(as_person: AsPerson, member: Membership, role: TaskRole) -> None:
    sam = as_person(member)
    page = propose(sam, role)
    led = {sam.get(f"{page}{act}/")["Location"] for act in ("yes", "yes/take-back", "take-back")}
    assert led == {page}
