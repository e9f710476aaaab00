"""Act links: an address in a message that opens one page, for one person, about one version of one thing.

Opening it changes nothing (mail scanners follow links); the press of the button on the page does. The link says who may act and
on what; whether that is still so is asked of the database each time: it is dead when the person left or the thing moved on.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpResponse

ActView = Callable[..., HttpResponse]

_views: dict[str, ActView] = {}


@dataclass(frozen=True)
class Act:
    """What a link was signed for."""

    act: str
    member_id: int
    object_id: int
    version: str


def act_link(*, act: str, member_id: int, object_id: int, version: str) -> str:
    """The whole address for a message: `SITE_URL/a/<signed>/`. The same four facts always give the same address."""
    return f"{settings.SITE_URL}/a/{sign_act(act=act, member_id=member_id, object_id=object_id, version=version)}/"


def sign_act(*, act: str, member_id: int, object_id: int, version: str) -> str:
    """The signed part of an address, safe inside a path."""
    return _signer().sign_object([act, member_id, object_id, version])


def read_act(signed: str) -> Act:
    """What the link was signed for. Raises BadSignature for anything that this site did not sign as a link."""
    facts = _signer().unsign_object(signed)
    try:
        act, member_id, object_id, version = facts
        return Act(str(act), int(member_id), int(object_id), str(version))
    except (TypeError, ValueError) as error:
        raise BadSignature("signed, but not four facts of a link") from error


def register_act(name: str, view: ActView) -> None:
    """Let links for this act open `view(request, member, object_id, version)`. Raises ValueError for a second view."""
    if name in _views and _views[name] is not view:
        raise ValueError(f"there are two views for the act {name}")
    _views[name] = view


def view_for(name: str) -> ActView | None:
    """The view of an act, or None when no app knows the act (any more)."""
    return _views.get(name)


def _signer() -> Signer:
    return Signer(salt="coproduce.acts", sep=":")
