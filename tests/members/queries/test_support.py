"""Whom somebody can talk to."""

from datetime import timedelta

import pytest

from coproduce.lib import dates
from members.models import Member, SupportRequest
from members.queries import support
from members.queries.support import (
    SupportOption,
    contact_options,
    people_for,
    register_people_provider,
    requests_for,
    stands_in,
)
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)


@pytest.fixture
def no_providers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(support, "_providers", [])


@pytest.fixture
def sam(db: None) -> Member:
    return make_member(name="Sam")


def test_people_for_puts_the_closest_first_and_nobody_twice(no_providers: None, sam: Member) -> None:
    place = make_organisation()
    make_organisation_role(organisation=place, member=sam, role="facilitator")
    jo = make_member(name="Jo")
    make_support_contact(organisation=place, member=jo)
    make_support_contact(organisation=place, member=sam)
    make_support_contact(organisation=place, name="Maya", phone="0117 496 0001")
    ann = make_member(name="Ann")
    register_people_provider(lambda member: [SupportOption(name="Ann", member_id=ann.pk)])
    register_people_provider(
        lambda member: [SupportOption(name="Jo", what="runs the project", member_id=jo.pk)]
    )
    found = people_for(sam)
    assert [(option.name, option.what, option.can_be_asked) for option in found] == [
        ("Ann", "", True),
        ("Jo", "runs the project", True),
        ("Maya", "", False),
    ]


def test_register_people_provider_keeps_each_once(no_providers: None, sam: Member) -> None:
    def provider(member: Member) -> list[SupportOption]:
        return [SupportOption(name=member.display_name, contact_id=1)]

    register_people_provider(provider)
    register_people_provider(provider)
    assert len(support._providers) == 1
    assert [option.key for option in people_for(sam)] == ["contact-1"]


def test_contact_options_leave_out_closed_accounts(db: None) -> None:
    place = make_organisation()
    gone = make_member(name="Gone")
    make_support_contact(organisation=place, member=gone)
    make_support_contact(organisation=make_organisation(), name="Elsewhere")
    here = make_support_contact(organisation=place, name="Maya", phone="1")
    Member.objects.filter(pk=gone.pk).update(is_active=False)
    assert [option.contact_id for option in contact_options([place])] == [here.pk]
    assert [option.contact_id for option in contact_options([place.pk])] == [here.pk]


def test_somebody_is_away_until_the_day_they_come_back() -> None:
    today = dates.now().date()
    assert [
        SupportOption(name="Jo", away_until=day).is_away
        for day in (None, today - timedelta(days=1), today, today + timedelta(days=1))
    ] == [False, False, False, True]


def test_requests_for_holds_what_i_was_asked_and_what_i_stand_in_for(sam: Member) -> None:
    place, now = make_organisation(), dates.now()
    jo, ali = make_member(name="Jo"), make_member(name="Ali")
    make_support_contact(organisation=place, member=ali)
    values = {"asker": sam, "organisation": place, "how": "call", "when": "today", "answer_by": now.date()}
    mine = SupportRequest.objects.create(to=ali, **values)
    settled = SupportRequest.objects.create(to=ali, status="answered", answered_at=now, **values)
    passed_on = SupportRequest.objects.create(to=jo, passed_on_at=now, **values)
    SupportRequest.objects.create(to=jo, **values)
    SupportRequest.objects.create(to=jo, passed_on_at=now, status="answered", answered_at=now, **values)
    assert list(requests_for(ali)) == [passed_on, mine, settled]
    assert [stands_in(ali, each) for each in (mine, passed_on)] == [False, True]
    assert stands_in(sam, passed_on) is False
