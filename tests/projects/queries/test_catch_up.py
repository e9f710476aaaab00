from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from members.models import Organisation
from projects.models import (
    Agreement,
    DecisionRightUse,
    Given,
    Membership,
    Milestone,
    OrganisationAsked,
    Project,
    ProjectOrganisation,
    Unknown,
)
from projects.queries.catch_up import GROUPS, KINDS, SOURCES, what_happened
from tests.factories.common_ground import make_output, make_piece, make_purpose, make_right, make_version
from tests.factories.members import make_organisation
from tests.factories.projects import make_project, make_role, make_task

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
BEFORE = NOW - timedelta(days=60)
TODAY, SINCE = NOW.date(), date(2026, 5, 1)


@pytest.fixture(autouse=True)
def _the_clock_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dates, "now", lambda: NOW)


@pytest.fixture
def guide(organisation: Organisation) -> Project:
    """A project that was opened long before."""
    return make_project(organisation=organisation, name="A guide", opened_at=BEFORE)


def lines(project: Project, since: date | None = SINCE) -> list[tuple[str, str, str]]:
    """What is told, as group, title and words."""
    groups, _following = what_happened(project, since=since)
    return [
        (str(group.name), str(line.title), str(line.kind.words)) for group in groups for line in group.lines
    ]


def test_nothing_happened(guide: Project, django_assert_num_queries: Callable[[int], Any]) -> None:
    with django_assert_num_queries(1):
        assert what_happened(guide, since=SINCE) == ([], None)
    assert lines(guide, None) == [("The project", "A guide", "Opened.")]


def test_each_kind_has_a_group_and_a_source() -> None:
    assert {kind.group for kind in KINDS.values()} == set(GROUPS)
    assert sorted(source.kind for source in SOURCES) == sorted(KINDS)


def test_the_purpose_is_written_and_agreed(guide: Project) -> None:
    make_purpose(project=guide, written_at=BEFORE, agreed_at=NOW)
    make_purpose(project=guide, number=2, written_at=NOW)
    make_purpose(project=guide, number=3, written_at=BEFORE)
    group = "What we are here for"
    assert sorted(lines(guide)) == [(group, "Our purpose", "Agreed."), (group, "Our purpose", "New words.")]


def test_what_a_group_wrote_for_itself(guide: Project) -> None:
    for kind in Agreement.Kind:
        Agreement.objects.create(project=guide, kind=kind, words="We let people finish.", changed_at=NOW)
    group = "What we are here for"
    assert sorted(lines(guide)) == [
        (group, "Our ground rules", "New words."),
        (group, "What we mean by it", "New words."),
    ]
    Agreement.objects.update(words="")  # nobody has written it yet
    assert lines(guide) == []


def test_pieces_and_milestones(guide: Project) -> None:
    make_piece(project=guide, question="Who holds the key?", status="agreed", agreed_at=NOW)
    make_piece(project=guide, question="Ours", added_at=NOW)
    make_piece(project=guide, question="From the library", group="work", added_at=NOW)
    make_piece(project=guide, question="Long agreed", status="agreed", agreed_at=BEFORE)
    Milestone.objects.create(project=guide, what="The draft is there", reached_at=NOW)
    Milestone.objects.create(project=guide, what="It is printed")
    assert sorted(lines(guide)) == [
        ("Our plan", "Ours", "A new question."),
        ("Our plan", "The draft is there", "Reached."),
        ("Our plan", "Who holds the key?", "Agreed."),
    ]


def test_a_task_stands_once_and_one_called_off_does_not(guide: Project, member: Membership) -> None:
    make_task(project=guide, title="New one", added_at=NOW)
    make_task(project=guide, title="Done one", added_at=NOW, status="done", ended_at=NOW)
    make_task(project=guide, title="Called off", added_at=NOW, status="called_off", ended_at=NOW)
    make_task(project=guide, title="Old one", added_at=BEFORE, holders=[member])
    assert sorted(lines(guide)) == [("Tasks", "Done one", "Done."), ("Tasks", "New one", "New.")]


def test_outputs_and_their_versions(guide: Project) -> None:
    leaflet = make_output(project=guide, title="The leaflet", added_at=BEFORE)
    for _each in range(3):
        make_version(output=leaflet, made_at=NOW)
    make_output(project=guide, title="The map", added_at=NOW)
    make_output(project=guide, title="The card", added_at=NOW, status="finished", finished_at=NOW)
    assert sorted(lines(guide)) == [
        ("What we make", "The card", "Finished."),
        ("What we make", "The leaflet", "A new version."),
        ("What we make", "The map", "New."),
    ]


