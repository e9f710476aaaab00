"""Accounts: opening one, signing in and out, the name, and how pages look."""

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from coproduce.lib.answers import Refused
from members.models import AuditKey, ContactPreference, Member

OWN_PHONE = "own_phone"  # in the session between asking for a code and being signed in


class AddressTaken(Exception):
    """There is an account with this email already: its owner signs in instead."""


@transaction.atomic
def open_account(
    *,
    display_name: str,
    email: str | None = None,
    email_is_proved: bool = False,
    time_zone: str = "Europe/London",
) -> Member:
    """A new account: a name is all it needs. Raises AddressTaken when the email belongs to an account."""
    try:
        with transaction.atomic():
            member = Member.objects.create_user(email=email, display_name=display_name, time_zone=time_zone)
    except IntegrityError as taken:
        raise AddressTaken from taken
    AuditKey.objects.create(member=member)
    ContactPreference.objects.create(
        member=member,
        channel=ContactPreference.Channel.EMAIL if email else ContactPreference.Channel.SITE,
    )
    if email and email_is_proved:
        remember_proved_email(member=member)
    return member


def remember_proved_email(*, member: Member) -> None:
    """The member showed that their email is theirs, by a code or by the invitation that was sent to it."""
    if member.email:
        EmailAddress.objects.filter(user=member, primary=True).exclude(email=member.email).delete()
        EmailAddress.objects.update_or_create(
            user=member, email=member.email, defaults={"primary": True, "verified": True}
        )


def start_session(*, request: HttpRequest, member: Member, own_phone: bool, how: str) -> None:
    """Sign the member in: for 30 days on their own phone, else until the browser is closed.

    `how` goes into the session as the way they showed who they are: "code" or "invitation". Raises Refused for
    somebody with a second factor: they come in through the sign-in page, which asks for it.
    """
    if Authenticator.objects.filter(user=member).exists():
        raise Refused(_("Sign in with your passkey or code app first. Then open the link again."))
    request.session[OWN_PHONE] = own_phone
    get_adapter().login(request, member)
    record_authentication(request, member, method=how)


def rename_member(*, by: Member, display_name: str) -> Member:
    """The member is called something else from now on."""
    by.display_name = display_name
    by.save(update_fields=["display_name"])
    return by


def choose_reading(*, by: Member, colours: str, text_size: str, letters: str, fewer_things: bool) -> Member:
    """How pages look for this member, on every device they sign in with."""
    by.colours, by.text_size, by.letters, by.fewer_things = colours, text_size, letters, fewer_things
    by.save(update_fields=["colours", "text_size", "letters", "fewer_things"])
    return by


def make_operator(*, member: Member) -> bool:
    """The member may open the admin. Returns whether that is new. Raises Refused for a closed account."""
    if not member.is_active:
        raise Refused(_("This account is closed."))
    if member.is_staff and member.is_superuser:
        return False
    member.is_staff = member.is_superuser = True
    member.save(update_fields=["is_staff", "is_superuser"])
    return True


@transaction.atomic
def forget_second_factor(*, member: Member) -> int:
    """Take off the passkeys, code apps and spare codes of somebody who lost them all: how many there were."""
    return Authenticator.objects.filter(user=member).delete()[0]
