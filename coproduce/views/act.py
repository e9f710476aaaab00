"""The one door for links in messages: who may act, on what. What the page does is the business of the app that wrote it."""

from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from members.acts import read_act, view_for
from members.decorators import for_whom
from members.models import Member


@never_cache
@for_whom("whoever has the link from their message")
def act(request: HttpRequest, signed: str) -> HttpResponse:
    """Open the page that the link was made for. Opening it changes nothing."""
    try:
        link = read_act(signed)
    except BadSignature:
        return _dead(request)
    view = view_for(link.act)
    member = Member.objects.filter(pk=link.member_id, is_active=True).first()
    if view is None or member is None:
        return _dead(request)
    request.act_member = member  # type: ignore[attr-defined]
    translation.activate(member.language)
    return view(request, member, link.object_id, link.version)


def _dead(request: HttpRequest) -> HttpResponse:
    words = _("This link does not work any more.")
    return render(request, "act/dead.html", {"words": words}, status=410)
