from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from coproduce.lib import dates
from projects.actions.membership import leave_project, say_experience
from projects.lib.timeline import AFTER, BEFORE, CANNOT_TELL
from projects.models import Membership, Project
from projects.queries.timeline import timeline_of
from tests.factories.common_ground import make_purpose
from tests.factories.projects import make_membership, make_project

pytestmark = pytest.mark.django_db
EARLY, BRIEF = datetime(2027, 2, 1, 12, tzinfo=UTC), date(2027, 3, 1)
LATE = datetime(2027, 4, 30, 23, 30, tzinfo=UTC)  # in London it is the first of May


@pytest.fixture
def project() -> Project:
    """A project whose brief was set on the first of March."""
    return make_project(brief_set_on=BRIEF, brief_set_by="The council", opened_at=EARLY)


def joins(project: Project, at: datetime, *kinds: str, audience: str = "project") -> Membership:
    """Somebody joins then and says what they bring, to this audience."""
    membership = make_membership(project=project, joined_at=at)
    say_experience(by=membership, kinds=kinds, audience=audience, now=at)
    return membership


def test_timeline_of_shows_the_days_in_the_zone_of_the_project(project: Project) -> None:
    make_purpose(project=project, agreed_at=LATE)
    joins(project, LATE, "lived", "professional")
    found = timeline_of(project)
    assert (found.opened, found.agreed, found.lived_since, found.brief_came) == (
        date(2027, 2, 1),
        date(2027, 5, 1),
        date(2027, 5, 1),
        BEFORE,
    )


def test_timeline_of_sees_lived_experience_that_was_there_first(project: Project) -> None:
    joins(project, EARLY, "lived")
    assert timeline_of(project).brief_came == AFTER


@pytest.mark.parametrize("audience", ["totals", "hosts"])
def test_timeline_of_never_uses_what_people_keep_to_themselves(project: Project, audience: str) -> None:
    joins(project, EARLY, "lived", audience=audience)
    found = timeline_of(project)
    assert (found.lived_since, found.brief_came) == (None, CANNOT_TELL)


@pytest.mark.parametrize("kinds", [(), ("rather_not",)])
def test_timeline_of_does_not_guess_what_early_people_bring(project: Project, kinds: tuple[str, ...]) -> None:
    joins(project, EARLY, *kinds)
    joins(project, LATE, "lived")
    assert timeline_of(project).brief_came == CANNOT_TELL


def test_timeline_of_forgets_what_people_brought_who_left(project: Project) -> None:
    gone = joins(project, EARLY, "lived")
    joins(project, LATE, "lived")
    assert timeline_of(project).brief_came == AFTER
    leave_project(by=gone, now=dates.now())
    found = timeline_of(project)
    assert (found.lived_since, found.brief_came) == (date(2027, 5, 1), CANNOT_TELL)


@pytest.mark.parametrize("people", [1, 100])
def test_timeline_of_takes_two_queries(
    project: Project, people: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(people):
        make_membership(project=project)
    with django_assert_num_queries(2):
        timeline_of(project)
