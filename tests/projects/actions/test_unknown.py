from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from coproduce.lib.answers import Clash, Refused
from members.models import Member, Message
from projects.actions.unknown import (
    add_unknown,
    change_unknown,
    plan_unknown_days,
    reopen_unknown,
    write_down_found,
)
from projects.models import Membership, Project, Unknown
from tests.factories.projects import make_membership
from tests.projects.actions.test_reminders import london, planned

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=14)
DAY = date(2026, 5, 22)
KIND = "unknown-due"


@pytest.fixture
def unknown(member: Membership, professional: Membership) -> Unknown:
    """Tom finds out by Friday if we can print in colour."""
    return add_unknown(
        by=member, what="Can we print in colour?", finder_id=professional.pk, by_day=DAY, now=NOW
    )


def change(unknown: Unknown, by: Membership, **changes: Any) -> Unknown:
    """Change some of it."""
    words = {"what": unknown.what, "finder_id": unknown.finder_id, "by_day": unknown.by_day, **changes}
    version = words.pop("version", unknown.version)
    return change_unknown(by=by, pk=unknown.pk, version=version, **words)


def test_any_member_adds_what_we_do_not_know(
    unknown: Unknown, member: Membership, professional: Membership
) -> None:
    fresh = Unknown.objects.get()
    assert (fresh.what, fresh.finder, fresh.by_day) == ("Can we print in colour?", professional, DAY)
    assert (fresh.added_by, fresh.found, fresh.found_at, fresh.version) == (member, "", None, 1)


def test_only_people_of_the_project_find_out(member: Membership, other_member: Membership) -> None:
    Membership.objects.filter(pk=other_member.pk).update(status="left", left_at=NOW)
    for nobody_here in (make_membership().pk, other_member.pk):
        with pytest.raises(Refused, match="^This person is not in the project any more"):
            add_unknown(by=member, what="Colour?", finder_id=nobody_here, by_day=None, now=NOW)
    assert Unknown.objects.count() == 0


def test_any_member_changes_it(unknown: Unknown, other_member: Membership) -> None:
    changed = change(unknown, other_member, what="Colour?", finder_id=other_member.pk, by_day=None)
    fresh = Unknown.objects.get()
    assert (fresh.what, fresh.finder, fresh.by_day, fresh.version) == ("Colour?", other_member, None, 2)
    assert changed == fresh


def test_C2_change_unknown_gives_both_texts(
    unknown: Unknown, member: Membership, professional: Membership
) -> None:
    change(unknown, professional, what="In gold?")
    with pytest.raises(Clash) as clash:
        change(unknown, member, what="In silver?", version=1)
    assert clash.value.theirs == {
        "what": "In gold?",
        "finder": professional.pk,
        "by_day": DAY,
        "version": 2,
    }
    assert Unknown.objects.get().what == "In gold?"


def test_anybody_writes_down_what_was_found_and_changes_it(
    unknown: Unknown, other_member: Membership, member: Membership
) -> None:
    write_down_found(by=other_member, pk=unknown.pk, version=1, found="Yes", now=NOW)
    later = NOW + timedelta(hours=3)
    write_down_found(by=member, pk=unknown.pk, version=2, found="Yes, on Fridays", now=later)
    fresh = Unknown.objects.get()
    assert (fresh.found, fresh.found_at, fresh.version) == ("Yes, on Fridays", NOW, 3)
    with pytest.raises(Clash) as clash:
        write_down_found(by=other_member, pk=unknown.pk, version=2, found="No", now=later)
    assert clash.value.theirs == {"found": "Yes, on Fridays", "version": 3}
    with pytest.raises(Refused, match="^Somebody has found this out"):
        change(fresh, member, what="Something else?")


def test_what_was_found_is_taken_back_for_a_day(unknown: Unknown, member: Membership) -> None:
    write_down_found(by=member, pk=unknown.pk, version=1, found="Yes", now=NOW)
    with pytest.raises(Refused, match="^A day is over since this was found"):
        reopen_unknown(by=member, pk=unknown.pk, now=NOW + timedelta(days=1, seconds=1))
    reopen_unknown(by=member, pk=unknown.pk, now=NOW + timedelta(days=1))
    fresh = Unknown.objects.get()
    assert (fresh.found, fresh.found_at, fresh.version) == ("", None, 3)
    with pytest.raises(Refused, match="^Nothing was found yet"):
        reopen_unknown(by=member, pk=unknown.pk, now=NOW)


