from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.models import Message, OrganisationRole
from projects.actions.organisation import answer_asking, ask_organisation, take_back_asking
from projects.messages.organisation import ORGANISATION_ASKED
from projects.models import Membership, OrganisationAsked, Project
from tests.factories.members import make_member, make_organisation, make_organisation_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def message(facilitator: Membership) -> Message:
    """What Kwame of Hope House is sent."""
    hope = make_organisation(name="Hope House")
    make_organisation_role(organisation=hope, member=make_member(name="Kwame"), role="lead")
    ask_organisation(by=facilitator, organisation=hope, now=dates.now())
    return Message.objects.get()


def still_true(message: Message) -> bool:
    """Whether it would still be sent."""
    return message.pk in ORGANISATION_ASKED.still_true([message], dates.now())


def test_organisation_asked_says_who_asks_whom_and_only_the_name(message: Message, project: Project) -> None:
    context = ORGANISATION_ASKED.load([message])[message.pk]
    path = f"/taking-part/{message.subject_id}/"
    assert (context["who"], context["organisation"], context["project"]) == (
        "Amina",
        "Hope House",
        "A better welcome",
    )
    assert context["link"].endswith(path)
    browser = Client()
    browser.force_login(message.recipient, backend=settings.AUTHENTICATION_BACKENDS[0])
    html = browser.get(path).content.decode()
    assert (html.count("A better welcome") > 0, project.purpose in html, project.address in html) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda asked, host, kwame: answer_asking(by=kwame, pk=asked.pk, says_yes=True),
        lambda asked, host, kwame: answer_asking(by=kwame, pk=asked.pk, says_yes=False),
        lambda asked, host, kwame: take_back_asking(by=host, pk=asked.pk),
        lambda asked, host, kwame: OrganisationRole.objects.filter(member=kwame).delete(),
        lambda asked, host, kwame: Project.objects.update(status="paused", paused_at=dates.now()),
        lambda asked, host, kwame: Project.objects.update(status="ended", ended_at=dates.now()),
    ],
)
def test_R7_organisation_asked_is_withdrawn_when_the_world_moved_on(
    message: Message, facilitator: Membership, overtaken: Callable[..., object]
) -> None:
    assert still_true(message) is True
    overtaken(OrganisationAsked.objects.get(), facilitator, message.recipient)
    assert still_true(message) is False
