from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from projects.actions.limit import add_limit, change_limit, lift_limit
from projects.models import Given, Membership, Project
from tests.factories.projects import make_membership

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
    lift_limit(by=facilitator, pk=limit.pk)
    assert Given.objects.count() == 0
    with pytest.raises(Refused, match=r"^This limit does not stand any more\. Somebody took it away"):
        change_limit(by=facilitator, pk=limit.pk, version=1, changes=LIMIT)


@pytest.mark.parametrize(
    "act",
    [
        lambda by, limit: add_limit(by=by, now=dates.now(), **LIMIT),
        lambda by, limit: change_limit(by=by, pk=limit.pk, version=1, changes=LIMIT),
        lambda by, limit: lift_limit(by=by, pk=limit.pk),
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
    lift_limit(by=other_host, pk=limit.pk)
    with pytest.raises(Refused):
        change_limit(by=other_host, pk=limit.pk, version=1, changes={**LIMIT, "what": "Mine"})
    assert kept(limit) == LIMIT
