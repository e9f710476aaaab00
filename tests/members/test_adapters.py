"""allauth speaks our words."""

from allauth.account.adapter import get_adapter as account_adapter
from allauth.mfa.adapter import get_adapter as second_factor_adapter

from tests.architecture.test_words import BANNED

JARGON = ("authentication", "authenticator", "deactivate", "two-factor", "Incorrect", "verified")


def test_the_pages_about_a_second_factor_use_no_jargon() -> None:
    words = [str(text) for text in second_factor_adapter().error_messages.values()]
    assert [text for text in words for jargon in JARGON if jargon in text] == []


def test_allauth_uses_no_banned_word() -> None:
    ours = ("incorrect_code", "account_inactive", "email_taken", "rate_limited", "too_many_login_attempts")
    words = [str(account_adapter().error_messages[name]) for name in ours]
    words += [str(text) for text in second_factor_adapter().error_messages.values()]
    assert [text for text in words if BANNED.search(text)] == []
