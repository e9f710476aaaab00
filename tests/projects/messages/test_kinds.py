"""What each kind says of the world just before it is sent, and what its words are about."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.actions.message import MessageRow, write_messages
from members.messages.kinds import Kind
from members.models import Message
from projects.actions.checkin import HowItGoes, send_check_in, write_down_check_in
from projects.actions.invitation import invite_person, make_shared_link
from projects.actions.joining import join_with_new_account, send_join_code
from projects.actions.task_claim import claim_task
from projects.lib.tokens import six_numbers
from projects.messages.checkin import CHECK_IN_NOTED, CHECK_IN_PROMPT
from projects.messages.invitation import INVITATION, JOIN_CODE
from projects.messages.membership import MEMBER_JOINED
from projects.messages.task import HANDED_BACK, TASK_DUE, who_hears_of_hand_back
from projects.models import CheckIn, Invitation, JoinCode, Membership, Project, Task
from tests.factories.projects import make_membership, make_supporter, make_task

pytestmark = pytest.mark.django_db
TODAY = dates.today("Europe/London")


def row(kind: Kind, to: Membership | None, about: int, version: str = "") -> Message:
    """A message of this kind that waits."""
    scope = to.project_id if to else None
    line = MessageRow(kind.name, to.member_id if to else None, about, scope, version)
    assert write_messages([line]) == 1
    return Message.objects.latest("pk")


def still_true(message: Message, kind: Kind, now: datetime | None = None) -> bool:
    """Whether the kind would still send it."""
    return message.pk in kind.still_true([message], now or dates.now())


def opens(link: str) -> int:
    """What the page behind a link answers, to somebody who is not signed in."""
    return Client().get(link.removeprefix(settings.SITE_URL)).status_code


# --- invitation and code -------------------------------------------------------------------------------------------------


@pytest.fixture
def invited(facilitator: Membership) -> Message:
    """The message of an invitation to Sam."""
    until = TODAY + timedelta(days=3)
    invite_person(by=facilitator, email="sam@new.example.org", name="Sam", valid_until=until, now=dates.now())
    return Message.objects.get()


def test_invitation_names_who_asks_and_its_link_works(invited: Message) -> None:
    context = INVITATION.load([invited])[invited.pk]
    assert (context["name"], context["asked_by"], context["project"]) == ("Sam", "Amina", "A better welcome")
    assert opens(context["link"]) == 200
    assert INVITATION.address is not None
    assert INVITATION.address([invited]) == {invited.pk: "sam@new.example.org"}


@pytest.mark.parametrize(
    "change", [{"status": "ended", "ended_at": dates.now()}, {"valid_until": TODAY - timedelta(days=1)}]
)
def test_invitation_is_withdrawn_when_it_ended_or_ran_out(invited: Message, change: dict[str, Any]) -> None:
    assert still_true(invited, INVITATION) is True
    Invitation.objects.update(**change)
    assert still_true(invited, INVITATION) is False


def test_invitation_without_its_address_goes_nowhere(invited: Message) -> None:
    Invitation.objects.update(email=None, token_hash=None, token_seed="")
    assert INVITATION.load([invited]) == {}


def test_join_code_is_in_the_words_and_goes_to_its_address(facilitator: Membership) -> None:
    link = make_shared_link(by=facilitator, valid_until=TODAY, now=dates.now())
    code = send_join_code(invitation=link, email="kit@example.org", now=dates.now())
    message = Message.objects.get(kind="join-code")
    assert code is not None
    assert JOIN_CODE.load([message]) == {message.pk: {"code": six_numbers(code.seed)}}
    assert JOIN_CODE.address is not None
    assert JOIN_CODE.address([message]) == {message.pk: "kit@example.org"}
    JoinCode.objects.update(used_at=dates.now())
    assert still_true(message, JOIN_CODE) is False


# --- joined ---------------------------------------------------------------------------------------------------------------


def test_member_joined_until_one_of_the_two_is_not_there(facilitator: Membership, member: Membership) -> None:
    message = row(MEMBER_JOINED, facilitator, member.pk)
    assert still_true(message, MEMBER_JOINED) is True
    assert MEMBER_JOINED.load([message])[message.pk]["who"] == "Sam"
    Membership.objects.filter(pk=facilitator.pk).update(is_host=False)
    assert still_true(message, MEMBER_JOINED) is False
    Membership.objects.filter(pk=facilitator.pk).update(is_host=True)
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=dates.now())
    assert still_true(message, MEMBER_JOINED) is False


# --- tasks ----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def held(project: Project, member: Membership, other_member: Membership) -> Task:
    """A task that Sam has and Jo helps with."""
    return make_task(project=project, holders=[member], helper=other_member, due_on=TODAY + timedelta(days=1))


def test_task_due_links_open_pages_without_signing_in(held: Task, member: Membership) -> None:
    message = row(TASK_DUE, member, held.pk, "1")
    context = TASK_DUE.load([message])[message.pk]
    assert (context["task"], context["helper"]) == (held.title, "Jo")
    assert [opens(context[name]) for name in ("done_link", "hand_back_link", "more_time_link")] == [200] * 3


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda task, who: Task.objects.update(status="done", ended_at=dates.now()),
        lambda task, who: Task.objects.update(date_version=2),
        lambda task, who: task.places.update(holder=None, claimed_at=None),
        lambda task, who: Membership.objects.filter(pk=who.pk).update(way="resting"),
        lambda task, who: Membership.objects.filter(pk=who.pk).update(status="left", left_at=dates.now()),
        lambda task, who: task.delete(),
    ],
)
def test_R7_task_due_is_withdrawn_when_the_world_moved_on(
    held: Task, member: Membership, overtaken: Callable[[Task, Membership], object]
) -> None:
    message = row(TASK_DUE, member, held.pk, "1")
    assert still_true(message, TASK_DUE) is True
    overtaken(held, member)
    assert still_true(message, TASK_DUE) is False


def test_task_handed_back_never_says_who(
    project: Project, facilitator: Membership, member: Membership, other_member: Membership
) -> None:
    task = make_task(project=project, due_on=TODAY)
    message = row(HANDED_BACK, facilitator, task.pk, "1")
    context = HANDED_BACK.load([message])[message.pk]
    assert set(context) == {"task", "day", "asks_first", "take_link", "link"}
    assert opens(context["take_link"]) == 200
    assert still_true(message, HANDED_BACK) is True
    claim_task(by=other_member, pk=task.pk, now=dates.now())
    assert still_true(message, HANDED_BACK) is False


def test_R7_whoever_rests_hears_nothing_of_the_project(
    project: Project, facilitator: Membership, member: Membership, held: Task
) -> None:
    joined, free = row(MEMBER_JOINED, facilitator, member.pk), row(HANDED_BACK, facilitator, held.pk, "1")
    Task.objects.update(free_places=1)
    assert (still_true(joined, MEMBER_JOINED), still_true(free, HANDED_BACK)) == (True, True)
    assert who_hears_of_hand_back(Task(project=project), member) == [facilitator.member_id]
    Membership.objects.filter(pk=facilitator.pk).update(way="resting")
    assert (still_true(joined, MEMBER_JOINED), still_true(free, HANDED_BACK)) == (False, False)
    assert who_hears_of_hand_back(Task(project=project), member) == []


# --- check-ins --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def asked(facilitator: Membership, member: Membership) -> Message:
    """Today's prompt to Sam, who chose Amina."""
    make_supporter(project=member.project, member=facilitator.member, phone="0117 496 0000")
    Membership.objects.filter(pk=member.pk).update(
        check_in_rhythm="weekly", check_in_from=TODAY - timedelta(days=7), support_person=facilitator.member
    )
    return row(CHECK_IN_PROMPT, member, member.pk, TODAY.isoformat())


