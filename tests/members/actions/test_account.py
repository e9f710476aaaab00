"""Opening an account, the name, and how pages look."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory

from coproduce.lib.answers import Refused
from members.actions.account import (
    AddressTaken,
    choose_reading,
    make_operator,
    open_account,
    remember_proved_email,
    rename_member,
    start_session,
)
from members.models import AuditKey, ContactPreference, Member
from tests.factories.members import make_member


def test_open_account_needs_only_a_name(db: None) -> None:
    member = open_account(display_name="Sam")
    assert (member.email, member.has_usable_password(), member.is_active) == (None, False, True)
    assert ContactPreference.objects.get(member=member).channel == "site"
    assert AuditKey.objects.filter(member=member).count() == 1
    assert EmailAddress.objects.count() == 0


def test_open_account_with_a_proved_email_remembers_it(db: None) -> None:
    member = open_account(display_name="Sam", email="Sam@Example.org", email_is_proved=True)
    assert list(EmailAddress.objects.values_list("user", "email", "verified", "primary")) == [
        (member.pk, "sam@example.org", True, True)
    ]
    assert ContactPreference.objects.get(member=member).channel == "email"


def test_open_account_refuses_an_address_in_use_whatever_its_case(db: None) -> None:
    open_account(display_name="Sam", email="sam@example.org")
    with pytest.raises(AddressTaken):
        open_account(display_name="Eve", email="SAM@example.org")
    assert list(Member.objects.values_list("display_name", flat=True)) == ["Sam"]


def test_remember_proved_email_replaces_an_older_address(db: None) -> None:
    member = make_member(email="new@example.org")
    EmailAddress.objects.create(user=member, email="old@example.org", primary=True, verified=True)
    remember_proved_email(member=member)
    assert list(EmailAddress.objects.values_list("email", flat=True)) == ["new@example.org"]


def test_rename_member_and_choose_reading_change_only_that(db: None) -> None:
    member = make_member(name="Sam")
    rename_member(by=member, display_name="Sami")
    choose_reading(by=member, colours="dark", text_size="xl", letters="clear", fewer_things=True)
    member.refresh_from_db()
    assert (member.display_name, member.colours, member.text_size, member.letters, member.fewer_things) == (
        "Sami",
        "dark",
        "xl",
        "clear",
        True,
    )


def test_make_operator_says_whether_it_is_new(db: None) -> None:
    member = make_member()
    assert [make_operator(member=member), make_operator(member=member)] == [True, False]
    assert Member.objects.get().is_staff


def test_make_operator_refuses_a_closed_account(db: None) -> None:
    with pytest.raises(Refused, match="^This account is closed.$"):
        make_operator(member=make_member(is_active=False))


def test_start_session_refuses_to_go_round_a_second_factor(db: None) -> None:
    member = make_member()
    member.authenticator_set.create(type="totp", data={})
    request = RequestFactory().get("/")
    request.session = SessionStore()
    with pytest.raises(Refused, match="^Sign in with your passkey or code app first."):
        start_session(request=request, member=member, own_phone=False, how="code")
    assert "_auth_user_id" not in request.session


def test_a_member_never_signs_in_with_a_password(db: None) -> None:
    member = open_account(display_name="Sam", email="sam@example.org")
    assert Client().login(handle=member.handle, password="") is False