def test_limits_and_what_was_found_out(guide: Project) -> None:
    limits: dict[str, Any] = {"project": guide, "whose_rule": "The council"}
    Given.objects.create(what="The logo", added_at=NOW, **limits)
    Given.objects.create(what="The room", added_at=BEFORE, until=TODAY - timedelta(days=1), **limits)
    Given.objects.create(what="The price", added_at=BEFORE, until=TODAY, **limits)  # it stands today
    Given.objects.create(what="The date", added_at=BEFORE, until=SINCE - timedelta(days=1), **limits)
    Unknown.objects.create(project=guide, what="In colour?", added_at=NOW)
    Unknown.objects.create(project=guide, what="On Fridays?", added_at=NOW, found="Yes", found_at=NOW)
    group = "Limits, and what we found out"
    assert sorted(lines(guide)) == [
        (group, "In colour?", "We do not know it yet."),
        (group, "On Fridays?", "Found out."),
        (group, "The logo", "A new limit."),
        (group, "The room", "The last day of this limit."),
    ]


def test_decision_rights_and_their_uses(guide: Project) -> None:
    role = make_role(project=guide)
    right = make_right(role=role, scope="Photos", status="agreed", agreed_at=NOW, ends_on=date(2026, 9, 1))
    make_right(role=role, scope="Words", status="ended", agreed_at=BEFORE, ended_at=NOW)
    make_right(role=role, scope="Money", status="agreed", agreed_at=BEFORE, ends_on=TODAY - timedelta(days=2))
    make_right(role=role, scope="Only proposed", proposed_at=NOW, ends_on=TODAY)
    DecisionRightUse.objects.create(right=right, what="The third photo stays", why="Clear", used_at=NOW)
    assert sorted(lines(guide)) == [
        ("Who decides", "Money", "Its last day."),
        ("Who decides", "Photos", "Agreed."),
        ("Who decides", "The third photo stays", "Decided or stopped."),
        ("Who decides", "Words", "Ended."),
    ]


def test_the_project_itself(guide: Project) -> None:
    for part, name in ((ProjectOrganisation.Part.TAKES_PART, "The library"), (None, "The café")):
        other = make_organisation(name=name)
        OrganisationAsked.objects.create(project=guide, organisation=other, asked_at=NOW)
        if part:
            ProjectOrganisation.objects.create(project=guide, organisation=other, part=part)
    Project.objects.filter(pk=guide.pk).update(status="paused", paused_at=NOW)
    joined = ("The project", "The library", "It was asked to take part, and does.")
    assert sorted(lines(guide)) == [("The project", "A guide", "Paused."), joined]
    Project.objects.filter(pk=guide.pk).update(status="ended", paused_at=None, ended_at=NOW)
    assert sorted(lines(guide)) == [("The project", "A guide", "It has ended."), joined]


def test_other_projects_are_not_told(guide: Project) -> None:
    elsewhere = make_project(opened_at=BEFORE)
    make_task(project=elsewhere, added_at=NOW)
    make_version(output=make_output(project=elsewhere, added_at=NOW), made_at=NOW)
    make_right(role=make_role(project=elsewhere), status="agreed", agreed_at=NOW)
    assert lines(guide) == []


def test_the_newest_stand_first_by_the_clock_of_the_project(guide: Project) -> None:
    Project.objects.filter(pk=guide.pk).update(zone="Pacific/Auckland")
    guide.refresh_from_db()
    for hours, title in ((30, "Then"), (1, "Last"), (50, "First")):
        make_task(project=guide, title=title, added_at=NOW - timedelta(hours=hours))
    (tasks,), _following = what_happened(guide, since=SINCE)
    assert [(line.told, line.day) for line in tasks.lines] == [
        ("Last", date(2026, 5, 20)),
        ("Then", date(2026, 5, 19)),
        ("First", date(2026, 5, 18)),
    ]


def test_a_last_day_is_that_day_wherever_the_clock_stands(guide: Project) -> None:
    Project.objects.filter(pk=guide.pk).update(zone="America/New_York")
    guide.refresh_from_db()
    Given.objects.create(project=guide, what="Room", whose_rule="Us", added_at=BEFORE, until=date(2026, 5, 9))
    (limits,), _following = what_happened(guide, since=SINCE)
    assert [line.day for line in limits.lines] == [date(2026, 5, 9)]


def test_fifty_a_page(guide: Project) -> None:
    for number in range(51):
        make_task(project=guide, title=f"Task {number}", added_at=NOW - timedelta(minutes=number))
    (first,), following = what_happened(guide, since=SINCE)
    assert (len(first.lines), following) == (50, 2)
    (last,), following = what_happened(guide, since=SINCE, page=2)
    assert ([line.told for line in last.lines], following) == (["Task 50"], None)


def test_a_limit_that_was_taken_away_is_told_as_that(guide: Project) -> None:
    said = {
        "whose_rule": "The council",
        "added_at": NOW,
        "until": dates.today(guide.zone) - timedelta(days=1),
    }
    Given.objects.create(project=guide, what="The logo", lifted_at=NOW, **said)
    assert [words for _group, _title, words in lines(guide)] == ["Does not stand any more."]
