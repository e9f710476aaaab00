"""The member's own pages: what they are called, how pages look, and showing again who they are."""

from typing import Any

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from members.actions.account import choose_reading, rename_member
from members.actions.code import Outcome, check_proof_code, is_proof_waiting, send_proof_code
from members.context import READING_COOKIE, reading_of
from members.decorators import everyone, signed_in
from members.forms.account import CodeForm, NameForm, ReadingForm
from members.queries.organisation import only_organisation, organisations_of
from members.requests import MemberRequest
from members.views.sign_in import PAGES, RAN_OUT, WRONG, explain, masked, with_next

A_YEAR = 365 * 24 * 60 * 60


@signed_in
def me(request: MemberRequest) -> HttpResponse:
    """Everything about oneself, as a list of pages."""
    return render(request, "members/account/me.html", {"organisations": organisations_of(request.user)})


@signed_in
def name(request: MemberRequest) -> HttpResponse:
    """What the member is called."""
    form = NameForm(
        request.POST if request.method == "POST" else None,
        initial={"display_name": request.user.display_name},
    )
    if request.method == "POST" and form.is_valid():
        rename_member(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved. We call you %(name)s.") % {"name": request.user.display_name})
        return redirect("members:profile")
    return render(request, "members/account/name.html", {"form": form})


@everyone
def reading(request: HttpRequest) -> HttpResponse:
    """Size, colours and letters: kept in a cookie, and with the account for somebody signed in."""
    form = ReadingForm(request.POST if request.method == "POST" else None, initial=_reading_now(request))
    if request.method != "POST" or not form.is_valid():
        return render(request, "members/account/reading.html", {"form": form})
    chosen = form.cleaned_data
    if request.user.is_authenticated:
        choose_reading(by=request.user, **chosen)
    messages.success(request, _("Saved. Pages look like this from now on."))
    response = redirect("members:reading")
    words = [
        chosen["colours"],
        chosen["text_size"],
        chosen["letters"],
        "1" if chosen["fewer_things"] else "0",
    ]
    response.set_cookie(
        READING_COOKIE,
        ".".join(words),
        max_age=A_YEAR,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response


def _reading_now(request: HttpRequest) -> dict[str, Any]:
    now = reading_of(request)
    return {
        "colours": now.theme,
        "text_size": now.size,
        "letters": now.letters,
        "fewer_things": "yes" if now.fewer else "no",
    }


@never_cache
@signed_in
def prove(request: MemberRequest) -> HttpResponse:
    """Show again who you are, before something that matters: by a code, or a passkey or code app if there is one."""
    if request.method == "POST" and "send" in request.POST and request.user.email:
        outcome = send_proof_code(request=request)
        return (
            explain(request, outcome) if outcome in PAGES else redirect(with_next(request, "members:prove"))
        )
    waits = is_proof_waiting(request=request)
    form = CodeForm(request.POST if request.method == "POST" and waits else None)
    if form.is_bound and form.is_valid():
        answer = _try_proof(request, form)
        if answer is not None:
            return answer
    context = {
        "form": form,
        "waits": waits,
        "email": masked(request.user.email or ""),
        "factors": set(Authenticator.objects.filter(user=request.user).values_list("type", flat=True)),
        "next": get_next_redirect_url(request) or "",
        "organisation": only_organisation(),
    }
    return render(request, "members/account/prove.html", context)


def _try_proof(request: MemberRequest, form: CodeForm) -> HttpResponse | None:
    outcome = check_proof_code(request=request, code=form.cleaned_data["code"])
    if outcome == Outcome.RIGHT:
        return redirect(get_next_redirect_url(request) or "members:me")
    if outcome == Outcome.RAN_OUT:
        outcome = send_proof_code(request=request)
    if outcome in PAGES:
        return explain(request, outcome)
    form.add_error("code", RAN_OUT if outcome == Outcome.SENT else WRONG)
    return None
