from collections.abc import Callable

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.models import Message, OrganisationRole
from projects.actions.organisation import answer_asking, ask_organisation, end_part, take_back_asking
from projects.messages.organisation import ORGANISATION_ANSWERED, ORGANISATION_ASKED
from projects.models import Membership, OrganisationAsked, Project
from tests.factories.members import make_member, make_organisation, make_organisation_role
from tests.factories.projects import make_membership

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


# --- what an organisation said ---------------------------------------------------------------------------------------


def answer(message: Message, says_yes: bool) -> Message:
    """Kwame answers; what the facilitator is sent."""
    answer_asking(by=message.recipient, pk=message.subject_id, says_yes=says_yes)
    return Message.objects.get(kind="organisation-answered")


def leave(message: Message) -> None:
    """Kwame ends the part of Hope House."""
    asked = OrganisationAsked.objects.get(pk=message.subject_id)
    end_part(by=message.recipient, project_id=asked.project_id, organisation_id=asked.organisation_id)


def waiting() -> list[tuple[str, str]]:
    """Who is told what an organisation said, of what waits to be sent and is still true."""
    rows = list(Message.objects.filter(kind="organisation-answered", state="waiting").order_by("pk"))
    fits = ORGANISATION_ANSWERED.still_true(rows, dates.now())
    return [
        (row.recipient.display_name, row.version.partition(":")[0])
        for row in rows
        if row.recipient and row.pk in fits
    ]


def text(message: Message) -> str:
    """The words of a message, in one line."""
    context = ORGANISATION_ANSWERED.load([message])[message.pk]
    return " ".join(ORGANISATION_ANSWERED.render(message, context).text.split())


def test_everyone_who_runs_the_project_hears_what_an_organisation_said_but_who_said_it(
    message: Message, facilitator: Membership, member: Membership, project: Project
) -> None:
    make_membership(project=project, member=make_member(name="Zara"), is_host=True)
    make_membership(project=project, member=make_member(name="Rest"), is_host=True, way="resting")
    make_membership(project=project, member=message.recipient, is_host=True)
    answer_asking(by=message.recipient, pk=message.subject_id, says_yes=True)
    assert sorted(waiting()) == [("Amina", "yes"), ("Zara", "yes")]


@pytest.mark.parametrize(
    ("says_yes", "words"),
    [
        (True, "Hope House takes part in A better welcome now."),
        (False, "Hope House does not take part in A better welcome just now."),
    ],
)
def test_the_words_name_the_organisation_and_no_person(message: Message, says_yes: bool, words: str) -> None:
    said = text(answer(message, says_yes))
    assert (said.count(words), said.count("Kwame")) == (1, 0)


def test_leaving_is_told_and_what_was_said_before_is_not(message: Message) -> None:
    answer(message, True)
    leave(message)
    assert waiting() == [("Amina", "left")]
    assert text(Message.objects.get(kind="organisation-answered", state="waiting")).startswith(
        "Hope House does not take part in A better welcome any more."
    )


@pytest.mark.parametrize(
    "overtaken",
    [
        lambda asked, host: leave(asked),
        lambda asked, host: Project.objects.update(status="paused", paused_at=dates.now()),
        lambda asked, host: Membership.objects.filter(pk=host.pk).update(is_host=False),
        lambda asked, host: Membership.objects.filter(pk=host.pk).update(way="resting"),
    ],
)
def test_R7_what_an_organisation_said_is_withdrawn_when_the_world_moved_on(
    message: Message, facilitator: Membership, overtaken: Callable[..., object]
) -> None:
    said = answer(message, True)
    assert said.pk in ORGANISATION_ANSWERED.still_true([said], dates.now())
    overtaken(message, facilitator)
    assert ORGANISATION_ANSWERED.still_true([said], dates.now()) == set()


def test_R7_not_now_is_not_told_where_it_was_asked_again(
    message: Message, facilitator: Membership, project: Project
) -> None:
    said = answer(message, False)
    hope = OrganisationRole.objects.get(member=message.recipient).organisation
    ask_organisation(by=facilitator, organisation=hope, now=dates.now())
    assert ORGANISATION_ANSWERED.still_true([said], dates.now()) == set()
