"""How often something may be asked for from one place, signed out."""

from allauth.core.internal.ratelimit import consume
from django.http import HttpRequest

LIMITS = {"ask_for_chat": "10/m/ip,60/h/ip"}


def may_ask_signed_out(request: HttpRequest) -> bool:
    """Whether another request for a chat may come from this address: wide enough for a workshop, not for a flood."""
    return consume(request, app="members", action="ask_for_chat", config=LIMITS) is not None
