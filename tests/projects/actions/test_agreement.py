from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from coproduce.lib.answers import Clash, Refused
from members.models import Member, Message
from projects.actions.agreement import (
    change_agreement,
    confirm_agreement,
    plan_agreement_reviews,
    take_back_confirmation,
)
from projects.models import Agreement, AgreementConfirmation, Membership, Project
from tests.factories.projects import make_membership
from tests.projects.actions.test_reminders import london, planned

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 18, 12, tzinfo=UTC)
UNTIL = NOW + timedelta(days=14)
DAY = date(2026, 5, 22)
RULES = Agreement.Kind.GROUND_RULES
CHANGED, REVIEW = "agreement-changed", "agreement-review"


def write(by: Membership, words: str, version: int, review_on: date | None = None) -> Agreement:
    """New ground rules."""
    return change_agreement(by=by, kind=RULES, version=version, words=words, review_on=review_on, now=NOW)


def goes_along(*people: Membership, version: int) -> None:
    """These people go along with the ground rules."""
    for by in people:
        confirm_agreement(by=by, kind=RULES, version=version, now=NOW)


def said() -> set[tuple[str, int]]:
    """Who goes along with which version."""
    return set(AgreementConfirmation.objects.values_list("membership__member__display_name", "version"))


def told() -> set[tuple[str, str]]:
    """Who is told of which new words."""
    rows = Message.objects.filter(kind=CHANGED, state="waiting")
    return set(rows.values_list("recipient__display_name", "version"))


def test_the_first_who_saves_makes_the_page(member: Membership) -> None:
    agreement = write(member, "We listen.", 1, DAY)
    fresh = Agreement.objects.get()
    assert (fresh.words, fresh.review_on, fresh.version) == ("We listen.", DAY, 2)
    assert (fresh.changed_by, fresh.changed_at, fresh.kind) == (member, NOW, "rules")
    assert agreement == fresh


def test_any_member_changes_the_words(member: Membership, professional: Membership) -> None:
    write(member, "We listen.", 1)
    write(professional, "We listen, and we rest.", 2)
    fresh = Agreement.objects.get()
    assert (fresh.words, fresh.changed_by, fresh.version) == ("We listen, and we rest.", professional, 3)


def test_C2_the_second_who_saves_sees_both_texts(member: Membership, professional: Membership) -> None:
    write(member, "We listen.", 1, DAY)
    with pytest.raises(Clash) as clash:
        write(professional, "We talk.", 1)
    assert clash.value.theirs == {"words": "We listen.", "review_on": DAY, "version": 2}
    assert Agreement.objects.get().words == "We listen."


def test_new_words_make_every_yes_old_and_tell_those_who_said_it(
    member: Membership, other_member: Membership, professional: Membership
) -> None:
    write(member, "We listen.", 1)
    goes_along(member, other_member, version=2)
    assert said() == {("Sam", 2), ("Jo", 2)}
    write(member, "We listen, and we rest.", 2)
    assert told() == {("Jo", "3")}  # not who wrote them, and not who never said it
    write(professional, "We rest.", 3)
    assert told() == {("Jo", "4"), ("Sam", "4")}


@pytest.mark.parametrize("change", [{"way": "resting"}, {"status": "left", "left_at": NOW}])
def test_nobody_who_rests_or_left_is_told_of_new_words(
    member: Membership, other_member: Membership, change: dict[str, Any]
) -> None:
    write(member, "We listen.", 1)
    goes_along(other_member, version=2)
    Membership.objects.filter(pk=other_member.pk).update(**change)
    write(member, "We rest.", 2)
    assert told() == set()


def test_another_day_to_look_at_it_changes_nobodys_mind(
    member: Membership, other_member: Membership, professional: Membership
) -> None:
    write(member, "We listen.", 1)
    goes_along(other_member, version=2)
    write(professional, "We listen.", 2, DAY)
    fresh = Agreement.objects.get()
    assert (fresh.review_on, fresh.version, fresh.changed_by) == (DAY, 3, member)
    assert (said(), told()) == ({("Jo", 3)}, set())


def test_going_along_twice_is_going_along_once_and_can_be_taken_back(member: Membership) -> None:
    write(member, "We listen.", 1)
    goes_along(member, member, version=2)
    assert said() == {("Sam", 2)}
    take_back_confirmation(by=member, kind=RULES)
    assert said() == set()


