from typing import Any

import pytest
from django.conf import settings

from coproduce.lib import dates
from members.messages.rendering import render_templates
from members.models import Message
from projects.actions.role_offer import offer_hosting, offer_role
from projects.messages.role import ROLE_OFFERED
from projects.models import Membership, Project, RoleOffer
from tests.factories.projects import make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def offered(member: Membership, other_member: Membership, project: Project) -> Message:
    """The message of a role that Sam offers to Jo."""
    role = make_role(project=project, name="Reader")
    offer_role(by=member, pk=role.pk, to_pk=other_member.pk, words="canary of two", now=dates.now())
    return Message.objects.get()


def still_true(message: Message) -> bool:
    """Whether it would still be sent."""
    return message.pk in ROLE_OFFERED.still_true([message], dates.now())


def test_it_says_who_offers_what_and_keeps_their_words_on_the_page(
    offered: Message, project: Project
) -> None:
    role_page = f"{settings.SITE_URL}/projects/{project.address}/roles/{RoleOffer.objects.get().role_id}/"
    context = ROLE_OFFERED.load([offered])[offered.pk]
    assert context == {"who": "Sam", "role": "Reader", "project": "A better welcome", "link": role_page}
    words = render_templates(offered, context)
    assert words.text.count("Sam offers you a role: Reader.") == 1
    assert words.text.count("canary") == 0


def test_it_asks_whether_somebody_would_run_the_project(
    facilitator: Membership, member: Membership, project: Project
) -> None:
    offer_hosting(by=facilitator, to_pk=member.pk, now=dates.now())
    message = Message.objects.get()
    context = ROLE_OFFERED.load([message])[message.pk]
    assert context["link"] == f"{settings.SITE_URL}/projects/{project.address}/running-it/"
    assert (
        render_templates(message, context).html.count("Amina asks if you would like to run the project.") == 1
    )


@pytest.mark.parametrize(
    "change", [{"way": "resting"}, {"way": "keep_posted"}, {"status": "left", "left_at": dates.now()}]
)
def test_it_is_withdrawn_when_the_reader_rests_or_left(
    offered: Message, other_member: Membership, change: dict[str, Any]
) -> None:
    assert still_true(offered) is True
    Membership.objects.filter(pk=other_member.pk).update(**change)
    assert still_true(offered) is False


def test_it_is_withdrawn_when_the_offer_is_gone_or_the_project_is_paused(
    offered: Message, project: Project
) -> None:
    Project.objects.filter(pk=project.pk).update(status="paused", paused_at=dates.now())
    assert still_true(offered) is False
    Project.objects.filter(pk=project.pk).update(status="open", paused_at=None)
    assert still_true(offered) is True
    RoleOffer.objects.all().delete()
    assert (still_true(offered), ROLE_OFFERED.load([offered])) == (False, {})
