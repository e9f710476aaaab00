"""Check-ins: sending one, and reading those that were sent to you (screen S11)."""

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import once_per_form, signed_in
from members.models import PrivateReading
from members.requests import MemberRequest
from projects.actions.checkin import (
    open_request,
    say_heard,
    say_how_to_chat,
    send_check_in,
    write_down_check_in,
)
from projects.actions.reading import record_readings
from projects.decorators import project_members_only
from projects.forms.checkin import ChatForm, CheckInForm
from projects.models import CheckIn, Membership
from projects.permissions.checkin import can_write_down_check_in
from projects.queries.checkin import PAGE, check_ins_for, is_answered, last_asked, last_check_in, supported_by
from projects.queries.people import support_options
from projects.requests import ProjectRequest

ANSWER_FOR = timedelta(days=7)
A_DAY = timedelta(days=1)


@project_members_only
def check_in(request: ProjectRequest) -> HttpResponse:
    """How is it going? Two questions, to the one person I chose."""
    membership = request.membership
    options = support_options(membership)
    form = form_for(request, membership, options)
    if request.method == "POST" and form.is_valid():
        sent = send(request, membership, options, form, prompted_for=day_to_answer(membership))
        if sent.wants_chat or sent.feeling == CheckIn.Feeling.NOT_OK:
            return redirect("projects:check-in-chat", request.project.address)
        return redirect("projects:check-in", request.project.address)
    last = last_check_in(membership)
    context = {
        "form": form,
        "options": options,
        "last": last,
        "person": next((each for each in options if each.member_id == membership.support_person_id), None),
        "sent_today": last is not None and dates.now() - last.sent_at < A_DAY,
    }
    return render(request, "projects/check_in/send.html", context)


def form_for(
    request: HttpRequest, membership: Membership, options: list[Any], **initial: object
) -> CheckInForm:
    """The form; it asks who should get it only where nobody who can is chosen."""
    chosen = any(option.member_id == membership.support_person_id for option in options)
    ask = None if chosen and membership.support_person_id else options
    return CheckInForm(request.POST if request.method == "POST" else None, initial=initial, options=ask)


def send(
    request: HttpRequest,
    membership: Membership,
    options: list[Any],
    form: CheckInForm,
    *,
    prompted_for: date | None,
    from_message: bool = False,
) -> CheckIn:
    """Send what the form says, and say so."""
    to = form.cleaned_data.get("to")
    sent = send_check_in(
        by=membership,
        to_id=int(to) if to else membership.support_person_id,
        options=[option.member_id for option in options if option.member_id],
        says=form.says(),
        prompted_for=prompted_for,
        from_message=from_message,
        now=dates.now(),
    )
    name = sent.to.display_name
    if form.says() == type(form.says())():
        messages.success(request, _("Sent. You did not need to say anything."))
    else:
        messages.success(request, _("Sent. Only %(name)s reads it. Thank you.") % {"name": name})
    return sent


def day_to_answer(membership: Membership) -> date | None:
    """The day of the prompt that a check-in answers now, if one is open; what was answered stays as it was said."""
    today = dates.today(membership.member.time_zone)
    asked = last_asked(membership, today)
    if asked is None or today - asked >= ANSWER_FOR or is_answered(membership, asked):
        return None
    return asked


@project_members_only
def check_in_chat(request: ProjectRequest) -> HttpResponse:
    """After "not OK" or "a chat": how and when. The person has been told already."""
    membership = request.membership
    person = membership.support_person
    asked = open_request(asker=request.user, to=person) if person else None
    if person is None or asked is None:
        return redirect("projects:check-in", request.project.address)
    form = ChatForm(
        request.POST if request.method == "POST" else None, initial={"how": asked.how, "when": asked.when}
    )
    if request.method == "POST" and form.is_valid():
        say_how_to_chat(by=request.user, to=person, **form.cleaned_data)
        messages.success(request, _("Sent. %(name)s sees it now.") % {"name": person.display_name})
        return redirect("members:support-detail", asked.pk)
    context = {"form": form, "person": person, "asked": asked}
    return render(request, "projects/check_in/chat.html", context)


# --- for the person chosen ----------------------------------------------------------------------------------------------


@signed_in
def check_in_list(request: MemberRequest) -> HttpResponse:
    """What people told me, because they chose me. Each reading is written down, without what it said."""
    check_ins = list(check_ins_for(request.user)[:PAGE])
    record_readings(
        reader=request.user,
        about_ids={each.membership.member_id for each in check_ins},
        what=PrivateReading.What.CHECK_IN,
    )
    context = {"check_ins": check_ins, "people": list(supported_by(request.user)[:PAGE])}
    return render(request, "projects/check_in/list.html", context)


@signed_in
def check_in_heard(request: MemberRequest, pk: int) -> HttpResponse:
    """POST: I have been in touch."""
    mine = get_object_or_404(CheckIn, pk=pk, to=request.user)
    if request.method == "POST":
        say_heard(by=request.user, pk=mine.pk, now=dates.now())
        messages.success(request, _("Saved. Thank you for being in touch."))
    return redirect("projects:check-in-list")


@signed_in
@once_per_form
def check_in_write_down(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down what somebody told me by phone; they are told that I did (decision 20)."""
    membership = get_object_or_404(supported_by(request.user), pk=pk)
    may_write = can_write_down_check_in(request.user, membership)
    form = CheckInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and may_write:
        write_down_check_in(by=request.user, membership=membership, says=form.says(), now=dates.now())
        words = _("Saved. We tell %(name)s that you wrote it down.")
        messages.success(request, words % {"name": membership.member.display_name})
        return redirect("projects:check-in-list")
    return render(request, "projects/check_in/write_down.html", {"form": form, "them": membership})
