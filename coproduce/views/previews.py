"""Every message of the site with made-up people in it, so that its words can be read before anybody gets them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.views.public import shows_components
from members.decorators import everyone
from members.messages.kinds import Kind, all_kinds, find_kind
from members.messages.rendering import Rendered
from members.models import Message


def preview_of(kind: Kind) -> Rendered:
    """The words of a kind of message, with its made-up context."""
    return kind.render(Message(kind=kind.name, key=f"{kind.name}:preview"), kind.preview)


@everyone
def message_previews(request: HttpRequest) -> HttpResponse:
    """The list of messages: for staff, and for everyone where the site is being built."""
    if not shows_components(request):
        raise Http404
    rows = [(kind.name, preview_of(kind).subject) for kind in all_kinds()]
    return render(request, "front/message_previews.html", {"rows": rows})


@everyone
def message_preview(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its subject and its plain part, with a link to the other part."""
    kind = find_kind(name) if shows_components(request) else None
    if kind is None:
        raise Http404
    return render(request, "front/message_preview.html", {"kind": kind, "message": preview_of(kind)})


@everyone
def message_preview_html(request: HttpRequest, name: str) -> HttpResponse:
    """The light HTML part as a mail program would show it."""
    kind = find_kind(name) if shows_components(request) else None
    if kind is None:
        raise Http404
    return HttpResponse(preview_of(kind).html)
