"""The commands of a first run: all may be run twice."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from members.models import Member, Organisation, OrganisationRole, SupportContact
from tests.factories.members import make_member

OPEN = {
    "name": "Station House",
    "lead_email": "Ruth@example.org",
    "lead_name": "Ruth",
    "contact_name": "Maya",
    "contact_phone": "0117 496 0001",
    "contact_email": "maya@example.org",
    "contact_hours": "Monday to Friday, 9 to 5",
}


def run(command: str, **given: str) -> list[str]:
    out = StringIO()
    call_command(command, stdout=out, **given)
    return out.getvalue().splitlines()


def test_open_organisation_opens_it_with_its_lead_and_contact(db: None) -> None:
    assert run("open_organisation", **OPEN) == [
        "Station House: opened (station-house)",
        "Ruth: leads it now",
        "Maya: can be talked to now",
        "Next: Ruth signs in with Ruth@example.org and says who opens projects.",
    ]
    place = Organisation.objects.get()
    assert (place.contact_name, place.contact_phone, place.contact_email) == (
        "Maya",
        "0117 496 0001",
        "maya@example.org",
    )
    assert list(OrganisationRole.objects.values_list("member__email", "role", "appointed_by")) == [
        ("ruth@example.org", "lead", None)
    ]
    assert list(SupportContact.objects.values_list("member__email", "hours")) == [
        ("maya@example.org", "Monday to Friday, 9 to 5")
    ]


def test_open_organisation_again_changes_nothing(db: None) -> None:
    run("open_organisation", **OPEN)
    assert run("open_organisation", **OPEN)[:3] == [
        "Station House: was open already (station-house)",
        "Ruth: leads it already",
        "Maya: can be talked to already",
    ]
    assert (
        Organisation.objects.count(),
        OrganisationRole.objects.count(),
        SupportContact.objects.count(),
    ) == (1, 1, 1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"name": "!!!"}, 'The name needs at least one letter. Type:  --name "Station House"'),
        ({"name": "x" * 101}, "--name is too long: 100 letters at most."),
        ({"lead_email": "ruth"}, "--lead-email is no email address: ruth"),
        ({"contact_email": "maya"}, "--contact-email is no email address: maya"),
        (
            {"contact_email": "", "contact_phone": ""},
            "People must be able to reach the contact. Add --contact-phone or --contact-email.",
        ),
    ],
)
def test_open_organisation_says_what_to_type(db: None, given: dict[str, str], words: str) -> None:
    with pytest.raises(CommandError) as refused:
        run("open_organisation", **{**OPEN, **given})
    assert str(refused.value) == words
    assert Organisation.objects.count() == 0


def test_appoint_makes_a_lead_or_facilitator(db: None) -> None:
    run("open_organisation", **OPEN)
    given = {"organisation": "station-house", "email": "kit@example.org", "role": "facilitator"}
    assert run("appoint", **given) == ["kit is now facilitator of Station House."]
    assert run("appoint", **given) == ["kit is already facilitator of Station House."]


def test_appoint_says_which_organisations_there_are(db: None) -> None:
    run("open_organisation", **OPEN)
    with pytest.raises(CommandError, match="^There is no organisation called x. There are: station-house$"):
        run("appoint", organisation="x", email="kit@example.org", role="lead")


def test_appoint_wants_an_email_address(db: None) -> None:
    run("open_organisation", **OPEN)
    with pytest.raises(CommandError, match="^--email is no email address: kit$"):
        run("appoint", organisation="station-house", email="kit", role="lead")


def test_make_operator_says_where_to_go(db: None) -> None:
    assert run("make_operator", email="op@example.org", name="Op") == [
        "Op is now an operator: http://localhost/operate/"
    ]
    assert run("make_operator", email="op@example.org") == [
        "Op is already an operator: http://localhost/operate/"
    ]
    assert Member.objects.get().has_usable_password() is False


def test_make_operator_wants_an_email_address(db: None) -> None:
    with pytest.raises(CommandError, match="^--email is no email address: op$"):
        run("make_operator", email="op")


def test_forget_second_factor_lets_somebody_in_by_code_alone(db: None) -> None:
    member = make_member(name="Ruth", email="ruth@example.org")
    for kind in ("totp", "recovery_codes"):
        member.authenticator_set.create(type=kind, data={})
    assert run("forget_second_factor", email="RUTH@example.org") == ["Ruth: 2 taken off."]
    assert run("forget_second_factor", email="ruth@example.org") == ["Ruth: 0 taken off."]


def test_forget_second_factor_says_when_nobody_has_that_address(db: None) -> None:
    with pytest.raises(CommandError, match="^Nobody has an account with this address: x@example.org$"):
        run("forget_second_factor", email="x@example.org")