def test_check_in_prompt_opens_the_page_with_the_choice_marked(asked: Message) -> None:
    context = CHECK_IN_PROMPT.load([asked])[asked.pk]
    assert (context["person"], context["phone"]) == ("Amina", "0117 496 0000")
    for name, value in (("good", "good"), ("okay", "ok"), ("not_great", "not_great"), ("not_ok", "not_ok")):
        page = Client().get(context[f"{name}_link"].removeprefix(settings.SITE_URL))
        assert [
            f'value="{feeling}" checked' in page.content.decode() for feeling in CheckIn.Feeling.values
        ] == [feeling == value for feeling in CheckIn.Feeling.values]


@pytest.mark.parametrize(
    "change",
    [
        {"way": "resting"},
        {"status": "left", "left_at": dates.now()},
        {"check_in_rhythm": "never"},
        {"check_in_from": TODAY - timedelta(days=6)},
    ],
)
def test_R7_check_in_prompt_is_withdrawn_when_it_is_not_wanted(
    asked: Message, change: dict[str, Any]
) -> None:
    assert still_true(asked, CHECK_IN_PROMPT) is True
    Membership.objects.filter(pk=asked.subject_id).update(**change)
    assert still_true(asked, CHECK_IN_PROMPT) is False


def test_R7_check_in_prompt_is_withdrawn_when_answered(
    asked: Message, facilitator: Membership, member: Membership
) -> None:
    options = [facilitator.member_id]
    send_check_in(
        by=member, to_id=options[0], options=options, says=HowItGoes(), prompted_for=TODAY, now=dates.now()
    )
    assert still_true(asked, CHECK_IN_PROMPT) is False


def test_check_in_noted_says_who_wrote_it_down_and_not_what(
    facilitator: Membership, member: Membership
) -> None:
    Membership.objects.filter(pk=member.pk).update(support_person=facilitator.member)
    member.refresh_from_db()
    says = HowItGoes(words="canary")
    write_down_check_in(by=facilitator.member, membership=member, says=says, now=dates.now())
    message = Message.objects.get(kind="check-in-noted")
    context = CHECK_IN_NOTED.load([message])[message.pk]
    assert (context["person"], "canary" in str(context)) == ("Amina", False)
    CheckIn.objects.all().delete()
    assert still_true(message, CHECK_IN_NOTED) is False


# --- all ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("kind", [TASK_DUE, HANDED_BACK, CHECK_IN_PROMPT, MEMBER_JOINED])
def test_kinds_take_the_same_number_of_queries(
    kind: Kind, rows: int, facilitator: Membership, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    made = []
    for _each in range(rows):
        somebody = make_membership(project=facilitator.project)
        task = make_task(project=facilitator.project, holders=[somebody], helper=facilitator, due_on=TODAY)
        about = {TASK_DUE.name: task.pk, HANDED_BACK.name: task.pk}.get(kind.name, somebody.pk)
        made.append(row(kind, somebody, about, date(2026, 5, 20).isoformat()))
    with django_assert_max_num_queries(4):
        kind.still_true(made, dates.now())
        kind.load(made)


def test_somebody_who_joined_by_invitation_is_told_of(facilitator: Membership) -> None:
    until = TODAY + timedelta(days=3)
    invitation = invite_person(
        by=facilitator, email="lee@new.example.org", valid_until=until, now=dates.now()
    )
    join_with_new_account(
        invitation_pk=invitation.pk, email="lee@new.example.org", name="Lee", channel="email",
        time_zone="Europe/London", now=dates.now(),
    )  # fmt: skip
    message = Message.objects.get(kind="member-joined")
    assert (message.recipient, still_true(message, MEMBER_JOINED)) == (facilitator.member, True)
