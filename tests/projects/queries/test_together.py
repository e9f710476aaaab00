"""Reads about limits, unknowns and agreements."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

from coproduce.lib import dates
from projects.models import Agreement, AgreementConfirmation, Given, Membership, Project, Unknown
from projects.queries.agreement import agreements_asked, agreements_shown, confirmed
from projects.queries.limit import limits_page, limits_standing
from projects.queries.unknown import found_unknowns, open_unknowns, unknowns_shown
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db
TODAY = dates.today("Europe/London")
A_DAY = timedelta(days=1)


def limit(project: Project, what: str, until: date | None = None) -> Given:
    """A limit."""
    return Given.objects.create(project=project, what=what, whose_rule="The council", until=until)


@pytest.fixture
def with_limits(project: Project) -> Project:
    """One without a day, one until today, one until yesterday; one elsewhere."""
    limit(project, "The logo")
    limit(project, "The room", TODAY)
    limit(project, "The leaflet", TODAY - A_DAY)
    limit(make_project(), "Theirs")
    return project


def test_limits_standing_until_their_last_day_is_over(with_limits: Project) -> None:
    assert [each.what for each in limits_standing(with_limits)] == ["The logo", "The room"]
    assert [each.what for each in limits_page(with_limits)[0]] == ["The logo", "The room"]
    assert [each.what for each in limits_page(with_limits, over=True)[0]] == ["The leaflet"]


@pytest.mark.parametrize(("zone", "stands"), [("Pacific/Kiritimati", False), ("Pacific/Pago_Pago", True)])
def test_a_limit_stands_by_the_projects_own_day(zone: str, stands: bool) -> None:
    """At any moment it is another day in one of these two than in the other."""
    project = make_project(zone=zone)
    limit(project, "The room", dates.today("Pacific/Pago_Pago"))
    assert bool(limits_standing(project)) is stands


def test_limits_page_has_fifty_and_says_where_the_next_begins(project: Project) -> None:
    made = [limit(project, f"Limit {number}") for number in range(51)]
    first, following = limits_page(project)
    assert ([each.pk for each in first], following) == ([each.pk for each in made[:50]], made[49].pk)
    assert limits_page(project, after=following) == ([made[50]], 0)


def inside(project: Project) -> str:
    """What stands inside a form of the project."""
    request = RequestFactory().get("/")
    request.project = project  # type: ignore[attr-defined]
    context: Context = RequestContext(request, {"request": request})
    return Template("{% load limits %}{% limits_inside %}").render(context)


def test_limits_inside_a_form_say_whose_rule(
    with_limits: Project, django_assert_num_queries: Callable[[int], Any]
) -> None:
    Given.objects.filter(what="The logo").update(movable=True)
    with django_assert_num_queries(1):
        html = inside(with_limits)
    counts = {words: html.count(words) for words in ("The logo", "The room", "The leaflet", "Theirs")}
    assert counts == {"The logo": 1, "The room": 1, "The leaflet": 0, "Theirs": 0}
    assert (html.count("Whose rule: The council."), html.count("Maybe it can move.")) == (2, 1)
    assert html.count(f"/projects/{with_limits.address}/limits/") == 1


def test_limits_inside_a_form_are_few_and_none_where_there_are_none(project: Project) -> None:
    assert inside(project).strip() == ""
    for number in range(6):
        limit(project, f"Limit {number}")
    html = inside(project)
    assert (html.count("Whose rule"), html.count("All limits")) == (5, 1)


def test_open_unknowns_stand_by_day_and_found_ones_by_when(project: Project) -> None:
    for what, by_day in [("No day", None), ("Later", TODAY + A_DAY), ("Soon", TODAY)]:
        Unknown.objects.create(project=project, what=what, by_day=by_day)
    for what, found_at in [("First", dates.now() - A_DAY), ("Then", dates.now())]:
        Unknown.objects.create(project=project, what=what, found="Yes", found_at=found_at)
    Unknown.objects.create(project=make_project(), what="Theirs")
    assert [each.what for each in open_unknowns(project)[0]] == ["Soon", "Later", "No day"]
    assert [each.what for each in unknowns_shown(project.pk)] == ["Soon", "Later", "No day"]
    assert [each.what for each in found_unknowns(project)[0]] == ["Then", "First"]


def test_unknowns_come_fifty_a_page(project: Project) -> None:
    Unknown.objects.bulk_create(Unknown(project=project, what=str(number)) for number in range(51))
    first, following = open_unknowns(project)
    assert (len(first), following) == (50, 2)
    last, following = open_unknowns(project, 2)
    assert ([each.what for each in last], following) == (["50"], None)


# --- agreements ------------------------------------------------------------------------------------------------------------


def rules(project: Project, **fields: Any) -> Agreement:
    """Ground rules in their third version, changed today."""
    return Agreement.objects.create(
        project=project, **{"kind": "rules", "words": "We listen.", "version": 3, **fields}
    )


def says(agreement: Agreement, who: Membership, version: int) -> None:
    """They go along with this version."""
    AgreementConfirmation.objects.create(agreement=agreement, membership=who, version=version)


def test_agreements_shown_are_those_with_words(project: Project) -> None:
    made = rules(project)
    rules(project, kind="meaning", words="")
    rules(make_project())
    assert agreements_shown(project.pk) == [made]


def test_confirmed_names_who_is_there_and_read_these_words(
    project: Project, member: Membership, other_member: Membership, professional: Membership
) -> None:
    agreement = rules(project)
    for who, version in [(member, 3), (other_member, 2), (professional, 3)]:
        says(agreement, who, version)
    found = confirmed(agreement, other_member)
    assert (found.names, found.more, found.by_reader) == (["Sam", "Tom"], False, False)
    assert confirmed(agreement, member).by_reader is True
    Membership.objects.filter(pk=professional.pk).update(status="left", left_at=dates.now())
    assert confirmed(agreement, member).names == ["Sam"]


@pytest.mark.parametrize(
    ("joined_days_ago", "changed_days_ago", "said_version", "asked"),
    [
        (1, 100, None, True),  # joined later
        (100, 1, None, False),  # was there and did not say so: nobody is asked for ever
        (100, 1, 2, True),  # went along with the words before
        (100, 20, 2, False),  # two weeks are over
        (20, 100, None, False),
        (1, 1, 3, False),  # goes along already
    ],
)
def test_agreements_asked_of_people_who_joined_or_whose_words_changed(
    project: Project,
    member: Membership,
    joined_days_ago: int,
    changed_days_ago: int,
    said_version: int | None,
    asked: bool,
) -> None:
    now = dates.now()
    agreement = rules(project, changed_at=now - changed_days_ago * A_DAY)
    Membership.objects.filter(pk=member.pk).update(joined_at=now - joined_days_ago * A_DAY)
    if said_version:
        says(agreement, member, said_version)
    assert agreements_asked(member.member, now) == ([agreement] if asked else [])


@pytest.mark.parametrize(
    "change",
    [
        lambda: Membership.objects.update(way="resting"),
        lambda: Membership.objects.update(status="left", left_at=dates.now()),
        lambda: Project.objects.update(status="paused", paused_at=dates.now()),
        lambda: Agreement.objects.update(words=""),
    ],
)
def test_agreements_asked_only_where_it_can_be_answered(
    project: Project, member: Membership, change: Callable[[], object]
) -> None:
    rules(project)
    assert len(agreements_asked(member.member, dates.now())) == 1
    change()
    assert agreements_asked(member.member, dates.now()) == []


@pytest.mark.parametrize("projects", [1, 20])
def test_agreements_asked_takes_one_query(
    member: Membership, projects: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(projects):
        rules(make_membership(member=member.member).project)
    with django_assert_num_queries(1):
        asked = agreements_asked(member.member, dates.now())
        names = {each.project.name for each in asked}
    assert len(names) == projects
