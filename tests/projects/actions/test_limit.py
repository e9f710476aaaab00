from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.limit import add_limit, change_limit, lift_limit, put_limit_back, remove_limit
from projects.models import Given, Membership, Project
from projects.queries.limit import limits_before, limits_standing
from projects.queries.task_words import tasks_to_read
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
LIMIT: dict[str, Any] = {
    "what": "The logo",
    "whose_rule": "The council",
    "why": "It is theirs.",
    "movable": False,
    "until": date(2030, 5, 14),
    "who_can_change": "Maya, at the council",
}


def kept(limit: Given) -> dict[str, Any]:
    """The words of a limit as they stand in the table."""
    return Given.objects.filter(pk=limit.pk).values(*LIMIT).get()


def test_add_limit_keeps_all_its_words(facilitator: Membership, project: Project) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    assert kept(limit) == LIMIT
    project.refresh_from_db()
    assert project.records_version == 2


def test_change_limit_changes_all_its_words(facilitator: Membership) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    changed = {
        "what": "A",
        "whose_rule": "B",
        "why": "",
        "movable": True,
        "until": None,
        "who_can_change": "C",
    }
    assert change_limit(by=facilitator, pk=limit.pk, version=1, changes=changed).version == 2
    assert kept(limit) == changed


def test_C2_change_limit_gives_both_texts(facilitator: Membership) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    change_limit(by=facilitator, pk=limit.pk, version=1, changes={**LIMIT, "what": "The name"})
    with pytest.raises(Clash) as clash:
        change_limit(by=facilitator, pk=limit.pk, version=1, changes=LIMIT)
    assert clash.value.theirs == {**LIMIT, "what": "The name", "version": 2}


def test_change_limit_says_so_when_it_was_lifted(facilitator: Membership) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    lift_limit(by=facilitator, pk=limit.pk, now=dates.now())
    with pytest.raises(Refused, match=r"^This limit does not stand any more\. Somebody took it away"):
        change_limit(by=facilitator, pk=limit.pk, version=1, changes=LIMIT)


@pytest.mark.parametrize(
    "act",
    [
        lambda by, limit: add_limit(by=by, now=dates.now(), **LIMIT),
        lambda by, limit: change_limit(by=by, pk=limit.pk, version=1, changes=LIMIT),
        lambda by, limit: lift_limit(by=by, pk=limit.pk, now=dates.now()),
    ],
)
def test_only_hosts_write_limits_while_the_project_goes_on(
    facilitator: Membership, member: Membership, act: Callable[[Membership, Given], object]
) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    with pytest.raises(Refused, match="^The people who run this project write this page"):
        act(member, limit)
    Project.objects.update(status="paused", paused_at=dates.now())
    with pytest.raises(Refused, match="^This project is paused"):
        act(Membership.objects.select_related("project").get(pk=facilitator.pk), limit)
    assert kept(limit) == LIMIT


def test_hosts_of_another_project_reach_nothing_here(facilitator: Membership) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    other_host = make_membership(is_host=True)
    lift_limit(by=other_host, pk=limit.pk, now=dates.now())
    with pytest.raises(Refused):
        change_limit(by=other_host, pk=limit.pk, version=1, changes={**LIMIT, "what": "Mine"})
    with pytest.raises(Refused):
        put_limit_back(by=other_host, pk=limit.pk, now=dates.now())
    limit.refresh_from_db()
    assert limit.lifted_at is None
    assert kept(limit) == LIMIT


def test_a_limit_taken_away_is_put_back_as_it_was(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    task = make_task(project=project)
    task.givens.add(limit)
    lift_limit(by=facilitator, pk=limit.pk, now=dates.now())
    assert (limits_standing(project), limits_before(project)) == ([], [limit])
    assert tasks_to_read(project, member).get().limits == []  # type: ignore[attr-defined]
    put_limit_back(by=facilitator, pk=limit.pk, now=dates.now())
    assert (limits_standing(project), limits_before(project)) == ([limit], [])
    assert [each["pk"] for each in tasks_to_read(project, member).get().limits] == [limit.pk]  # type: ignore[attr-defined]
    assert kept(limit) == LIMIT


def test_taken_away_twice_the_first_time_counts(facilitator: Membership) -> None:
    limit, now = add_limit(by=facilitator, now=dates.now(), **LIMIT), dates.now()
    lift_limit(by=facilitator, pk=limit.pk, now=now)
    lift_limit(by=facilitator, pk=limit.pk, now=now + timedelta(hours=3))
    assert Given.objects.get().lifted_at == now


def test_a_limit_is_put_back_for_a_day(facilitator: Membership, member: Membership) -> None:
    limit, now = add_limit(by=facilitator, now=dates.now(), **LIMIT), dates.now()
    with pytest.raises(Refused, match="^Nobody took this limit away"):
        put_limit_back(by=facilitator, pk=limit.pk, now=now)
    lift_limit(by=facilitator, pk=limit.pk, now=now)
    with pytest.raises(Refused, match="^The people who run this project write this page"):
        put_limit_back(by=member, pk=limit.pk, now=now)
    with pytest.raises(Refused, match="^It is more than a day ago"):
        put_limit_back(by=facilitator, pk=limit.pk, now=now + timedelta(days=1, seconds=1))
    put_limit_back(by=facilitator, pk=limit.pk, now=now + timedelta(days=1))
    assert Given.objects.get().lifted_at is None


def test_a_limit_that_is_gone_for_good_says_so(facilitator: Membership) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    Given.objects.all().delete()
    with pytest.raises(Refused, match=r"^This limit does not stand any more\."):
        put_limit_back(by=facilitator, pk=limit.pk, now=dates.now())


def test_a_limit_that_was_taken_away_goes_off_the_page_for_good(
    facilitator: Membership, member: Membership
) -> None:
    limit = add_limit(by=facilitator, now=dates.now(), **LIMIT)
    with pytest.raises(Refused, match="^This limit stands. Take it away first"):
        remove_limit(by=facilitator, pk=limit.pk)
    lift_limit(by=facilitator, pk=limit.pk, now=dates.now())
    for other in (member, make_membership(is_host=True)):
        with pytest.raises(Refused):
            remove_limit(by=other, pk=limit.pk)
    remove_limit(by=facilitator, pk=limit.pk)
    assert Given.objects.count() == 0
