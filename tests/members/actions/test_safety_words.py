import pytest

from coproduce.lib.answers import Clash, Refused
from members.actions.organisation import write_safety_words
from members.models import Member, Organisation, SupportContact
from members.queries.organisation import safety_words_of
from tests.factories.members import (
    make_member,
    make_organisation,
    make_organisation_role,
    make_support_contact,
)

pytestmark = pytest.mark.django_db
WORDS = "Call the night line on 0117 496 0009."


@pytest.fixture
def place(db: None) -> Organisation:
    """Station House, with Nia to talk to."""
    place = make_organisation(name="Station House")
    make_support_contact(organisation=place, member=make_member(name="Nia"), hours="Mondays")
    return place


@pytest.fixture
def ruth(place: Organisation) -> Member:
    """Ruth, who leads Station House."""
    ruth = make_member(name="Ruth")
    make_organisation_role(organisation=place, member=ruth, role="lead")
    return ruth


def write(by: Member, place: Organisation, version: int | None = None, hours: str = "Every day") -> None:
    """New words and new hours of Nia."""
    there = safety_words_of(place)
    write_safety_words(
        by=by,
        organisation=place,
        version=there.version if version is None else version,
        emergency_text=WORDS,
        hours={contact.pk: hours for contact in there.contacts},
    )


def stands(place: Organisation) -> tuple[str, list[str]]:
    """The words and the hours as they stand."""
    there = safety_words_of(place)
    return there.emergency_text, [contact.hours for contact in there.contacts]


def test_a_lead_writes_the_words_and_the_hours(place: Organisation, ruth: Member) -> None:
    write(ruth, place)
    assert stands(place) == (WORDS, ["Every day"])


def test_only_the_named_contacts_of_this_organisation_change(place: Organisation, ruth: Member) -> None:
    other = make_support_contact(organisation=make_organisation(), member=make_member(), hours="Fridays")
    write_safety_words(
        by=ruth,
        organisation=place,
        version=safety_words_of(place).version,
        emergency_text=WORDS,
        hours={other.pk: "Never"},
    )
    assert stands(place) == (WORDS, ["Mondays"])
    assert SupportContact.objects.get(pk=other.pk).hours == "Fridays"


@pytest.mark.parametrize("role", ["facilitator", None])
def test_others_do_not_write_them(place: Organisation, role: str | None) -> None:
    somebody = make_member()
    if role:
        make_organisation_role(organisation=place, member=somebody, role=role)
    with pytest.raises(Refused, match="^Only a lead can change these words. You can ask one of them.$"):
        write(somebody, place)
    assert stands(place) == ("", ["Mondays"])


def test_a_lead_of_another_organisation_does_not_write_them(place: Organisation) -> None:
    other = make_member()
    make_organisation_role(organisation=make_organisation(), member=other, role="lead")
    with pytest.raises(Refused):
        write(other, place)


def test_C2_words_that_somebody_else_changed_first_are_not_lost(place: Organisation, ruth: Member) -> None:
    opened = safety_words_of(place).version
    write(ruth, place)
    with pytest.raises(Clash) as clash:
        write(ruth, place, version=opened, hours="Never")
    nia = SupportContact.objects.get()
    assert clash.value.theirs == {
        "emergency_text": WORDS,
        "version": safety_words_of(place).version,
        f"hours_{nia.pk}": "Every day",
    }
    assert stands(place) == (WORDS, ["Every day"])


def test_C2_new_hours_alone_are_another_version(place: Organisation) -> None:
    opened = safety_words_of(place).version
    SupportContact.objects.update(hours="Tuesdays")
    assert safety_words_of(place).version != opened
