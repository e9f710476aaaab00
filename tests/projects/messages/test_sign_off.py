"""What messages about sign-off steps and offers say of the world just before they are sent."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.messages.kinds import Kind
from members.models import Message
from projects.actions.sign_off_answer import say_no
from projects.actions.sign_off_reminders import plan_sign_off_reminders
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_handover import hand_back_task
from projects.actions.task_offer import choose_cover
from projects.messages.sign_off import SIGN_OFF_ASKED, SIGN_OFF_DUE, SIGN_OFF_NO
from projects.messages.task import HANDED_BACK, OFFERED, TASK_DUE
from projects.models import Membership, Project, SignOff, Task, TaskPlace
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
NO = {
    "heard": "canary heard",
    "why": "canary why",
    "whose_rule": "canary rule",
    "possible": "canary possible",
}
TODAY = dates.today("Europe/London")
Overtaken = Callable[[Membership], object]


def still_true(message: Message, kind: Kind) -> bool:
    """Whether the kind would still send it."""
    return message.pk in kind.still_true([message], dates.now())


@pytest.fixture
def step(project: Project, facilitator: Membership, member: Membership, professional: Membership) -> SignOff:
    """What Tom is asked by a day: Sam said that a task is done."""
    task = make_task(project=project, holders=[member], title="Choose 3 photos")
    step = make_sign_off(task=task, who=professional, by_day=TODAY + timedelta(days=3))
    finish_task(by=member, pk=task.pk, now=dates.now())
    step.refresh_from_db()
    return step


def the(kind: Kind) -> Message:
    """The only message of a kind that waits."""
    return Message.objects.get(kind=kind.name, state="waiting")


def pause(who: Membership) -> object:
    """The project pauses."""
    return Project.objects.update(status="paused", paused_at=dates.now())


def rest(who: Membership) -> object:
    """The reader rests."""
    return Membership.objects.filter(pk=who.pk).update(way="resting")


def leave(who: Membership) -> object:
    """The reader leaves."""
    return Membership.objects.filter(pk=who.pk).update(status="left", left_at=dates.now())


def test_sign_off_asked_leads_to_its_page(step: SignOff, professional: Membership) -> None:
    message = the(SIGN_OFF_ASKED)
    context = SIGN_OFF_ASKED.load([message])[message.pk]
    assert (message.recipient, context["task"], context["grounds"]) == (
        professional.member,
        "Choose 3 photos",
        "The names are right.",
    )
    tom = Client()
    tom.force_login(professional.member, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert tom.get(context["link"].removeprefix(settings.SITE_URL)).status_code == 200


@pytest.mark.parametrize(
    "overtaken",
    [
        pause,
        rest,
        leave,
        lambda who: SignOff.objects.update(version=9),
        lambda who: SignOff.objects.update(status="yes", answered_at=dates.now()),
        lambda who: Task.objects.update(status="open"),
        lambda who: make_sign_off(task=Task.objects.get(), number=0),
        lambda who: SignOff.objects.update(who=None),
        lambda who: SignOff.objects.all().delete(),
    ],
)
def test_R7_sign_off_asked_is_withdrawn_when_the_world_moved_on(
    step: SignOff, professional: Membership, overtaken: Overtaken
) -> None:
    message = the(SIGN_OFF_ASKED)
    assert still_true(message, SIGN_OFF_ASKED) is True
    overtaken(professional)
    assert still_true(message, SIGN_OFF_ASKED) is False


@pytest.fixture
def answered(step: SignOff, professional: Membership) -> Message:
    """The message to Sam that there is an answer."""
    say_no(
        by=professional, pk=step.pk, version=step.version, words=NO, talk_to=professional.pk, now=dates.now()
    )
    return the(SIGN_OFF_NO)


def test_sign_off_no_says_only_that_there_is_an_answer(answered: Message, member: Membership) -> None:
    rendered = SIGN_OFF_NO.render(answered, SIGN_OFF_NO.load([answered])[answered.pk])
    assert (answered.recipient, rendered.subject) == (member.member, "There is an answer")
    assert "canary" not in str(rendered)


@pytest.mark.parametrize(
    "overtaken",
    [
        pause,
        rest,
        leave,
        lambda who: SignOff.objects.update(status="waiting", answered_at=None),
        lambda who: TaskPlace.objects.update(holder=None, claimed_at=None),
    ],
)
def test_R7_sign_off_no_is_withdrawn_when_the_world_moved_on(
    answered: Message, member: Membership, overtaken: Overtaken
) -> None:
    assert still_true(answered, SIGN_OFF_NO) is True
    overtaken(member)
    assert still_true(answered, SIGN_OFF_NO) is False


# --- the day of a step ---------------------------------------------------------------------------------------------------


def plan() -> int:
    """Plan a fortnight from now."""
    now = dates.now()
    return plan_sign_off_reminders(now, now + timedelta(days=14))


def test_sign_off_due_the_day_before_at_ten_and_once(step: SignOff, professional: Membership) -> None:
    assert [plan(), plan()] == [1, 0]
    message = the(SIGN_OFF_DUE)
    assert (message.recipient, message.local_date, f"{message.local_time:%H:%M}") == (
        professional.member,
        TODAY + timedelta(days=2),
        "10:00",
    )
    assert still_true(message, SIGN_OFF_DUE) is True


@pytest.mark.parametrize("gone", [rest, leave, lambda who: SignOff.objects.update(who=None)])
def test_sign_off_due_goes_to_the_hosts_where_nobody_is_named(
    step: SignOff, facilitator: Membership, professional: Membership, gone: Overtaken
) -> None:
    gone(professional)
    assert plan() == 1
    assert the(SIGN_OFF_DUE).recipient == facilitator.member


@pytest.mark.parametrize(
    "nothing_to_remind_of",
    [
        pause,
        lambda who: Task.objects.update(status="open"),
        lambda who: SignOff.objects.update(by_day=TODAY),
        lambda who: SignOff.objects.update(by_day=None),
        lambda who: make_sign_off(task=Task.objects.get(), number=0),
    ],
)
def test_sign_off_due_is_not_planned(
    step: SignOff, professional: Membership, nothing_to_remind_of: Overtaken
) -> None:
    nothing_to_remind_of(professional)
    assert plan() == 0


def test_sign_off_due_is_withdrawn_when_done_is_taken_back(step: SignOff, member: Membership) -> None:
    plan()
    undo_done(by=member, pk=step.task_id, now=dates.now())
    assert set(
        Message.objects.filter(subject_id=step.pk, kind__startswith="sign-off").values_list(
            "state", flat=True
        )
    ) == {"withdrawn"}


@pytest.mark.parametrize("steps", [1, 12])
def test_plan_asks_the_same_for_one_and_many(
    project: Project,
    professional: Membership,
    member: Membership,
    steps: int,
    django_assert_max_num_queries: Any,
) -> None:
    for _each in range(steps):
        task = make_task(project=project, holders=[make_membership(project=project)])
        make_sign_off(task=task, who=professional, by_day=TODAY + timedelta(days=3))
        Task.objects.filter(pk=task.pk).update(status="waiting")
    with django_assert_max_num_queries(8):
        assert plan() == steps


# --- offers --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def offered(
    project: Project, facilitator: Membership, member: Membership, other_member: Membership
) -> Message:
    """The message to Jo about a task that Sam passed on, near its day."""
    task = make_task(project=project, holders=[member], due_on=TODAY)
    choose_cover(by=member, pk=task.pk, cover="pass", to=other_member.pk)
    hand_back_task(by=member, pk=task.pk, now=dates.now())
    return the(OFFERED)


def test_task_offered_never_says_who_had_it(offered: Message, other_member: Membership) -> None:
    context = OFFERED.load([offered])[offered.pk]
    assert offered.recipient == other_member.member
    assert set(context) == {"task", "project", "day", "until", "take_link", "link"}
    assert "Sam" not in str(OFFERED.render(offered, context))


@pytest.mark.parametrize(
    "overtaken",
    [
        pause,
        rest,
        leave,
        lambda who: TaskPlace.objects.update(offered_to=None),
        lambda who: Task.objects.update(status="done", ended_at=dates.now()),
        lambda who: Task.objects.all().delete(),
    ],
)
def test_R7_task_offered_is_withdrawn_when_the_world_moved_on(
    offered: Message, other_member: Membership, overtaken: Overtaken
) -> None:
    assert still_true(offered, OFFERED) is True
    overtaken(other_member)
    assert still_true(offered, OFFERED) is False


def test_task_handed_back_says_that_one_person_is_asked_first(offered: Message) -> None:
    message = the(HANDED_BACK)
    assert still_true(message, HANDED_BACK) is True
    assert "One person is asked first." in str(
        HANDED_BACK.render(message, HANDED_BACK.load([message])[message.pk])
    )
    TaskPlace.objects.update(offered_to=None)
    assert still_true(message, HANDED_BACK) is False


def test_R7_nothing_is_sent_about_tasks_of_a_paused_project(
    project: Project, facilitator: Membership, member: Membership
) -> None:
    task = make_task(project=project, places=2, holders=[member], due_on=TODAY)
    made = [
        Message(pk=number, kind=kind.name, recipient=who.member, subject_id=task.pk, version="1")
        for number, (kind, who) in enumerate([(TASK_DUE, member), (HANDED_BACK, facilitator)])
    ]
    assert [
        still_true(message, kind) for message, kind in zip(made, (TASK_DUE, HANDED_BACK), strict=True)
    ] == [True] * 2
    pause(member)
    assert [
        still_true(message, kind) for message, kind in zip(made, (TASK_DUE, HANDED_BACK), strict=True)
    ] == [False] * 2


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("kind", [OFFERED, SIGN_OFF_ASKED, SIGN_OFF_DUE, SIGN_OFF_NO])
def test_kinds_take_the_same_number_of_queries(
    kind: Kind, rows: int, facilitator: Membership, django_assert_max_num_queries: Any
) -> None:
    made = []
    for number in range(rows):
        somebody = make_membership(project=facilitator.project)
        task = make_task(project=facilitator.project, free_places=0)
        task.places.update(offered_to=somebody, offered_until=date(2030, 5, 22))
        about = task.pk if kind is OFFERED else make_sign_off(task=task, who=somebody).pk
        made.append(
            Message(
                pk=number, kind=kind.name, recipient=somebody.member, subject_id=about, created_at=dates.now()
            )
        )
    with django_assert_max_num_queries(6):
        kind.still_true(made, dates.now())
        kind.load(made)