def test_nobody_goes_along_with_words_they_have_not_read(
    member: Membership, professional: Membership
) -> None:
    write(member, "We listen.", 1)
    write(professional, "We rest.", 2)
    with pytest.raises(Clash):
        goes_along(member, version=2)
    assert said() == set()


def test_there_is_nothing_to_go_along_with_before_the_first_words(member: Membership) -> None:
    with pytest.raises(Refused, match="^Nobody has written these words yet"):
        goes_along(member, version=1)
    with pytest.raises(Refused, match="^Nobody has written these words yet"):
        take_back_confirmation(by=member, kind=RULES)


@pytest.mark.parametrize(
    "act",
    [
        lambda by: write(by, "Mine", 2),
        lambda by: goes_along(by, version=2),
        lambda by: take_back_confirmation(by=by, kind=RULES),
    ],
)
def test_nothing_changes_while_the_project_is_paused(
    member: Membership, act: Callable[[Membership], object]
) -> None:
    write(member, "We listen.", 1)
    Project.objects.update(status="paused", paused_at=timezone.now())
    with pytest.raises(Refused, match="^This project is paused"):
        act(Membership.objects.select_related("project").get(pk=member.pk))
    assert (Agreement.objects.get().words, said()) == ("We listen.", set())


# --- the day to look again -------------------------------------------------------------------------------------------------


@pytest.fixture
def rules(facilitator: Membership, member: Membership, other_member: Membership) -> Agreement:
    """Rules that Jo goes along with, to be looked at on Friday. Sam wrote them, Amina hosts."""
    made = write(member, "We listen.", 1, DAY)
    goes_along(other_member, version=2)
    return made


def test_hosts_and_those_who_go_along_hear_on_the_day(rules: Agreement, other_member: Membership) -> None:
    Member.objects.filter(pk=other_member.member_id).update(time_zone="Asia/Karachi")
    assert [plan_agreement_reviews(NOW, UNTIL) for _each in range(3)] == [2, 0, 0]
    assert planned(REVIEW) == [
        ("Jo", "2026-05-22", datetime(2026, 5, 22, 5, tzinfo=UTC)),
        ("Amina", "2026-05-22", london(DAY, 10)),
    ]


def test_a_moved_day_withdraws_and_plans_again(rules: Agreement, member: Membership) -> None:
    plan_agreement_reviews(NOW, UNTIL)
    later = date(2026, 5, 29)
    write(member, "We listen.", 2, later)
    assert planned(REVIEW) == []
    plan_agreement_reviews(NOW, UNTIL)
    assert [(version, at) for _name, version, at in planned(REVIEW)] == [
        ("2026-05-29", london(later, 10))
    ] * 2


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda: Membership.objects.update(way="resting"),
        lambda: Membership.objects.update(status="left", left_at=NOW, is_host=False),
        lambda: Project.objects.update(status="paused", paused_at=NOW),
        lambda: Agreement.objects.update(words=""),
        lambda: Agreement.objects.update(review_on=None),
        lambda: Agreement.objects.update(review_on=date(2026, 5, 18)),  # ten o'clock is over
    ],
)
def test_nobody_hears_who_is_not_there_or_of_another_time(
    rules: Agreement, overtaken: Callable[[], object]
) -> None:
    overtaken()
    assert plan_agreement_reviews(NOW, UNTIL) == 0


def test_a_yes_to_older_words_is_no_reason_to_hear(rules: Agreement, member: Membership) -> None:
    write(member, "We rest.", 2, DAY)
    plan_agreement_reviews(NOW, UNTIL)
    assert [name for name, _version, _at in planned(REVIEW)] == ["Amina"]


@pytest.mark.parametrize("people", [1, 30])
def test_telling_and_planning_take_the_same_number_of_queries(
    member: Membership,
    project: Project,
    people: int,
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    agreement = write(member, "We listen.", 1, DAY)
    for _each in range(people):
        AgreementConfirmation.objects.create(
            agreement=agreement, membership=make_membership(project=project), version=2
        )
    with django_assert_max_num_queries(7):
        assert plan_agreement_reviews(NOW, UNTIL) == people
    with django_assert_max_num_queries(19):
        write(member, "We rest.", 2, DAY)
    assert len(told()) == people
