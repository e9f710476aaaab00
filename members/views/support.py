"""Talking to someone: asking, answering, calling off (screen S9)."""

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.workdays import next_working_day
from members.actions.audit import record_reading
from members.actions.support import answer_support_request, ask_for_chat, call_off_support_request
from members.decorators import everyone, once_per_form, signed_in
from members.forms.support import SupportForm
from members.models import Member, Organisation, PrivateReading, SupportContact, SupportRequest
from members.permissions.support import (
    can_answer_support_request,
    can_call_off_support_request,
    can_read_support_words,
    can_see_support_request,
)
from members.queries.limits import may_ask_signed_out
from members.queries.support import (
    SupportOption,
    contact_options,
    people_for,
    requests_for,
    requests_of,
    stands_in,
)
from members.requests import MemberRequest

MOST_ORGANISATIONS = 50
A_PAGE = 50


@everyone
@once_per_form
def support(request: HttpRequest) -> HttpResponse:
    """Reach a person in two presses: numbers to call first, then ask somebody for a chat. Works signed out."""
    member = request.user if request.user.is_authenticated else None
    places = _places(request, member)
    chosen = places[0] if len(places) == 1 else None
    options = people_for(member) if member else contact_options([chosen] if chosen else [])
    form = SupportForm(
        request.POST if request.method == "POST" else None,
        options=options,
        signed_in=member is not None,
        email=member.email or "" if member else "",
    )
    if request.method == "POST" and form.is_valid():
        if member is None and not may_ask_signed_out(request):
            return render(request, "members/support/too_many.html", {"options": options}, status=429)
        return _ask(request, form, member)
    organisation = _organisation_behind(places, options)
    context = {
        "form": form,
        "options": options,
        "places": [] if member or chosen else places,
        "organisation": organisation,
        "shows_contact": organisation is not None
        and organisation.contact_phone not in {"", *(option.phone for option in options)},
        "by": _next_day(),
    }
    return render(request, "members/support/ask.html", context)


def _ask(request: HttpRequest, form: SupportForm, member: Member | None) -> HttpResponse:
    given, option = form.cleaned_data, form.chosen()
    contact = (
        SupportContact.objects.select_related("member", "organisation")
        .filter(pk=option.contact_id or 0)
        .first()
    )
    asked = ask_for_chat(
        by=member,
        to=get_object_or_404(Member, pk=option.member_id or 0),
        to_contact=contact,
        organisation=Organisation.objects.filter(pk=option.organisation_id or 0).first(),
        how=given["how"],
        when=given["when"],
        words=given["words"],
        asker_name=given.get("name", ""),
        reach_at=given["reach_at"],
        now=dates.now(),
    )
    words = _(
        "Sent to %(name)s. They will be in touch by %(day)s, 5pm. If you need someone sooner, call 116 123."
    )
    messages.success(request, words % {"name": option.name, "day": date_format(asked.answer_by, "l j F")})
    return redirect("members:support-detail", pk=asked.pk) if member else redirect("members:support")


@signed_in
def support_detail(request: MemberRequest, pk: int) -> HttpResponse:
    """One request: its steps, and the words for those two who may read them."""
    asked = _request_for(request.user, pk)
    instead = stands_in(request.user, asked)
    may_read = can_read_support_words(request.user, asked)
    if may_read and asked.asker:
        record_reading(reader=request.user, about=asked.asker, what=PrivateReading.What.SUPPORT)
    context = {
        "asked": asked,
        "is_mine": asked.asker_id == request.user.pk,
        "may_read": may_read,
        "may_answer": can_answer_support_request(request.user, asked, stands_in=instead),
        "may_call_off": can_call_off_support_request(request.user, asked),
    }
    return render(request, "members/support/detail.html", context)


@signed_in
def support_inbox(request: MemberRequest) -> HttpResponse:
    """What I was asked, open ones first; and what I asked."""
    context = {
        "asked": list(requests_for(request.user)[:A_PAGE]),
        "mine": list(requests_of(request.user)[:A_PAGE]),
    }
    return render(request, "members/support/inbox.html", context)


@signed_in
def support_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """POST: I have been in touch."""
    asked = _request_for(request.user, pk)
    if request.method == "POST":
        answer_support_request(pk=asked.pk, by=request.user, now=dates.now())
        messages.success(request, _("Saved. Thank you for being in touch."))
        return redirect("members:support-inbox")
    return redirect("members:support-detail", pk=pk)


@signed_in
def support_call_off(request: MemberRequest, pk: int) -> HttpResponse:
    """POST: I do not need it any more."""
    asked = _request_for(request.user, pk)
    if request.method == "POST":
        call_off_support_request(pk=asked.pk, by=request.user, now=dates.now())
        messages.success(request, _("Done. You can ask again at any time."))
    return redirect("members:support-detail", pk=pk)


def _request_for(member: Member, pk: int) -> SupportRequest:
    """The request, if the member may see that it was asked. Raises Http404 else: a stranger learns nothing."""
    known = Q(asker=member) | Q(to=member) | Q(passed_on_at__isnull=False)
    asked = get_object_or_404(
        SupportRequest.objects.filter(known).select_related("asker", "to", "organisation"), pk=pk
    )
    if not can_see_support_request(member, asked, stands_in=stands_in(member, asked)):
        raise Http404
    return asked


def _places(request: HttpRequest, member: Member | None) -> list[Organisation]:
    """Signed out: the organisation named in the address, else all of them to choose from."""
    if member is not None:
        return []
    named = request.GET.get("at", "")
    if named:
        return [get_object_or_404(Organisation, slug=named)]
    return list(Organisation.objects.all()[:MOST_ORGANISATIONS])


def _organisation_behind(places: list[Organisation], options: list[SupportOption]) -> Organisation | None:
    """Whose contact, and whose words for "if you are not safe now", stand on the page."""
    if len(places) == 1:
        return places[0]
    loaded = [option.organisation for option in options if option.organisation]
    if loaded:
        return loaded[0]
    ids = [option.organisation_id for option in options if option.organisation_id]
    return Organisation.objects.filter(pk=ids[0]).first() if ids else None


def _next_day() -> str:
    return date_format(next_working_day(dates.today(settings.TIME_ZONE)), "l j F")
