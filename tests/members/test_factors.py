"""A second factor, and a passkey instead of a code."""

import re
import time
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.conf import settings
from django.core import mail
from django.test import Client
from playwright.sync_api import Page

from members.actions.account import remember_proved_email
from tests.factories.members import make_member
from tests.members.pages import signed_in
from tests.members.test_pages_in_browser import put_in_browser

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def test_code_and_code_app_together_sign_in_on_my_own_phone(client: Client, db: None) -> None:
    member = make_member(email="ruth@example.org")
    secret = generate_totp_secret()
    TOTP.activate(member, secret)
    client.post("/in/", {"email": "ruth@example.org", "own_phone": "on"})
    client.post("/in/code/", {"code": re.findall(r"\d{6}", str(mail.outbox[0].body))[0]})
    page = client.get("/account/ways/authenticate/")
    assert (page.status_code, "_auth_user_id" in client.session) == (200, False)
    with time_machine.travel(time.time(), tick=False):  # a code of the app lives 30 seconds
        value = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
        answer = client.post("/account/ways/authenticate/", {"code": value})
    assert answer.headers["Location"] == "/home/"
    assert client.session["_auth_user_id"] == str(member.pk)
    assert answer.cookies["session"]["max-age"] == int(timedelta(days=30).total_seconds())


def test_a_wrong_code_of_the_app_keeps_the_door_shut(client: Client, db: None) -> None:
    TOTP.activate(make_member(email="ruth@example.org"), generate_totp_secret())
    client.post("/in/", {"email": "ruth@example.org"})
    client.post("/in/code/", {"code": re.findall(r"\d{6}", str(mail.outbox[0].body))[0]})
    answer = client.post("/account/ways/authenticate/", {"code": "000000"})
    assert (answer.status_code, "_auth_user_id" in client.session) == (200, False)


@pytest.mark.django_db(transaction=True)
def test_a_passkey_is_added_and_signs_in(live_server: Any, page: Page) -> None:
    member = make_member(email="ruth@example.org")
    remember_proved_email(member=member)
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    put_in_browser(page, signed_in(member), live_server.url)
    page.goto(live_server.url + "/account/ways/webauthn/add/")
    page.get_by_label("name", exact=False).first.fill("My phone")
    for tick in page.locator("main input[type=checkbox]").all():
        tick.check()
    page.locator("main form button.btn").last.click()
    page.wait_for_url(lambda url: not url.endswith("/add/"))
    page.wait_for_load_state("networkidle")
    assert member.authenticator_set.filter(type="webauthn").count() == 1
    page.context.clear_cookies()
    page.goto(live_server.url + "/in/")
    page.get_by_text("I have a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/home/")
    page.wait_for_load_state("networkidle")
    session = next(each for each in page.context.cookies() if each["name"] == settings.SESSION_COOKIE_NAME)
    assert session["expires"] == -1
