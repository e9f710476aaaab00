"""One person's rows in this app: exported, or removed."""

from datetime import UTC, datetime

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.test import Client

from members.actions.account import remember_proved_email
from members.actions.audit import record_reading
from members.actions.message import write_message
from members.actions.privacy import erase, export_rows
from members.models import (
    AuditKey,
    Consent,
    ContactPreference,
    Member,
    Message,
    Need,
    Organisation,
    OrganisationRole,
    SupportContact,
    SupportRequest,
)
from tests.factories.members import (
    make_member,
    make_need,
    make_organisation_role,
    make_support_contact,
)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CANARY = "canary-7f3a"


@pytest.fixture
def sam(organisation: Organisation) -> Member:
    """Somebody with a row in every table that knows people."""
    sam = make_member(name=f"Sam {CANARY}", email=f"{CANARY}@example.org")
    jo = make_member(name="Jo")
    remember_proved_email(member=sam)
    make_need(member=sam, kind="own_words", words=CANARY)
    Consent.objects.create(member=sam, kind=CANARY, text_version="1")
    make_organisation_role(organisation=organisation, member=sam)
    make_support_contact(organisation=organisation, member=sam, name=CANARY, phone="1", hours=CANARY)
    asked = {"how": "call", "when": "today", "answer_by": NOW.date()}
    SupportRequest.objects.create(asker=sam, to=jo, words=CANARY, reach_at=CANARY, **asked)
    SupportRequest.objects.create(asker=jo, to=sam, words="Jo's own words", **asked)
    record_reading(reader=jo, about=sam, what="needs")
    write_message(kind="appointed", recipient=sam, subject_id=organisation.pk, version="lead", due_at=NOW)
    sam.authenticator_set.create(type="totp", data={"secret": CANARY})
    LogEntry.objects.create(
        user=jo,
        content_type=ContentType.objects.get_for_model(Member),
        object_id=str(sam.pk),
        object_repr=sam.display_name,
        action_flag=ADDITION,
    )
    return sam


def test_export_rows_holds_every_table_that_knows_the_person(sam: Member) -> None:
    rows = export_rows(sam)
    assert {name: len(found) for name, found in rows.items()} == {
        "account": 1,
        "contact": 1,
        "needs": 1,
        "consents": 1,
        "organisation_roles": 1,
        "offers_to_talk": 1,
        "chats_asked_for": 1,
        "chats_asked_of_you": 1,
        "messages": 1,
        "who_looked": 1,
        "ways_to_sign_in": 1,
        "places_signed_in": 0,
    }
    assert rows["who_looked"][0]["who"] == "Jo"


def test_export_rows_leaves_out_what_is_not_theirs(sam: Member) -> None:
    """The words that somebody else wrote to them stay that person's; a secret is never in a file."""
    rows = export_rows(sam)
    assert "Jo's own words" not in str(rows)
    assert "secret" not in str(rows["ways_to_sign_in"])
    assert CANARY not in str(rows["ways_to_sign_in"])


def test_erase_leaves_an_emptied_tombstone_and_nothing_else(sam: Member) -> None:
    browser = Client()
    browser.force_login(sam, backend="django.contrib.auth.backends.ModelBackend")
    for place, email in (("account_login", "email"), ("joining", "proved")):
        waiting = SessionStore()
        waiting[place] = {email: sam.email}
        waiting.save()
    UserSession.objects.create(user=sam, ip="127.0.0.1", user_agent=CANARY, session_key="x")
    erase(sam, now=NOW)
    sam.refresh_from_db()
    assert (sam.display_name, sam.email, sam.is_active, sam.erased_at) == (
        "Someone who left",
        None,
        False,
        NOW,
    )
    assert sam.has_usable_password() is False
    for model in (
        Need,
        Consent,
        OrganisationRole,
        SupportContact,
        Message,
        EmailAddress,
        UserSession,
        LogEntry,
    ):
        assert (model.__name__, model.objects.count()) == (model.__name__, 0)
    assert ContactPreference.objects.filter(member=sam).count() == 0
    assert AuditKey.objects.filter(member=sam).count() == 0
    assert sam.authenticator_set.count() == 0
    assert Session.objects.count() == 0
    assert browser.get("/me/contact/").status_code == 302


def test_erase_keeps_what_others_asked_without_naming_the_one_who_left(sam: Member) -> None:
    erase(sam, now=NOW)
    left = SupportRequest.objects.get()
    assert (left.asker.display_name if left.asker else "", left.to, left.words) == (
        "Jo",
        None,
        "Jo's own words",
    )


def test_erase_leaves_everybody_else_alone(sam: Member) -> None:
    other = make_member(name="Ann")
    session = Client()
    session.force_login(other, backend="django.contrib.auth.backends.ModelBackend")
    erase(sam, now=NOW)
    other.refresh_from_db()
    assert (other.display_name, other.is_active) == ("Ann", True)
    assert session.get("/me/contact/").status_code == 200
