"""Getting fewer messages with one press from a message, without signing in."""

from django.contrib import messages
from django.core.signing import BadSignature
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from members.actions.contact import hear_by_email_less
from members.actions.message import withdraw_messages
from members.acts import Act, read_act
from members.decorators import everyone
from members.messages.mail import FEWER
from members.models import ContactPreference, Member, Message


@everyone
@never_cache
@csrf_exempt  # the signed link alone says who may; mail programs press it without ever seeing the page (RFC 8058)
def fewer(request: HttpRequest, signed: str) -> HttpResponse:
    """A page with one button; looking at it changes nothing, and a later press changes nothing more."""
    act = _read(signed)
    member = Member.objects.filter(pk=act.member_id, is_active=True).first() if act.member_id else None
    if request.method == "POST":
        _do(act, member)
        if "List-Unsubscribe" in request.POST:
            return HttpResponse("OK", content_type="text/plain")
        messages.success(request, _("Saved. We write you fewer emails from now on."))
        return redirect("members:fewer", signed=signed)
    return render(request, "members/contact/fewer.html", {"person": member, "is_done": _is_done(act, member)})


def _read(signed: str) -> Act:
    try:
        act = read_act(signed)
    except BadSignature:
        raise Http404 from None
    if act.act != FEWER:
        raise Http404
    return act


def _do(act: Act, member: Member | None) -> None:
    if member is not None:
        hear_by_email_less(by=member)
        return
    message = Message.objects.filter(pk=act.object_id, recipient=None).first()
    if message is not None and message.subject_id is not None:
        withdraw_messages(kind=message.kind, subject_id=message.subject_id)


def _is_done(act: Act, member: Member | None) -> bool:
    if member is None:
        return not Message.objects.filter(
            pk=act.object_id, recipient=None, state=Message.State.WAITING
        ).exists()
    return ContactPreference.objects.filter(member=member, channel=ContactPreference.Channel.SITE).exists()
