"""Codes by email: to sign in, and to show that an address or a signed-in person is who they say.

The code is sent at once and not through the outbox: it lives in the session of the one who asked and nowhere else,
so nobody who reads the tables of messages can sign in with it. Where the mail server does not take it, the person
reads so on the page and tries again; nothing waits and nothing is lost.
"""

import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.internal.userkit import filter_users_by_email
from allauth.account.stages import LoginByCodeStage, LoginStageController
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.cryptokit import compare_user_code
from django.http import HttpRequest, HttpResponse

from members.actions.account import OWN_PHONE, remember_proved_email


class Outcome(StrEnum):
    """What came of sending or checking a code."""

    SENT = "sent"
    NOT_SENT = "not sent"  # the mail server did not take it
    TOO_MANY = "too many"  # too many codes asked for, or too many wrong ones
    RIGHT = "right"
    WRONG = "wrong"
    RAN_OUT = "ran out"
    NONE = "none"  # no code was asked for in this browser


@dataclass(frozen=True)
class Checked:
    """What came of checking a code; after the right one `response` leads on."""

    outcome: Outcome
    response: HttpResponse | None = None
    email: str = ""


# --- signing in -----------------------------------------------------------------------------------------------------


def send_sign_in_code(*, request: HttpRequest, email: str, own_phone: bool = False) -> Outcome:
    """Send a code to an address. An unknown address gets a mail too, so that nobody learns who has an account."""
    if not _may_ask(request, email):
        return Outcome.TOO_MANY
    found = filter_users_by_email(email, is_active=True, prefer_verified=True, for_login=True)
    try:
        LoginCodeVerificationProcess.initiate(request=request, user=found[0] if found else None, email=email)
    except ImmediateHttpResponse:  # the adapter, about a mail server that is down
        return Outcome.NOT_SENT
    request.session[OWN_PHONE] = own_phone
    return Outcome.SENT


def waiting_sign_in(*, request: HttpRequest) -> LoginCodeVerificationProcess | None:
    """The sign-in that waits for its code in this browser, also when the code has run out; None if there is none."""
    stage = LoginStageController.enter(request, LoginByCodeStage.key)
    return LoginCodeVerificationProcess(stage) if stage else None


def check_sign_in_code(*, request: HttpRequest, code: str, next_url: str | None = None) -> Checked:
    """Sign in with the right code (a second factor may come between). Five wrong ones end it for five minutes."""
    process = waiting_sign_in(request=request)
    if process is None:
        return Checked(Outcome.NONE)
    email: str = process.state["email"]
    if not _may_try(request, email):
        process.abort()
        return Checked(Outcome.TOO_MANY)
    if not process.is_valid():
        return Checked(Outcome.RAN_OUT, email=email)
    if not compare_user_code(actual=code, expected=process.code):
        ratelimit.consume(request, action="login_failed", key=email)
        left = process.record_invalid_attempt() and _may_try(request, email)
        return Checked(Outcome.WRONG if left else Outcome.TOO_MANY, email=email)
    if process.user.email == email:
        remember_proved_email(member=process.user)
    return Checked(Outcome.RIGHT, process.finish(next_url), email)


# --- showing again who you are --------------------------------------------------------------------------------------

PLACE = "code_to_show_it_is_you"  # in the session


def send_proof_code(*, request: HttpRequest) -> Outcome:
    """Send the signed-in member a code, so that they show again who they are; the newest one counts."""
    email = str(getattr(request.user, "email", "") or "").lower()
    if not _may_ask(request, email):
        return Outcome.TOO_MANY
    code = get_adapter().generate_login_code()
    try:
        get_adapter().send_mail("account/email/login_code", email, {"request": request, "code": code})
    except ImmediateHttpResponse:
        return Outcome.NOT_SENT
    request.session[PLACE] = {"email": email, "code": code, "at": time.time(), "tries": 0}
    return Outcome.SENT


def is_proof_waiting(*, request: HttpRequest) -> bool:
    """Whether a code was sent and waits to be typed in."""
    return bool(_waiting(request))


def check_proof_code(*, request: HttpRequest, code: str) -> Outcome:
    """RIGHT counts as signing in afresh. Five wrong codes end it for five minutes."""
    state = _waiting(request)
    if not state:
        return Outcome.NONE
    email = state["email"]
    if not _may_try(request, email):
        return _give_up(request)
    if time.time() - state["at"] > app_settings.LOGIN_BY_CODE_TIMEOUT:
        return Outcome.RAN_OUT
    if compare_user_code(actual=code, expected=state["code"]):
        del request.session[PLACE]
        record_authentication(request, request.user, method="code", reauthenticated=True)
        return Outcome.RIGHT
    ratelimit.consume(request, action="login_failed", key=email)
    request.session[PLACE] = {**state, "tries": state["tries"] + 1}
    if state["tries"] + 1 >= app_settings.LOGIN_BY_CODE_MAX_ATTEMPTS or not _may_try(request, email):
        return _give_up(request)
    return Outcome.WRONG


def was_proved_lately(*, request: HttpRequest) -> bool:
    """Whether the member signed in, or showed again who they are, in the last 15 minutes."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT


def _give_up(request: HttpRequest) -> Outcome:
    request.session.pop(PLACE, None)
    return Outcome.TOO_MANY


def _waiting(request: HttpRequest) -> dict[str, Any]:
    state = request.session.get(PLACE)
    return state if isinstance(state, dict) else {}


def _may_ask(request: HttpRequest, email: str) -> bool:
    return _may_try(request, email) and ratelimit.consume(request, action="request_login_code", key=email)


def _may_try(request: HttpRequest, email: str) -> bool:
    """Whether fewer than five wrong codes were tried for this address in the last five minutes, by anybody."""
    return bool(ratelimit.consume(request, action="login_failed", key=email, dry_run=True))
