from collections.abc import Callable

import pytest
from django.test import Client

from members.models import Member, Organisation, SupportContact
from members.queries.organisation import safety_words_of
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member], Client]
PAGE = "/organisations/station-house/safety-words/"
WORDS = "Call the night line on 0117 496 0009."


@pytest.fixture
def place(db: None) -> Organisation:
    """Station House, with Nia to talk to."""
    place = make_organisation(name="Station House", slug="station-house")
    make_support_contact(organisation=place, member=make_member(name="Nia"), hours="Mondays", phone="0117")
    return place


@pytest.fixture
def ruth(place: Organisation) -> Member:
    """Ruth, who leads Station House, with a second factor."""
    ruth = make_member(name="Ruth")
    ruth.authenticator_set.create(type="totp", data={"secret": "x"})  # type: ignore[attr-defined]
    make_organisation_role(organisation=place, member=ruth, role="lead")
    return ruth


def typed(place: Organisation, **fields: str) -> dict[str, str]:
    """What the form sends."""
    there = safety_words_of(place)
    hours = {f"hours_{contact.pk}": "Every day, 9 to 5" for contact in there.contacts}
    return {"version": str(there.version), "emergency_text": WORDS, **hours, **fields}


def test_what_a_lead_writes_stands_on_talk_to_someone(
    as_person: AsPerson, client: Client, place: Organisation, ruth: Member
) -> None:
    browser = as_person(ruth)
    assert browser.get("/organisations/station-house/").content.decode().count(PAGE) == 1
    assert browser.get(PAGE).content.decode().count("When can Nia be reached?") == 1
    saved = browser.post(PAGE, typed(place), follow=True)
    assert saved.redirect_chain == [("/organisations/station-house/", 302)]
    assert [str(each) for each in saved.context["messages"]] == [
        "Saved. Everyone sees it under “Talk to someone”."
    ]
    page = client.get("/support/").content.decode()
    assert (page.count("Call the night line on"), page.count("Every day, 9 to 5")) == (1, 2)


def test_empty_words_show_the_numbers_of_the_site(
    as_person: AsPerson, client: Client, place: Organisation, ruth: Member
) -> None:
    Organisation.objects.update(emergency_text=WORDS)
    as_person(ruth).post(PAGE, typed(place, emergency_text=""))
    assert client.get("/support/").content.decode().count("tel:999") == 1


def test_C2_two_leads_at_once_see_both_texts(as_person: AsPerson, place: Organisation, ruth: Member) -> None:
    opened = typed(place, emergency_text="Mine")
    Organisation.objects.update(emergency_text="Theirs")
    browser = as_person(ruth)
    clash = browser.post(PAGE, opened)
    page = clash.content.decode()
    assert (clash.status_code, page.count("Theirs"), page.count(">\nMine</textarea>")) == (409, 1, 1)
    assert Organisation.objects.get().emergency_text == "Theirs"
    again = {**opened, "version": str(safety_words_of(place).version)}
    assert browser.post(PAGE, again).status_code == 302
    assert Organisation.objects.get().emergency_text == "Mine"


def test_no_contact_of_another_organisation_is_changed(
    as_person: AsPerson, place: Organisation, ruth: Member
) -> None:
    other = make_support_contact(organisation=make_organisation(), member=make_member(), hours="Fridays")
    as_person(ruth).post(PAGE, typed(place, **{f"hours_{other.pk}": "Never"}))
    assert SupportContact.objects.get(pk=other.pk).hours == "Fridays"


def test_a_lead_adds_a_second_factor_first(as_person: AsPerson, place: Organisation, ruth: Member) -> None:
    ruth.authenticator_set.all().delete()  # type: ignore[attr-defined]
    assert as_person(ruth).post(PAGE, typed(place))["Location"] == "/account/ways/"
    assert Organisation.objects.get().emergency_text == ""
