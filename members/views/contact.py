"""How the member is reached, and what was sent to them."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.actions.contact import choose_contact
from members.decorators import signed_in
from members.forms.contact import ContactForm
from members.messages.shown import shown
from members.models import ContactPreference
from members.queries.message import messages_to
from members.requests import MemberRequest

A_PAGE = 20


@signed_in
def contact(request: MemberRequest) -> HttpResponse:
    """Where, how often and when we write; a pause; and saying hello."""
    member = request.user
    preference = ContactPreference.objects.filter(member=member).first() or ContactPreference(member=member)
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        preference=preference,
        zone=member.time_zone,
        has_email=bool(member.email),
    )
    if request.method == "POST" and form.is_valid():
        chosen = {key: value for key, value in form.cleaned_data.items() if key != "pause"}
        choose_contact(by=member, paused_until=form.paused_until(dates.today(member.time_zone)), **chosen)
        messages.success(request, _("Saved. We write to you like this from now on."))
        return redirect("members:contact")
    context = {"form": form, "preference": preference, "today": dates.today(member.time_zone)}
    return render(request, "members/contact/edit.html", context)


@signed_in
def sent(request: MemberRequest) -> HttpResponse:
    """What was sent to the member, by email or here on the site, and why."""
    found = list(messages_to(request.user, before=_before(request))[: A_PAGE + 1])
    context = {
        "rows": shown(found[:A_PAGE]),
        "older": f"{found[A_PAGE - 1].sent_at:%Y-%m-%dT%H:%M:%S.%fZ}_{found[A_PAGE - 1].pk}"
        if len(found) > A_PAGE
        else "",
        "is_first": "before" not in request.GET,
    }
    return render(request, "members/contact/sent.html", context)


def _before(request: HttpRequest) -> tuple[datetime, int] | None:
    """The last message of the page before, from "2026-05-14T13:00:00.000000Z_12". Raises Http404 for anything else."""
    given = request.GET.get("before", "")
    if not given:
        return None
    moment, _line, number = given.partition("_")
    try:
        at = parse_datetime(moment)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None or not number.isascii() or not number.isdigit() or len(number) > 18:
        raise Http404
    return at, int(number)
