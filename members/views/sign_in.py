"""Signing in by a code in an email, and signing out."""

from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from members.actions.account import OWN_PHONE
from members.actions.code import Outcome, check_sign_in_code, send_sign_in_code, waiting_sign_in
from members.decorators import everyone
from members.forms.account import CodeForm, SignInForm
from members.queries.organisation import only_organisation

WRONG = gettext_lazy("That code is not right. Check the email and try again")
RAN_OUT = gettext_lazy("That code has run out. We have sent you a new one")
PAGES = {
    Outcome.TOO_MANY: ("members/account/too_many.html", 429),
    Outcome.NOT_SENT: ("members/account/not_sent.html", 503),
}


def masked(email: str) -> str:
    """Enough of an address to know it by: "s***@mail.com"."""
    name, _at, place = email.partition("@")
    return f"{name[:1]}***@{place}"


def with_next(request: HttpRequest, name: str) -> str:
    """The address of the page with this name, which still knows where to go after it."""
    next_url = get_next_redirect_url(request)
    return reverse(name) + (f"?{urlencode({'next': next_url})}" if next_url else "")


def explain(request: HttpRequest, outcome: Outcome) -> HttpResponse:
    """The kind page for a code that was not sent or may not be tried, with a person to call."""
    template, status = PAGES[outcome]
    context = {"organisation": only_organisation(), "again": request.get_full_path()}
    return render(request, template, context, status=status)


@never_cache
@everyone
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for a code by email. Known and unknown addresses get the same answer."""
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or "home")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = send_sign_in_code(request=request, **form.cleaned_data)
        if outcome in PAGES:
            return explain(request, outcome)
        return redirect(with_next(request, "sign-in-code"))
    context = {"form": form, "next": get_next_redirect_url(request) or ""}
    return render(request, "members/account/sign_in.html", context)


@never_cache
@everyone
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Enter the code, or ask for a new one."""
    waiting = waiting_sign_in(request=request)
    if request.user.is_authenticated or waiting is None:
        if request.method == "POST" and not request.user.is_authenticated:
            messages.info(request, _("That code has run out. Ask for a new one here."))
        return redirect(with_next(request, "sign-in"))
    if request.method == "POST" and request.POST.get("action") == "resend":
        return _send_another(request, waiting.state["email"])
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answer = _try_code(request, form, waiting.state["email"])
        if answer is not None:
            return answer
    context = {
        "form": form,
        "email": masked(waiting.state["email"]),
        "organisation": only_organisation(),
        "back": with_next(request, "sign-in"),
    }
    return render(request, "members/account/code.html", context)


def _send_another(request: HttpRequest, email: str) -> HttpResponse:
    outcome = send_sign_in_code(request=request, email=email, own_phone=request.session.get(OWN_PHONE, False))
    if outcome in PAGES:
        return explain(request, outcome)
    messages.success(request, _("Sent. Use the code in the newest email."))
    return redirect(with_next(request, "sign-in-code"))


def _try_code(request: HttpRequest, form: CodeForm, email: str) -> HttpResponse | None:
    """Where the right code leads, or the page that explains; None when the form says what to do."""
    next_url = get_next_redirect_url(request)
    checked = check_sign_in_code(request=request, code=form.cleaned_data["code"], next_url=next_url)
    outcome = checked.outcome
    if outcome == Outcome.RAN_OUT:
        own_phone = request.session.get(OWN_PHONE, False)
        outcome = send_sign_in_code(request=request, email=email, own_phone=own_phone)
    if outcome in PAGES:
        return explain(request, outcome)
    if outcome != Outcome.RIGHT:
        form.add_error("code", RAN_OUT if outcome == Outcome.SENT else WRONG)
    return checked.response


@everyone
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session. Opening the address only shows the button."""
    if request.method != "POST":
        return render(request, "members/account/sign_out.html")
    if request.user.is_authenticated:
        logout(request)
        messages.success(request, _("Done. You are signed out."))
    return redirect("front")
