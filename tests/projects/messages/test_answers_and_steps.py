"""What is told to those who have a task: the last yes is there; its sign-off steps are not the same (seed 52)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.messages.kinds import Kind
from members.models import Message
from projects.actions.sign_off_answer import say_yes
from projects.actions.sign_off_undo import take_back_answer
from projects.actions.task import edit_task
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_steps import Step
from projects.messages.sign_off import SIGN_OFF_NO, SIGN_OFF_YES
from projects.messages.task_steps import STEPS_CHANGED
from projects.models import Membership, Project, SignOff, Task, TaskPlace
from tests.factories.common_ground import make_sign_off
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
WORDS: dict[str, Any] = {"title": "Choose 3 photos", "what": "Of twelve."}
SAID = Step(1, None, "", None, "The names are right.", "")
Overtaken = Callable[[Membership], object]


def still_true(message: Message, kind: Kind) -> bool:
    """Whether the kind would still send it."""
    return message.pk in kind.still_true([message], dates.now())


def told(kind: Kind) -> list[str]:
    """Who is written to, and the message still waits."""
    waiting = Message.objects.filter(kind=kind.name, state="waiting")
    return sorted(waiting.values_list("recipient__display_name", flat=True))


def leads(message: Message, kind: Kind, reader: Membership) -> int:
    """The status of the page that the message leads its reader to."""
    browser = Client()
    browser.force_login(reader.member, backend=settings.AUTHENTICATION_BACKENDS[0])
    link: str = kind.load([message])[message.pk]["link"]
    return browser.get(link.removeprefix(settings.SITE_URL)).status_code


def pause(who: Membership) -> object:
    """The project pauses."""
    return Project.objects.update(status="paused", paused_at=dates.now())


def rest(who: Membership) -> object:
    """The reader rests."""
    return Membership.objects.filter(pk=who.pk).update(way="resting")


def leave(who: Membership) -> object:
    """The reader leaves."""
    return Membership.objects.filter(pk=who.pk).update(status="left", left_at=dates.now())


def let_go(who: Membership) -> object:
    """The reader does not have the task any more."""
    return TaskPlace.objects.update(holder=None, claimed_at=None)


# --- the last yes --------------------------------------------------------------------------------------------------------


@pytest.fixture
def done(project: Project, member: Membership, professional: Membership) -> Message:
    """The message to Sam that Tom said yes and the task is done."""
    task = make_task(project=project, holders=[member], title="Choose 3 photos")
    step = make_sign_off(task=task, who=professional)
    finish_task(by=member, pk=task.pk, now=dates.now())
    say_yes(by=professional, pk=step.pk, version=2, now=dates.now())
    return Message.objects.get(kind=SIGN_OFF_YES.name, state="waiting")


def test_sign_off_yes_says_that_it_is_done_and_thanks(done: Message, member: Membership) -> None:
    rendered = SIGN_OFF_YES.render(done, SIGN_OFF_YES.load([done])[done.pk])
    assert (done.recipient, rendered.subject) == (member.member, "It is done")
    for words in ("this task is done: Choose 3 photos.", "Thank you for what you did."):
        assert rendered.text.count(words) == 1
    assert leads(done, SIGN_OFF_YES, member) == 200


def _undone(who: Membership) -> object:
    return undo_done(by=who, pk=Task.objects.get().pk, now=dates.now())


def _taken_back(who: Membership) -> object:
    step = SignOff.objects.select_related("answered_by__project").get()
    assert step.answered_by is not None
    return take_back_answer(by=step.answered_by, pk=step.pk, version=2, now=dates.now())


@pytest.mark.parametrize(
    "overtaken",
    [
        pause,
        rest,
        leave,
        let_go,
        _undone,
        _taken_back,
        lambda who: SignOff.objects.update(version=9),
        lambda who: SignOff.objects.all().delete(),
    ],
)
def test_R7_sign_off_yes_is_withdrawn_when_the_world_moved_on(
    done: Message, member: Membership, overtaken: Overtaken
) -> None:
    assert still_true(done, SIGN_OFF_YES) is True
    overtaken(member)
    assert still_true(done, SIGN_OFF_YES) is False


# --- the steps changed ---------------------------------------------------------------------------------------------------


@pytest.fixture
def task(project: Project, facilitator: Membership, member: Membership, other_member: Membership) -> Task:
    """A task with one step, that Sam and Jo have."""
    task = make_task(project=project, places=3, holders=[member, other_member], **WORDS)
    make_sign_off(task=task)
    return task


def edit(by: Membership, task: Task, *steps: Step) -> None:
    """Change the steps of the task as it stands."""
    task.refresh_from_db()
    edit_task(by=by, pk=task.pk, version=task.version, words=WORDS, steps=steps)


@pytest.mark.parametrize(
    "steps",
    [
        [SAID, Step(2, grounds="The law")],
        [Step(1)],
        [Step(1, grounds="The names are kind.")],
        [Step(1, by_day=dates.today("Europe/London"), grounds=SAID.grounds)],
    ],
)
def test_a_change_of_the_steps_is_told_to_those_who_have_the_task(
    task: Task, facilitator: Membership, steps: list[Step]
) -> None:
    edit(facilitator, task, *steps)
    assert told(STEPS_CHANGED) == ["Jo", "Sam"]


@pytest.mark.parametrize("steps", [[], [SAID, Step(2), Step(3)]])
def test_other_words_are_not_told(task: Task, facilitator: Membership, steps: list[Step]) -> None:
    edit(facilitator, task, *steps)
    assert told(STEPS_CHANGED) == []


def test_whoever_changes_the_steps_knows(task: Task, member: Membership) -> None:
    edit(member, task, Step(1))
    assert told(STEPS_CHANGED) == ["Jo"]


def test_a_second_change_is_told_once(task: Task, facilitator: Membership) -> None:
    edit(facilitator, task, Step(1))
    edit(facilitator, task, SAID)
    assert told(STEPS_CHANGED) == ["Jo", "Sam"]


def test_nobody_is_told_who_rests_or_does_not_have_it(task: Task, facilitator: Membership) -> None:
    make_membership(project=task.project)
    Membership.objects.filter(places__task=task).update(way="resting")
    edit(facilitator, task, Step(1))
    assert told(STEPS_CHANGED) == []


@pytest.fixture
def changed(task: Task, facilitator: Membership, member: Membership) -> Message:
    """The message to Sam that the steps changed."""
    edit(facilitator, task, SAID, Step(2, grounds="canary grounds"))
    return Message.objects.get(kind=STEPS_CHANGED.name, recipient=member.member)


def test_task_steps_changed_leads_to_the_steps_and_says_no_word_of_them(
    changed: Message, member: Membership
) -> None:
    rendered = STEPS_CHANGED.render(changed, STEPS_CHANGED.load([changed])[changed.pk])
    assert ("canary" in str(rendered), rendered.text.count("Choose 3 photos")) == (False, 1)
    assert leads(changed, STEPS_CHANGED, member) == 200


@pytest.mark.parametrize(
    "overtaken",
    [
        pause,
        rest,
        leave,
        let_go,
        lambda who: Task.objects.update(status="waiting"),
        lambda who: Task.objects.update(status="called_off", ended_at=dates.now()),
        lambda who: Task.objects.all().delete(),
    ],
)
def test_R7_task_steps_changed_is_withdrawn_when_the_world_moved_on(
    changed: Message, member: Membership, overtaken: Overtaken
) -> None:
    assert still_true(changed, STEPS_CHANGED) is True
    overtaken(member)
    assert still_true(changed, STEPS_CHANGED) is False


@pytest.mark.parametrize("rows", [1, 30])
@pytest.mark.parametrize("kind", [SIGN_OFF_YES, SIGN_OFF_NO, STEPS_CHANGED])
def test_kinds_take_the_same_number_of_queries(
    kind: Kind, rows: int, project: Project, django_assert_max_num_queries: Any
) -> None:
    made = []
    for number in range(rows):
        somebody = make_membership(project=project)
        task = make_task(project=project, holders=[somebody])
        about = task.pk if kind is STEPS_CHANGED else make_sign_off(task=task).pk
        made.append(Message(pk=number, kind=kind.name, recipient=somebody.member, subject_id=about))
    now = dates.now() + timedelta(hours=1)
    with django_assert_max_num_queries(6):
        kind.still_true(made, now)
        kind.load(made)
