from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coproduce.lib import dates
from members.actions.support import answer_support_request
from members.models import Member, SupportRequest
from projects.models import Membership
from tests.factories.projects import make_membership, make_task

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]


def test_home_asks_people_to_sign_in(client: Client) -> None:
    assert client.get("/home/")["Location"] == "/in/?next=/home/"


@pytest.mark.parametrize("rows", [1, 30])
def test_home_takes_eight_queries_whatever_there_is(
    as_person: AsPerson, member: Membership, rows: int, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for _each in range(rows):
        place = make_membership(member=member.member)
        make_task(project=place.project, holders=[place])
    browser = as_person(member)
    with django_assert_num_queries(8):
        browser.get("/home/")


def test_home_leads_who_was_chosen_to_what_was_sent_to_them(
    as_person: AsPerson, facilitator: Membership, member: Membership
) -> None:
    link = 'href="/check-ins/"'
    assert as_person(facilitator).get("/home/").content.decode().count(link) == 0
    Membership.objects.filter(pk=member.pk).update(support_person=facilitator.member)
    assert as_person(facilitator).get("/home/").content.decode().count(link) == 1


def test_home_tells_who_was_asked_for_a_chat_until_they_were_in_touch(
    as_person: AsPerson, facilitator: Membership, member: Membership
) -> None:
    words = "Somebody would like to talk with you."
    browser = as_person(facilitator)
    assert browser.get("/home/").content.decode().count(words) == 0
    asked = SupportRequest.objects.create(
        asker=member.member, to=facilitator.member, how="call", when="today", answer_by=dates.now().date()
    )
    assert browser.get("/home/").content.decode().count(words) == 1
    answer_support_request(pk=asked.pk, by=facilitator.member, now=dates.now())
    assert browser.get("/home/").content.decode().count(words) == 0


def test_home_of_a_facilitator_and_of_a_lead(
    as_person: AsPerson, facilitator: Membership, lead: Member
) -> None:
    assert as_person(facilitator).get("/home/").content.decode().count('href="/projects/new/"') == 1
    assert (
        as_person(lead).get("/home/").content.decode().count("How projects are doing on the six principles")
        == 1
    )


def test_home_shows_nothing_of_a_project_that_one_left(as_person: AsPerson, member: Membership) -> None:
    make_task(project=member.project, holders=[member])
    Membership.objects.filter(pk=member.pk).update(status="left", left_at=member.joined_at)
    assert "A better welcome" not in as_person(member).get("/home/").content.decode()
