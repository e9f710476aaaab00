"""What allauth asks of us about accounts."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from members.actions.account import OWN_PHONE
from members.models import Member
from members.queries.organisation import only_organisation

log = logging.getLogger(__name__)
QUIET = {"account/messages/login_code_sent.txt", "account/messages/logged_in.txt"}  # the next page says it


def display_name(member: Member) -> str:
    """The name that the person chose."""
    return member.display_name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by accepting an invitation, never by signing up on their own."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("This account is closed."),
        "duplicate_email": _("This is your address already."),
        "email_taken": _("This address cannot be used. Choose another one."),
        "incorrect_code": _("That code is not right. Check it and try again"),
        "same_as_current": _("This is your address already."),
        "too_many_login_attempts": _("Let us try again in 5 minutes."),
        "rate_limited": _("Let us try again in a minute."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Nothing: the handle is random and made by the model."""

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Sign in: for 30 days on one's own phone, else until the browser is closed."""
        own_phone = request.session.pop(OWN_PHONE, False)
        super().login(request, user)
        request.session.set_expiry(None if own_phone else 0)

    def format_email_subject(self, subject: str) -> str:
        """As it is: nothing in front that a lock screen would show."""
        return str(subject)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send at once. With the mail server down the person reads so, with somebody to call, and nothing is changed."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as trouble:  # smtplib's errors are OSErrors as well
            log.warning("a mail with a code could not be handed to the mail server")
            context = {"organisation": only_organisation(), "again": self.request.get_full_path()}
            page = render(self.request, "members/account/not_sent.html", context, status=503)
            raise ImmediateHttpResponse(page) from trouble

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """A word after something was done, where the next page does not say it anyway."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kwargs)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """A code app or a passkey, and always a code by email; nobody has a password."""
        ways = [way for way in super().get_reauthentication_methods(user) if way["id"] != "reauthenticate"]
        if user.is_authenticated and user.email:
            ways.append(
                {"id": "code", "description": _("Use a code by email"), "url": reverse("members:prove")}
            )
        return ways


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The words of the pages about a second way to prove who one is."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "add_email_blocked": _("Turn off your second way to sign in first. Then you can add an address."),
        "cannot_delete_authenticator": _(
            "What you do on this site needs a second way to sign in. So this one stays."
        ),
        "cannot_generate_recovery_codes": _(
            "Set up a second way to sign in first. Then you get codes for a lost phone."
        ),
        "incorrect_code": _("That code is not right. Check it and try again"),
        "unverified_email": _("Prove that your email address is yours first. Then you can go on here."),
    }
