"""What allauth asks of us about accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from members.models import Member


def display_name(member: Member) -> str:
    """The name that the person chose."""
    return member.display_name


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by accepting an invitation, never by signing up on their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up without an invitation."""
        return False

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Nothing: the handle is random and made by the model."""