ACTS: list[Callable[[Membership, int], object]] = [
    lambda by, pk: change_unknown(by=by, pk=pk, version=1, what="x", finder_id=None, by_day=None),
    lambda by, pk: write_down_found(by=by, pk=pk, version=1, found="x", now=NOW),
    lambda by, pk: reopen_unknown(by=by, pk=pk, now=NOW),
]


@pytest.mark.parametrize("act", ACTS)
def test_nothing_of_another_project_is_reached(
    unknown: Unknown, act: Callable[[Membership, int], object]
) -> None:
    with pytest.raises(Refused, match=r"^This is not here any more\."):
        act(make_membership(is_host=True), unknown.pk)


@pytest.mark.parametrize("act", ACTS)
def test_nothing_changes_while_the_project_is_paused(
    unknown: Unknown, member: Membership, act: Callable[[Membership, int], object]
) -> None:
    Project.objects.update(status="paused", paused_at=timezone.now())
    with pytest.raises(Refused, match="^This project is paused"):
        act(Membership.objects.select_related("project").get(pk=member.pk), unknown.pk)
    assert Unknown.objects.get().version == 1


# --- the day ---------------------------------------------------------------------------------------------------------------


def test_the_finder_hears_on_the_day_at_ten_by_their_clock(
    unknown: Unknown, professional: Membership
) -> None:
    Member.objects.filter(pk=professional.member_id).update(time_zone="Asia/Karachi")
    assert [plan_unknown_days(NOW, UNTIL) for _each in range(3)] == [1, 0, 0]
    assert planned(KIND) == [("Tom", "2026-05-22", datetime(2026, 5, 22, 5, tzinfo=UTC))]


def test_a_moved_day_withdraws_and_plans_again(unknown: Unknown, member: Membership) -> None:
    plan_unknown_days(NOW, UNTIL)
    changed = change(unknown, member, by_day=date(2026, 5, 25))
    assert planned(KIND) == []
    plan_unknown_days(NOW, UNTIL)
    change(changed, member, by_day=DAY)
    plan_unknown_days(NOW, UNTIL)
    assert planned(KIND) == [("Tom", "2026-05-22", london(DAY, 10))]


def test_new_words_alone_leave_the_message(unknown: Unknown, member: Membership) -> None:
    plan_unknown_days(NOW, UNTIL)
    change(unknown, member, what="Colour?")
    assert planned(KIND) == [("Tom", "2026-05-22", london(DAY, 10))]


def test_somebody_else_who_finds_out_hears_instead(
    unknown: Unknown, member: Membership, other_member: Membership
) -> None:
    plan_unknown_days(NOW, UNTIL)
    change(unknown, member, finder_id=other_member.pk)
    plan_unknown_days(NOW, UNTIL)
    assert planned(KIND) == [("Jo", "2026-05-22", london(DAY, 10))]


def test_what_was_found_withdraws_and_undo_plans_again(unknown: Unknown, member: Membership) -> None:
    plan_unknown_days(NOW, UNTIL)
    write_down_found(by=member, pk=unknown.pk, version=1, found="Yes", now=NOW)
    assert planned(KIND) == []
    assert plan_unknown_days(NOW, UNTIL) == 0
    reopen_unknown(by=member, pk=unknown.pk, now=NOW)
    assert plan_unknown_days(NOW, UNTIL) == 1


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda who: Membership.objects.filter(pk=who.pk).update(way="resting"),
        lambda who: Membership.objects.filter(pk=who.pk).update(status="left", left_at=NOW),
        lambda who: Project.objects.update(status="paused", paused_at=NOW),
        lambda who: Unknown.objects.update(finder=None),
        lambda who: Unknown.objects.update(by_day=date(2026, 5, 18)),  # ten o'clock is over
        lambda who: Unknown.objects.update(by_day=date(2026, 8, 1)),
    ],
)
def test_nobody_hears_who_is_not_there_or_of_another_time(
    unknown: Unknown, professional: Membership, overtaken: Callable[[Membership], object]
) -> None:
    overtaken(professional)
    assert plan_unknown_days(NOW, UNTIL) == 0


@pytest.mark.parametrize("rows", [1, 30])
def test_planning_takes_the_same_number_of_queries(
    project: Project, rows: int, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(rows):
        somebody = make_membership(project=project)
        Unknown.objects.create(project=project, what="Colour?", finder=somebody, by_day=DAY)
    with django_assert_max_num_queries(7):
        assert plan_unknown_days(NOW, UNTIL) == rows
    assert Message.objects.count() == rows
