"""Opening rounds, now or on their day, and calling them off."""

from datetime import timedelta

import pytest

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.models import Message
from principles.actions.round import call_off_round, open_planned_round, open_round
from principles.models import PulseRound, PulseTicket
from projects.models import Membership, Project
from tests.factories.members import make_member
from tests.factories.principles import make_people, make_round
from tests.factories.projects import make_membership

pytestmark = pytest.mark.django_db


def days(project: Project, first: int = 0, last: int = 7) -> dict:
    today = dates.today(project.zone)
    return {"opens_on": today + timedelta(days=first), "closes_on": today + timedelta(days=last)}


def test_open_round_gives_a_ticket_to_everyone_who_is_in_and_not_resting(project, facilitator) -> None:
    people = make_people(project, 4)
    posted = make_membership(project=project, way=Membership.Way.KEEP_ME_POSTED)
    make_membership(project=project, way=Membership.Way.RESTING)
    make_membership(project=project, status="left", left_at=dates.now())

    made = open_round(by=facilitator, **days(project))

    assert (made.status, made.number, made.k, made.invited) == ("open", 1, 5, 6)
    asked = {facilitator.member_id, posted.member_id, *(person.member_id for person in people)}
    assert set(PulseTicket.objects.values_list("member_id", flat=True)) == asked
    assert made.round_items.count() == 12


def test_open_round_writes_one_message_to_each_person_asked(project, facilitator) -> None:
    make_people(project, 4)

    made = open_round(by=facilitator, **days(project))

    messages = Message.objects.filter(kind="round-open", subject_id=made.pk, scope_id=project.pk)
    assert sorted(messages.values_list("recipient_id", flat=True)) == sorted(
        PulseTicket.objects.values_list("member_id", flat=True)
    )
    # The message lasts as long as the questions are open: seven days and what is left of today.
    assert [message.pk for message in messages if not 7 <= message.lasts / timedelta(days=1) <= 8] == []


def test_open_round_on_a_later_day_only_plans_it(project, facilitator) -> None:
    make_people(project, 4)

    made = open_round(by=facilitator, **days(project, 3, 10))

    assert (made.status, made.invited) == ("planned", 0)
    assert (PulseTicket.objects.count(), Message.objects.count()) == (0, 0)


def test_open_round_counts_on_from_the_last_one(project, facilitator) -> None:
    make_people(project, 4)
    make_round(project=project, status="closed", answered=0)

    assert open_round(by=facilitator, **days(project)).number == 2


def test_open_round_refuses_members_who_do_not_run_the_project(project, member) -> None:
    make_people(project, 5)
    with pytest.raises(Refused, match="The people who run this project open the questions"):
        open_round(by=member, **days(project))


def test_open_round_refuses_a_second_one(project, facilitator) -> None:
    make_people(project, 4)
    open_round(by=facilitator, **days(project))
    with pytest.raises(Refused, match="The questions are open now"):
        open_round(by=facilitator, **days(project))


def test_open_round_refuses_a_small_group_and_makes_nothing(project, facilitator) -> None:
    make_people(project, 3)
    with pytest.raises(Refused, match="There are 4 people to ask"):
        open_round(by=facilitator, **days(project))
    assert PulseRound.objects.count() == 0


def test_open_round_refuses_days_that_do_not_fit(project, facilitator) -> None:
    make_people(project, 4)
    with pytest.raises(Refused, match="Choose today or a later day"):
        open_round(by=facilitator, **days(project, -1, 7))


def test_call_off_round_before_its_day(project, facilitator) -> None:
    planned = make_round(project=project, status="planned")

    assert call_off_round(pulse_round=planned, by=facilitator).status == "called_off"


def test_call_off_round_refuses_one_that_is_open(project, facilitator) -> None:
    with pytest.raises(Refused, match="The questions are open, or closed"):
        call_off_round(pulse_round=make_round(project=project), by=facilitator)


def test_open_planned_round_waits_for_its_day(project) -> None:
    make_people(project, 5)
    planned = make_round(project=project, status="planned", **days(project, 1, 8))

    assert open_planned_round(pulse_round_id=planned.pk, now=dates.now()) is False
    assert open_planned_round(pulse_round_id=planned.pk, now=dates.now() + timedelta(days=1)) is True
    planned.refresh_from_db()
    assert (planned.status, planned.invited, planned.round_items.count()) == ("open", 5, 12)


def test_open_planned_round_twice_opens_it_once(project) -> None:
    make_people(project, 5)
    planned = make_round(project=project, status="planned")

    assert open_planned_round(pulse_round_id=planned.pk, now=dates.now()) is True
    assert open_planned_round(pulse_round_id=planned.pk, now=dates.now()) is False
    assert (PulseTicket.objects.count(), Message.objects.count()) == (5, 5)


def test_open_planned_round_calls_it_off_when_too_few_can_be_asked(project) -> None:
    make_people(project, 4)
    planned = make_round(project=project, status="planned")

    assert open_planned_round(pulse_round_id=planned.pk, now=dates.now()) is False
    planned.refresh_from_db()
    assert (planned.status, PulseTicket.objects.count()) == ("called_off", 0)


def test_open_planned_round_calls_it_off_when_its_days_are_over(project) -> None:
    make_people(project, 5)
    planned = make_round(project=project, status="planned")

    assert open_planned_round(pulse_round_id=planned.pk, now=dates.now() + timedelta(days=9)) is False
    planned.refresh_from_db()
    assert planned.status == "called_off"


def test_open_round_asks_nobody_whose_account_is_closed(project, facilitator) -> None:
    make_people(project, 4)
    gone = make_member(is_active=False)
    make_membership(project=project, member=gone)

    assert open_round(by=facilitator, **days(project)).invited == 5
