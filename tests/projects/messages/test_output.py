"""The message that a read-through was asked for: only while it is true."""

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.models import Message
from projects.actions.output import hold_thread
from projects.actions.read_through import ask_for_reading
from projects.messages.output import READ_THROUGH_ASKED
from projects.models import Membership, Output, Project
from tests.factories.common_ground import make_output, make_version

pytestmark = pytest.mark.django_db
NOW = dates.now()


@pytest.fixture
def asked(member: Membership, other_member: Membership, project: Project) -> Message:
    """Jo holds the thread, Sam asks for a read-through."""
    output = make_output(project=project, title="A guide")
    make_version(output=output)
    hold_thread(by=other_member, pk=output.pk)
    ask_for_reading(by=member, pk=output.pk, now=NOW)
    return Message.objects.get()


def still_true(message: Message) -> bool:
    return READ_THROUGH_ASKED.still_true([message], NOW) == {message.pk}


def test_it_says_what_and_where(asked: Message, project: Project) -> None:
    context = READ_THROUGH_ASKED.load([asked])[asked.pk]
    output = Output.objects.get()
    link = f"{settings.SITE_URL}/projects/{project.address}/outputs/{output.pk}/"
    assert context == {"output": "A guide", "link": link}
    assert Client().get(link.removeprefix(settings.SITE_URL)).status_code == 302
    assert still_true(asked)


@pytest.mark.parametrize(
    "change",
    [
        {"status": "making"},
        {"status": "finished", "finished_at": NOW},
        {"thread_holder": None},
    ],
)
def test_it_is_not_sent_once_the_world_has_moved_on(asked: Message, change: dict[str, object]) -> None:
    Output.objects.update(**change)
    assert not still_true(asked)


def test_it_is_not_sent_to_another_holder(asked: Message, member: Membership) -> None:
    Output.objects.update(thread_holder=member)
    assert not still_true(asked)


@pytest.mark.parametrize("change", [{"status": "left", "left_at": NOW}, {"way": "resting"}])
def test_it_is_not_sent_to_who_left_or_rests(
    asked: Message, other_member: Membership, change: dict[str, object]
) -> None:
    Membership.objects.filter(pk=other_member.pk).update(**change)
    assert not still_true(asked)


def test_it_is_not_sent_while_the_project_is_paused(asked: Message) -> None:
    Project.objects.update(status="paused", paused_at=NOW)
    assert not still_true(asked)


def test_it_is_not_sent_about_what_is_gone(asked: Message) -> None:
    Output.objects.all().delete()
    assert (still_true(asked), READ_THROUGH_ASKED.load([asked])) == (False, {})
