"""Joining a project with an invitation (screens S1-S3). A token that does not work gives one answer, whatever the reason."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.actions.account import AddressTaken, start_session
from members.actions.code import Outcome, send_sign_in_code
from members.decorators import everyone
from members.models import Member
from members.queries.organisation import only_organisation
from projects.actions.joining import (
    CodeOutcome,
    check_join_code,
    join_as_member,
    join_with_new_account,
    send_join_code,
)
from projects.forms.invitation import JoinCodeForm, JoinEmailForm, JoinNameForm
from projects.lib.days import day_in_words
from projects.models import Invitation, JoinCode, Membership
from projects.permissions.invitation import can_use_invitation
from projects.queries.invitation import invitation_with
from projects.queries.people import home_organisation, people_of
from projects.views.my_place import BACK

STATE = "joining"  # in the session: what was shown so far, for one invitation
View = Callable[..., HttpResponse]


def with_invitation(view: View) -> View:
    """Give the view the invitation that the token opens; else the one page for tokens that do not work (promise S4)."""

    @never_cache
    @everyone
    @wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponse:
        invitation = invitation_with(token)
        zone = invitation.project.zone if invitation else settings.TIME_ZONE
        if invitation is None or not can_use_invitation(invitation, dates.today(zone)):
            context = {"organisation": only_organisation()}
            return render(request, "projects/join/not_working.html", context, status=404)
        return view(request, token, invitation)

    return guarded


def _state(request: HttpRequest, invitation: Invitation) -> dict[str, Any]:
    state = request.session.get(STATE)
    return state if isinstance(state, dict) and state.get("invitation") == invitation.pk else {}


def _keep(request: HttpRequest, invitation: Invitation, **facts: object) -> None:
    request.session[STATE] = {**_state(request, invitation), "invitation": invitation.pk, **facts}


@with_invitation
def join(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """What it is, before anybody gives anything. Yes goes on; not now is fine too."""
    if request.method == "POST" and "later" in request.POST:
        return render(request, "projects/join/not_now.html", _about(invitation))
    if request.method == "POST":
        return _yes(request, token, invitation)
    return render(request, "projects/join/invitation.html", _about(invitation))


def _about(invitation: Invitation) -> dict[str, Any]:
    people = people_of(invitation.project)
    return {
        "invitation": invitation,
        "about": invitation.project,
        "asked_by": invitation.asked_by.display_name if invitation.asked_by else "",
        "hosts": [row.name for row in people.hosts],
        "contact": people.contact,
        "organisation": home_organisation(invitation.project),
        "until": day_in_words(invitation.valid_until, dates.today(invitation.project.zone)),
    }


def _yes(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    if request.user.is_authenticated:
        return _join_as(request, invitation, request.user)
    _keep(request, invitation, proved="", code=None)
    if invitation.kind == Invitation.Kind.SHARED:
        return redirect("projects:join-email", token)
    email = str(invitation.email)
    if Member.objects.filter(email=email, is_active=True).exists():
        return _sign_in_first(request, token, email)
    organisation = home_organisation(invitation.project)
    if organisation and organisation.personal_links_ask_for_a_code:
        return _send_code(request, token, invitation, email)
    _keep(request, invitation, proved=email)  # the link was sent to that mailbox
    return redirect("projects:join-name", token)


def _sign_in_first(request: HttpRequest, token: str, email: str) -> HttpResponse:
    """The address has an account: its owner signs in by code, with a second factor if they have one (decision 27)."""
    back = urlencode({"next": reverse("projects:join", args=[token])})
    if send_sign_in_code(request=request, email=email) == Outcome.SENT:
        return redirect(f"{reverse('sign-in-code')}?{back}")
    return redirect(f"{reverse('sign-in')}?{back}")


def _send_code(request: HttpRequest, token: str, invitation: Invitation, email: str) -> HttpResponse:
    code = send_join_code(invitation=invitation, email=email, now=dates.now())
    if code is None:
        return _too_many(request, token, invitation)
    _keep(request, invitation, code=code.pk, proved="")
    return redirect("projects:join-code", token)


def _too_many(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    return render(request, "projects/join/too_many.html", {**_about(invitation), "token": token}, status=429)


@with_invitation
def join_email(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """For a link to share: which address is yours. Known and unknown ones get the same answer."""
    if invitation.kind != Invitation.Kind.SHARED or not _state(request, invitation):
        return redirect("projects:join", token)
    form = JoinEmailForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, token, invitation, form.cleaned_data["email"])
    return render(request, "projects/join/email.html", {"form": form, "token": token})


@with_invitation
def join_code(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """Six numbers from the email."""
    code = JoinCode.objects.filter(
        pk=_state(request, invitation).get("code") or 0, invitation=invitation
    ).first()
    if code is None:
        return redirect("projects:join", token)
    if request.method == "POST" and request.POST.get("action") == "resend":
        answer = _send_code(request, token, invitation, code.email)
        if answer.status_code == 302:
            messages.success(request, _("Sent. Use the code in the newest email."))
        return answer
    form = JoinCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = check_join_code(pk=code.pk, typed=form.cleaned_data["code"], now=dates.now())
        if outcome == CodeOutcome.RIGHT:
            return _proved(request, token, invitation, code.email)
        if outcome == CodeOutcome.TOO_MANY:
            return _too_many(request, token, invitation)
        if outcome == CodeOutcome.RAN_OUT:
            _send_code(request, token, invitation, code.email)
            form.add_error("code", _("That code has run out. We have sent you a new one"))
        else:
            form.add_error("code", _("That code is not right. Check the email and try again"))
    context = {"form": form, "email": _masked(code.email), "token": token, "invitation": invitation}
    return render(request, "projects/join/code.html", context)


def _masked(email: str) -> str:
    name, _at, place = email.partition("@")
    return f"{name[:1]}***@{place}"


def _proved(request: HttpRequest, token: str, invitation: Invitation, email: str) -> HttpResponse:
    _keep(request, invitation, proved=email, code=None)
    member = Member.objects.filter(email=email, is_active=True).first()
    if member is None:
        return redirect("projects:join-name", token)
    if Authenticator.objects.filter(user=member).exists():  # a second factor is theirs to show
        return _sign_in_first(request, token, email)
    start_session(request=request, member=member, own_phone=False, how="code")
    return _join_as(request, invitation, member)


@with_invitation
def join_name(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """What to be called, how to be reached; then you are in."""
    email = _state(request, invitation).get("proved")
    if not email:
        return redirect("projects:join", token)
    form = JoinNameForm(request.POST if request.method == "POST" else None, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        try:
            membership = join_with_new_account(
                invitation_pk=invitation.pk,
                email=email,
                name=form.cleaned_data["name"],
                channel=form.cleaned_data["channel"],
                time_zone=invitation.project.zone,
                now=dates.now(),
            )
        except AddressTaken:
            return _sign_in_first(request, token, email)
        except Refused:  # somebody else used it a moment ago
            return redirect("projects:join", token)
        how = "invitation" if invitation.kind == Invitation.Kind.PERSONAL else "code"
        start_session(
            request=request,
            member=membership.member,
            own_phone=form.cleaned_data["own_phone"],
            how=how,
        )
        return _welcome(request)
    organisation = home_organisation(invitation.project)
    context = {
        "form": form,
        "token": token,
        "about": invitation.project,
        "age": organisation.minimum_age if organisation else 18,
    }
    return render(request, "projects/join/name.html", context)


def _join_as(request: HttpRequest, invitation: Invitation, member: Member) -> HttpResponse:
    there = Membership.objects.filter(
        project=invitation.project, member=member, status=Membership.Status.ACTIVE
    ).exists()
    membership = join_as_member(invitation_pk=invitation.pk, member=member, now=dates.now())
    if there:
        messages.success(request, _("Done. You are in this project."))
        return redirect("home")
    return _welcome_back(request, membership) if membership.away_since else _welcome(request)


def _welcome(request: HttpRequest) -> HttpResponse:
    request.session.pop(STATE, None)
    messages.success(request, _("Saved. You have joined. Nothing more to do today."))
    return redirect("home")


def _welcome_back(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Whoever was here before may read what happened meanwhile (seed 80)."""
    request.session.pop(STATE, None)
    messages.success(request, _("Saved. It is good that you are back. Nothing more to do today."))
    my_place = reverse("projects:my-place", args=[membership.project.address])
    return redirect(f"{my_place}?{BACK}")
