"""What people hear about rounds, and when they hear nothing any more."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse

from coproduce.lib import dates
from members.messages.kinds import kind_named
from members.models import Message
from principles.messages.round import tell_members_round_closed, tell_members_round_opened
from principles.models import PulseRound, PulseTicket
from projects.models import Membership
from tests.factories.principles import make_people, make_round, ticket_of

pytestmark = pytest.mark.django_db

OPEN, CLOSED = kind_named("round-open"), kind_named("round-closed")


@pytest.fixture
def pulse_round(project, member):
    make_people(project, 4)
    made = make_round(project=project)
    tell_members_round_opened(made, project)
    return made


def of(member) -> list[Message]:
    return list(Message.objects.filter(recipient=member.member))


def test_open_tells_each_person_with_their_own_link(pulse_round, member) -> None:
    [message] = of(member)
    context = OPEN.load([message])[message.pk]

    assert context == {
        "project": "A better welcome",
        "closes_on": pulse_round.closes_on,
        "k": 5,
        "about": "pulse",
        "link": settings.SITE_URL + reverse("principles:round-ticket", args=[ticket_of(pulse_round, member)]),
    }
    assert Message.objects.count() == 5


def test_open_written_twice_is_written_once(pulse_round, project) -> None:
    tell_members_round_opened(pulse_round, project)
    assert Message.objects.count() == 5


def test_open_is_still_true_until_answered(pulse_round, member) -> None:
    messages = list(Message.objects.all())
    assert OPEN.still_true(messages, dates.now()) == {message.pk for message in messages}

    PulseTicket.objects.filter(member=member.member).update(used=True)
    [mine] = of(member)
    assert OPEN.still_true(messages, dates.now()) == {message.pk for message in messages} - {mine.pk}


def test_open_is_not_true_after_the_last_day_even_before_the_job_ran(pulse_round) -> None:
    assert OPEN.still_true(list(Message.objects.all()), pulse_round.ends_at("Europe/London")) == set()


def test_open_is_not_true_for_a_closed_round(pulse_round) -> None:
    PulseRound.objects.update(status="closed", answered=0)
    assert OPEN.still_true(list(Message.objects.all()), dates.now()) == set()


@pytest.mark.parametrize(
    "change", [{"way": Membership.Way.RESTING}, {"status": "left", "left_at": dates.now() + timedelta(0)}]
)
def test_nobody_hears_who_rests_or_left(change, pulse_round, project, member) -> None:
    tell_members_round_closed(pulse_round, project)
    Membership.objects.filter(pk=member.pk).update(**change)

    messages = of(member)
    assert [len(messages), *(kind.still_true(messages, dates.now()) for kind in (OPEN, CLOSED))] == [
        2,
        set(),
        set(),
    ]
    closed = [message for message in messages if message.kind == "round-closed"]
    assert CLOSED.load(closed) == {}


def test_closed_leads_to_what_people_said(pulse_round, project, member) -> None:
    tell_members_round_closed(pulse_round, project)
    message = Message.objects.get(recipient=member.member, kind="round-closed")

    assert CLOSED.still_true([message], dates.now()) == {message.pk}
    assert CLOSED.load([message])[message.pk] == {
        "project": "A better welcome",
        "link": settings.SITE_URL + reverse("principles:project", args=[project.address]),
    }


@pytest.mark.parametrize("kind", [OPEN, CLOSED], ids=["open", "closed"])
def test_words_render_and_say_nothing_on_a_lock_screen(kind) -> None:
    rendered = kind.render(
        Message(kind=kind.name), {**kind.preview, "site_name": "Coproduce", "reader": "Sam"}
    )

    assert "A better welcome" not in rendered.subject
    assert kind.preview["link"] in rendered.text
    assert kind.preview["link"] in rendered.html
    assert rendered.text.startswith("Hello Sam.")


def test_looking_again_and_loading_take_few_queries_for_many(
    pulse_round, project, django_assert_num_queries
) -> None:
    tell_members_round_closed(pulse_round, project)
    opened = list(Message.objects.filter(kind="round-open"))
    closed = list(Message.objects.filter(kind="round-closed"))
    with django_assert_num_queries(6):
        OPEN.still_true(opened, dates.now())
        OPEN.load(opened)
        CLOSED.still_true(closed, dates.now())
        CLOSED.load(closed)
