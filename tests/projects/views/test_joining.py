"""Joining, press by press, as a browser sees it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from coproduce.lib import dates
from members.models import Member, Organisation
from projects.actions.invitation import end_invitation, invite_person, make_shared_link
from projects.lib.tokens import invitation_token, six_numbers
from projects.models import Invitation, JoinCode, Membership, Project
from tests.factories.members import make_member

pytestmark = pytest.mark.django_db
AsPerson = Callable[[Member | Membership], Client]
EMAIL = "sam@new.example.org"
NAME = {"name": "Sam", "channel": "email"}


def path(invitation: Invitation, page: str = "") -> str:
    """A page of joining."""
    return f"/join/{invitation_token(invitation.token_seed)}/{page}"


@pytest.fixture
def personal(facilitator: Membership) -> Invitation:
    """An invitation to Sam."""
    until = dates.today("Europe/London") + timedelta(days=30)
    return invite_person(by=facilitator, email=EMAIL, name="Sam", valid_until=until, now=dates.now())


@pytest.fixture
def shared(facilitator: Membership) -> Invitation:
    """A link to share."""
    until = dates.today("Europe/London") + timedelta(days=30)
    return make_shared_link(by=facilitator, valid_until=until, now=dates.now())


def newest_code() -> str:
    """The code in the newest email."""
    return six_numbers(JoinCode.objects.latest("pk").seed)


def test_J1_a_personal_invitation_takes_three_presses_and_no_typing(
    client: Client, personal: Invitation
) -> None:
    page = client.get(path(personal))
    assert [page.content.decode().count(words) for words in ("A better welcome", "Amina has asked you")] == [
        1,
        1,
    ]
    yes = client.post(path(personal))
    assert yes["Location"] == path(personal, "name/")
    assert 'value="Sam"' in client.get(yes["Location"]).content.decode()
    joined = client.post(yes["Location"], NAME)
    assert joined["Location"] == "/home/"
    home = client.get("/home/").content.decode()
    assert home.count("You have joined. Nothing more to do today.") == 1
    assert Membership.objects.get(member__email=EMAIL).is_active is True


def test_nothing_is_asked_or_changed_before_the_last_press(client: Client, personal: Invitation) -> None:
    client.get(path(personal))
    client.post(path(personal))
    client.get(path(personal, "name/"))
    assert (Member.objects.filter(email=EMAIL).count(), Invitation.objects.get().status) == (0, "open")


@pytest.mark.parametrize(
    ("typed", "kept"), [("\u202eSam\r\nBcc: all", "Sam Bcc: all"), ("سام", "سام"), (" \u200b\u202e ", None)]
)
def test_S2_a_name_is_one_line_that_can_be_seen_and_turns_nothing_around(
    client: Client, personal: Invitation, typed: str, kept: str | None
) -> None:
    client.post(path(personal))
    client.post(path(personal, "name/"), {**NAME, "name": typed})
    names = Member.objects.filter(email=EMAIL).values_list("display_name", flat=True)
    assert list(names) == ([kept] if kept else [])


@pytest.mark.parametrize(("own_phone", "days"), [({"own_phone": "on"}, 30), ({}, None)])
def test_the_session_lasts_on_ones_own_phone(
    client: Client, personal: Invitation, own_phone: dict[str, str], days: int | None
) -> None:
    client.post(path(personal))
    client.post(path(personal, "name/"), {**NAME, **own_phone})
    age = client.cookies[settings.SESSION_COOKIE_NAME]["max-age"]
    assert age == (days * 24 * 60 * 60 if days else "")


def test_S4_any_bad_token_gets_one_answer(
    client: Client, facilitator: Membership, personal: Invitation
) -> None:
    ended = make_shared_link(by=facilitator, valid_until=dates.today("Europe/London"), now=dates.now())
    end_invitation(by=facilitator, pk=ended.pk, now=dates.now())
    old = make_shared_link(
        by=facilitator, valid_until=dates.today("Europe/London") - timedelta(days=1), now=dates.now()
    )
    Invitation.objects.filter(pk=personal.pk).update(status="used", ended_at=dates.now())
    bad = [
        path(ended),
        path(old),
        path(personal),
        "/join/never-given/",
        f"/join/{'x' * 500}/",
        path(old, "name/"),
    ]
    answers = [client.get(each) for each in bad] + [client.post(each, NAME) for each in bad]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1
    assert "A better welcome" not in answers[0].content.decode()


def test_not_now_is_fine(client: Client, personal: Invitation) -> None:
    answer = client.post(path(personal), {"later": "1"})
    assert (answer.status_code, answer.content.decode().count("Thank you for telling us")) == (200, 1)
    assert Invitation.objects.get().status == "open"


def test_the_pages_in_between_lead_back_to_the_first(
    client: Client, personal: Invitation, shared: Invitation
) -> None:
    for invitation, page in (
        (personal, "name/"),
        (personal, "code/"),
        (personal, "email/"),
        (shared, "email/"),
    ):
        assert client.get(path(invitation, page))["Location"] == path(invitation)
    client.post(path(shared))
    assert client.post(path(shared, "name/"), NAME)["Location"] == path(shared)
    assert Member.objects.filter(display_name="Sam").count() == 0


def test_what_one_invitation_proved_opens_no_other(
    client: Client, personal: Invitation, shared: Invitation
) -> None:
    client.post(path(personal))
    assert client.post(path(shared, "name/"), NAME)["Location"] == path(shared)


def test_J1_a_shared_link_takes_five_presses_and_three_fields(client: Client, shared: Invitation) -> None:
    assert client.post(path(shared))["Location"] == path(shared, "email/")
    assert client.post(path(shared, "email/"), {"email": "Kit@Example.org"})["Location"] == path(
        shared, "code/"
    )
    page = client.get(path(shared, "code/")).content.decode()
    assert page.count("k***@example.org") == 1
    assert client.post(path(shared, "code/"), {"code": newest_code()})["Location"] == path(shared, "name/")
    assert client.post(path(shared, "name/"), {**NAME, "name": "Kit"})["Location"] == "/home/"
    assert Member.objects.get(email="kit@example.org").memberships.get().is_active is True


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter the code from your email"),
        ("12345", "The code is 6 numbers"),
        ("abcdef", "The code is 6 numbers"),
        ("wrong", "That code is not right. Check the email and try again"),
    ],
)
def test_a_wrong_code_says_what_to_do(client: Client, shared: Invitation, typed: str, words: str) -> None:
    client.post(path(shared))
    client.post(path(shared, "email/"), {"email": EMAIL})
    if typed == "wrong":
        typed = f"{(int(newest_code()) + 1) % 1_000_000:06d}"
    html = client.post(path(shared, "code/"), {"code": typed}).content.decode()
    assert html.count(words) == 2


def test_five_wrong_codes_lead_to_the_kind_page(client: Client, shared: Invitation) -> None:
    client.post(path(shared))
    client.post(path(shared, "email/"), {"email": EMAIL})
    wrong = f"{(int(newest_code()) + 1) % 1_000_000:06d}"
    statuses = [client.post(path(shared, "code/"), {"code": wrong}).status_code for _each in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    assert client.post(path(shared, "email/"), {"email": EMAIL}).status_code == 429


def test_a_code_that_ran_out_brings_a_new_one(client: Client, shared: Invitation) -> None:
    client.post(path(shared))
    client.post(path(shared, "email/"), {"email": EMAIL})
    JoinCode.objects.update(made_at=dates.now() - timedelta(minutes=16))
    html = client.post(path(shared, "code/"), {"code": newest_code()}).content.decode()
    assert (html.count("That code has run out. We have sent you a new one"), JoinCode.objects.count()) == (
        2,
        2,
    )
    assert client.post(path(shared, "code/"), {"code": newest_code()}).status_code == 302


def test_a_new_code_can_be_asked_for(client: Client, shared: Invitation) -> None:
    client.post(path(shared))
    client.post(path(shared, "email/"), {"email": EMAIL})
    assert client.post(path(shared, "code/"), {"action": "resend"})["Location"] == path(shared, "code/")
    assert JoinCode.objects.count() == 2


def test_a_known_address_on_a_shared_link_signs_in_and_joins(client: Client, shared: Invitation) -> None:
    kit = make_member(name="Kit", email="kit@example.org")
    client.post(path(shared))
    client.post(path(shared, "email/"), {"email": "kit@example.org"})
    assert client.post(path(shared, "code/"), {"code": newest_code()})["Location"] == "/home/"
    assert kit.memberships.get().is_active is True
    assert client.get("/home/").context["user"] == kit


def test_a_second_factor_is_not_passed_by(client: Client, shared: Invitation) -> None:
    kit = make_member(name="Kit", email="kit@example.org")
    kit.authenticator_set.create(type="totp", data={"secret": "x"})
    client.post(path(shared))
    client.post(path(shared, "email/"), {"email": "kit@example.org"})
    answer = client.post(path(shared, "code/"), {"code": newest_code()})
    assert answer["Location"].startswith("/in/")
    assert kit.memberships.count() == 0


def test_decision_27_an_address_with_an_account_signs_in_first(client: Client, personal: Invitation) -> None:
    sam = make_member(name="Sam", email=EMAIL)
    answer = client.post(path(personal))
    assert answer["Location"].startswith("/in/code/?next=%2Fjoin%2F")
    assert (sam.memberships.count(), Invitation.objects.get().status) == (0, "open")


def test_somebody_signed_in_joins_with_one_press(as_person: AsPerson, personal: Invitation) -> None:
    sam = make_member(name="Sam", email=EMAIL)
    assert as_person(sam).post(path(personal))["Location"] == "/home/"
    assert sam.memberships.get().is_active is True


def test_somebody_signed_in_with_another_address_is_told_why(
    as_person: AsPerson, outsider: Member, personal: Invitation
) -> None:
    answer = as_person(outsider).post(path(personal))
    words = "This invitation was sent to another address."
    assert (answer.status_code, answer.content.decode().count(words)) == (403, 1)
    assert outsider.memberships.count() == 0


def test_an_organisation_may_ask_for_a_code_on_personal_links(
    client: Client, organisation: Organisation, personal: Invitation
) -> None:
    Organisation.objects.update(personal_links_ask_for_a_code=True)
    assert client.post(path(personal))["Location"] == path(personal, "code/")
    assert client.post(path(personal, "code/"), {"code": newest_code()})["Location"] == path(
        personal, "name/"
    )


def test_the_name_page_says_the_age_of_the_organisation(client: Client, personal: Invitation) -> None:
    Organisation.objects.update(minimum_age=16)
    client.post(path(personal))
    html = client.get(path(personal, "name/")).content.decode()
    assert html.count("By joining you say you are 16 or older.") == 1


def test_the_answer_is_never_stored(client: Client, personal: Invitation) -> None:
    assert "no-store" in client.get(path(personal))["Cache-Control"]


def test_hosts_end_and_print(
    as_person: AsPerson, facilitator: Membership, shared: Invitation, project: Project
) -> None:
    amina = as_person(facilitator)
    sheet = amina.get(f"/projects/{project.address}/invite/{shared.pk}/").content.decode()
    assert (sheet.count(path(shared)), sheet.count("data:image/svg+xml")) == (1, 1)
    amina.post(f"/projects/{project.address}/invite/{shared.pk}/end/")
    assert Client().get(path(shared)).status_code == 404
    assert amina.get(f"/projects/{project.address}/invite/{shared.pk}/").status_code == 404


def test_invite_by_email_and_no_second_one(
    as_person: AsPerson, facilitator: Membership, project: Project
) -> None:
    amina, page = as_person(facilitator), f"/projects/{project.address}/invite/"
    assert amina.post(page, {"email": "Lee@Example.org", "valid_until": "tomorrow"}).status_code == 302
    again = amina.post(page, {"email": "lee@example.org"}).content.decode()
    assert again.count("There is an open invitation to this address.") == 2
    tomorrow = dates.today("Europe/London") + timedelta(days=1)
    assert Invitation.objects.values_list("email", "valid_until").get() == ("lee@example.org", tomorrow)
    assert amina.post(page, {"email": "kit@example.org", "valid_until": "1/1/2040"}).status_code == 200
