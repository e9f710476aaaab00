"""The pages of a round: opening it, answering, changing what was sent. None of them stores who answered what."""

from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import everyone, once_per_form
from principles.actions.answer import NO_SUCH_CODE, change_answers, send_answers, take_answers_back
from principles.actions.round import call_off_round, open_round
from principles.forms.round import AnswerForm, ReceiptForm, RoundForm
from principles.messages.round import RESULTS
from principles.models import PulseRound
from principles.models.principle import About
from principles.permissions.round import can_answer, can_open_round, can_use_ticket
from principles.queries.round import (
    FoundTicket,
    find_ticket,
    items_in_use,
    items_of,
    open_offers,
    people_to_ask,
    sheet_answers,
    standing_round,
)
from projects.decorators import hosts_only, project_members_only
from projects.lib.days import day_in_words

RECEIPT = (
    "receipt"  # a cookie: the code goes from one answer of the site to the next without being stored here
)
RECEIPT_SECONDS = 600


@hosts_only
@once_per_form
def round_open(request: HttpRequest) -> HttpResponse:
    """A host opens the questions, today or on a later day."""
    return open_or_ask(request, About.PULSE, "principles:project", "principles/round/open.html")


def open_or_ask(request: HttpRequest, about: About, leads_to: str, template: str) -> HttpResponse:
    """The page that opens a round about one thing, or says why it cannot open."""
    project, k = request.project, settings.SMALLEST_GROUP  # type: ignore[attr-defined]
    standing, asked = standing_round(project), people_to_ask(project).count()
    answer = can_open_round(request.membership, standing=standing, asked=asked, k=k)  # type: ignore[attr-defined]
    today = dates.today(project.zone)
    form = RoundForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        made = open_round(
            by=request.membership,  # type: ignore[attr-defined]
            about=about,
            opens_on=form.cleaned_data["opens"],
            closes_on=form.closes_on,
        )
        messages.success(request, _opened_in_words(made, today))
        return redirect(leads_to, project.address)
    page = {"form": form, "answer": answer, "asked": asked, "k": k, "standing": standing}
    if not answer and asked < k:
        page["questions"] = items_in_use(about)
    return render(request, template, page)


def _opened_in_words(made: PulseRound, today: date) -> str:
    words = {"first": day_in_words(made.opens_on, today), "last": day_in_words(made.closes_on, today)}
    if made.status == PulseRound.Status.OPEN:
        return _("Sent. Everyone gets a message now. The last day is %(last)s.") % words
    return _("Saved. The questions open on %(first)s, until %(last)s.") % words


@hosts_only
def round_call_off(request: HttpRequest, number: int) -> HttpResponse:
    """A host calls off questions that have not opened yet."""
    found = get_object_or_404(PulseRound, project=request.project, number=number)  # type: ignore[attr-defined]
    if request.method == "POST":
        call_off_round(pulse_round=found, by=request.membership)  # type: ignore[attr-defined]
        messages.success(request, _("Done. The questions will not open on that day."))
        return redirect(RESULTS[found.about], request.project.address)  # type: ignore[attr-defined]
    return render(request, "principles/round/call_off.html", {"pulse_round": found})


@project_members_only
def round_mine(request: HttpRequest) -> HttpResponse:
    """To the member's own questions, if there are any to answer."""
    offers = open_offers(request.user, [request.project])  # type: ignore[attr-defined,arg-type]
    if offers:
        return redirect("principles:round-ticket", offers[0].ticket)
    return render(request, "principles/round/none.html", {"standing": standing_round(request.project)})  # type: ignore[attr-defined]


@everyone
def round_ticket(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The questions, opened by a ticket alone. Opening changes nothing; one press sends."""
    found, now = find_ticket(ticket), dates.now()
    closed = _why_not(found, now)
    if found is None or closed:
        return render(
            request, "principles/round/closed.html", {"reason": closed}, status=404 if not found else 200
        )
    items = items_of(found.ticket.round)
    form = AnswerForm(request.POST if request.method == "POST" else None, items=items)
    if request.method == "POST" and form.is_valid():
        receipt = send_answers(ticket=ticket, choices=form.choices, side=form.chosen_side, now=now)
        messages.success(request, _("Sent. Thank you. Your answers carry no name."))
        response = redirect("principles:round-sent")
        _hand_over(response, receipt)
        return response
    page = {"form": form, "pulse_round": found.ticket.round, "about": found.ticket.round.project}
    return render(request, "principles/round/answer.html", page)


@everyone
def round_sent(request: HttpRequest) -> HttpResponse:
    """Shows the code for changing the answers, once."""
    receipt = request.COOKIES.get(RECEIPT, "")
    response = render(request, "principles/round/sent.html", {"receipt": receipt})
    if receipt:
        response.delete_cookie(RECEIPT, path="/round/", samesite="Strict")
    response["Cache-Control"] = "no-store"
    return response


@everyone
def round_change(request: HttpRequest) -> HttpResponse:
    """Change answers or take them back, with the code and nothing else; also signed out."""
    form = ReceiptForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "principles/round/change.html", {"form": form})
    receipt = form.cleaned_data["receipt"]
    pulse_round, initial = sheet_answers(receipt)
    if pulse_round is None:
        form.add_error("receipt", str(NO_SUCH_CODE))
        return render(request, "principles/round/change.html", {"form": form})
    if "take-back" in request.POST:
        take_answers_back(receipt=receipt, now=dates.now())
        messages.success(request, _("Done. Your answers are taken back. Nothing of them is kept."))
        return redirect("principles:round-change")
    return _change(request, receipt, pulse_round, initial)


def _change(
    request: HttpRequest, receipt: str, pulse_round: PulseRound, initial: dict[str, str]
) -> HttpResponse:
    sent = "save" in request.POST
    answers = AnswerForm(request.POST if sent else None, items=items_of(pulse_round), initial=initial)
    if sent and answers.is_valid():
        change_answers(receipt=receipt, choices=answers.choices, side=answers.chosen_side, now=dates.now())
        messages.success(request, _("Saved. Your new answers stand in the place of the old ones."))
        response = redirect("principles:round-sent")
        _hand_over(response, receipt)
        return response
    page = {"form": answers, "receipt": receipt, "pulse_round": pulse_round}
    shown = render(request, "principles/round/change_answers.html", page)
    shown["Cache-Control"] = "no-store"
    return shown


def _why_not(found: FoundTicket | None, now: datetime) -> str:
    """Why nothing can be answered with this link; empty when it can."""
    if found is None:
        return _("These questions have closed, or the link is not whole.")
    pulse_round = found.ticket.round
    open_still = can_answer(pulse_round, zone=pulse_round.project.zone, now=now)
    return open_still.reason or can_use_ticket(found.ticket, still_in=found.still_in).reason


def _hand_over(response: HttpResponse, receipt: str) -> None:
    """Give the code to the browser only: it stands in no session, address or log of the site."""
    response.set_cookie(
        RECEIPT,
        receipt,
        max_age=RECEIPT_SECONDS,
        path="/round/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )
