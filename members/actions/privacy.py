"""One person's data in this app: everything for them to take along, or removed for good (promise P4)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.models import (
    AuditKey,
    Consent,
    ContactPreference,
    Member,
    Message,
    Need,
    OrganisationRole,
    SupportContact,
    SupportRequest,
)
from members.queries.audit import who_looked_at

Row = dict[str, Any]
SENT = ("kind", "channel", "state", "due_at", "sent_at")


def export_rows(member: Member) -> dict[str, list[Row]]:
    """Everything this app keeps about the member, as plain rows in words."""
    looked = [
        {"who": each.who, "what": each.what, "at": each.at} for each in who_looked_at(member, most=1000)
    ]
    sent: Iterable[Row] = Message.objects.filter(recipient=member).values(*SENT)
    return {
        "account": [_account(member)],
        "contact": _rows(ContactPreference, member=member),
        "needs": _rows(Need, member=member),
        "consents": _rows(Consent, member=member),
        **_parts(member),
        **_chats(member),
        "messages": list(sent),
        "who_looked": looked,
        "ways_to_sign_in": list(
            Authenticator.objects.filter(user=member).values("type", "created_at", "last_used_at")
        ),
        "places_signed_in": list(
            UserSession.objects.filter(user=member).values("ip", "user_agent", "created_at", "last_seen_at")
        ),
    }


def _account(member: Member) -> Row:
    return {
        "name": member.display_name,
        "email": member.email,
        "language": member.language,
        "time_zone": member.time_zone,
        "text_size": member.get_text_size_display(),
        "colours": member.get_colours_display(),
        "letters": member.get_letters_display(),
        "fewer_things": member.fewer_things,
        "joined_at": member.joined_at,
        "last_signed_in_at": member.last_login,
        "email_came_back_at": member.email_bounced_at,
    }


def _parts(member: Member) -> dict[str, list[Row]]:
    """What the member does for organisations."""
    offers = ("organisation__name", "name", "what", "phone", "hours", "away_until", "appointed_at")
    roles = ("organisation__name", "role", "appointed_at")
    return {
        "organisation_roles": list(OrganisationRole.objects.filter(member=member).values(*roles)),
        "offers_to_talk": list(SupportContact.objects.filter(member=member).values(*offers)),
    }


def _chats(member: Member) -> dict[str, list[Row]]:
    """What the member asked, with their words; what others asked of them, without: those are the others'."""
    steps = ("how", "when", "status", "asked_at", "answer_by", "answered_at", "passed_on_at")
    asked = SupportRequest.objects.filter(asker=member)
    return {
        "chats_asked_for": list(asked.values("to__display_name", "reach_at", "words", *steps)),
        "chats_asked_of_you": list(SupportRequest.objects.filter(to=member).values(*steps)),
    }


def _rows(model: Any, **which: Any) -> list[Row]:
    """All columns but the ones that only tie rows together."""
    fields = [
        field.name for field in model._meta.concrete_fields if not field.is_relation and not field.primary_key
    ]
    return list(model.objects.filter(**which).values(*fields))


def erase(member: Member, *, now: datetime | None = None) -> None:
    """Leave an emptied tombstone, "someone who left", and nothing else; in the caller's transaction."""
    for gone in (Need, Consent, ContactPreference, OrganisationRole, SupportContact, AuditKey):
        gone.objects.filter(member=member).delete()
    SupportRequest.objects.filter(asker=member).delete()
    SupportRequest.objects.filter(to=member).update(to=None)
    Message.objects.filter(folded_into__recipient=member).update(folded_into=None)
    Message.objects.filter(recipient=member).delete()
    LogEntry.objects.filter(
        Q(user=member)
        | Q(content_type__app_label="members", content_type__model="member", object_id=str(member.pk))
    ).delete()
    member.groups.clear()
    member.user_permissions.clear()
    _end_sessions(member)
    for gone in (EmailAddress, Authenticator, UserSession):
        gone.objects.filter(user=member).delete()
    _empty(member, now or dates.now())


def _end_sessions(member: Member) -> None:
    """Every session of the member, and those of browsers that signed in or joined half-way with their address."""
    theirs = []
    for session in Session.objects.iterator():
        data = session.get_decoded()
        if data.get("_auth_user_id") == str(member.pk) or (member.email and member.email in str(data)):
            theirs.append(session.pk)
    Session.objects.filter(pk__in=theirs).delete()


def _empty(member: Member, now: datetime) -> None:
    fresh = Member(display_name=_("Someone who left"))
    for field in ("display_name", "language", "time_zone", "text_size", "colours", "letters", "fewer_things"):
        setattr(member, field, getattr(fresh, field))
    member.email = member.email_bounced_at = member.last_login = None
    member.is_active = member.is_staff = member.is_superuser = False
    member.erased_at = now
    member.set_unusable_password()
    member.save()
