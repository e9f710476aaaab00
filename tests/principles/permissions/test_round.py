"""Who may open, call off and answer: the reasons, without a database."""

from datetime import UTC, date, datetime

from django.utils import translation

from principles.models import PulseRound, PulseTicket
from principles.permissions.round import (
    can_answer,
    can_ask,
    can_call_off_round,
    can_choose_days,
    can_open_round,
    can_use_ticket,
)
from projects.models import Membership, Project

HOST = Membership(project=Project(pk=1), is_host=True)
MEMBER = Membership(project=Project(pk=1))
TODAY = date(2027, 5, 3)


def a_round(status: str = "open", project: int = 1) -> PulseRound:
    return PulseRound(project_id=project, status=status, opens_on=TODAY, closes_on=date(2027, 5, 10), k=5)


def test_can_open_round_for_a_host_with_enough_people() -> None:
    assert can_open_round(HOST, standing=None, asked=5, k=5)


def test_can_open_round_refuses_other_members() -> None:
    assert (
        can_open_round(MEMBER, standing=None, asked=5, k=5).reason
        == "The people who run this project open the questions. You can ask one of them."
    )


def test_can_open_round_refuses_while_one_is_open() -> None:
    assert (
        can_open_round(HOST, standing=a_round(), asked=5, k=5).reason
        == "The questions are open now. The next ones can open when these have closed."
    )


def test_can_open_round_refuses_while_one_is_planned() -> None:
    assert (
        can_open_round(HOST, standing=a_round("planned"), asked=5, k=5).reason
        == "The questions have a day already. You can call that off first."
    )


def test_can_ask_refuses_a_small_group_and_says_what_is_possible() -> None:
    with translation.override("en-gb"):
        assert can_ask(asked=4, k=5).reason == (
            "There are 4 people to ask. Answers have no names when 5 or more people are asked. "
            "In a smaller group you can talk the questions through together. No page keeps the answers yet."
        )
        assert can_ask(asked=1, k=5).reason.startswith("There is 1 person to ask.")


def test_can_choose_days() -> None:
    assert can_choose_days(opens_on=TODAY, closes_on=date(2027, 5, 4), today=TODAY)
    assert can_choose_days(opens_on=TODAY, closes_on=date(2027, 5, 31), today=TODAY)


def test_can_choose_days_refuses_a_day_that_is_gone() -> None:
    refused = can_choose_days(opens_on=date(2027, 5, 2), closes_on=date(2027, 5, 9), today=TODAY)
    assert refused.reason == "Choose today or a later day."


def test_can_choose_days_refuses_too_short_and_too_long() -> None:
    words = "The questions can be open for two days at least, and four weeks at most."
    assert can_choose_days(opens_on=TODAY, closes_on=TODAY, today=TODAY).reason == words
    assert can_choose_days(opens_on=TODAY, closes_on=date(2027, 6, 1), today=TODAY).reason == words


def test_can_call_off_round_before_it_opens() -> None:
    assert can_call_off_round(HOST, a_round("planned"))


def test_can_call_off_round_refuses_members_and_other_projects() -> None:
    words = "The people who run this project open the questions. You can ask one of them."
    assert can_call_off_round(MEMBER, a_round("planned")).reason == words
    assert can_call_off_round(HOST, a_round("planned", project=2)).reason == words


def test_can_call_off_round_refuses_one_that_holds_answers() -> None:
    assert (
        can_call_off_round(HOST, a_round()).reason
        == "The questions are open, or closed. Only a day to come can be called off."
    )


def test_can_answer_until_the_end_of_the_last_day_in_the_projects_zone() -> None:
    """The last day in Bristol in May ends at 23:00 in UTC."""
    assert can_answer(a_round(), zone="Europe/London", now=datetime(2027, 5, 10, 22, 59, 59, tzinfo=UTC))
    refused = can_answer(a_round(), zone="Europe/London", now=datetime(2027, 5, 10, 23, 0, tzinfo=UTC))
    assert refused.reason == "These questions have closed. Nothing more can be sent or changed."


def test_can_answer_refuses_a_closed_round() -> None:
    assert not can_answer(a_round("closed"), zone="Europe/London", now=datetime(2027, 5, 4, tzinfo=UTC))
    assert not can_answer(a_round("planned"), zone="Europe/London", now=datetime(2027, 5, 4, tzinfo=UTC))


def test_can_use_ticket_once_and_only_while_in_the_project() -> None:
    assert can_use_ticket(PulseTicket(), still_in=True)
    assert (
        can_use_ticket(PulseTicket(used=True), still_in=True).reason
        == "Answers were sent with this link already. With your code you can change them or take them back."
    )
    assert (
        can_use_ticket(PulseTicket(), still_in=False).reason
        == "This link was for somebody who takes part in the project."
    )
