"""Whom a view is for. Every view carries one of these; a test walks the URLs and fails for one that says nothing."""

import uuid
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from members.actions.code import was_proved_lately
from members.models import OrganisationRole, SentForm

View = Callable[..., HttpResponse]


def for_whom(audience: str) -> Callable[[View], View]:
    """Mark a view with the words for whom it is, and nothing else. The decorators below use it."""

    def mark(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return mark


everyone = for_whom("everyone")


def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the sign-in page; a GET comes back to the same page afterwards."""
    return redirect_to_login(
        request.get_full_path() if request.method == "GET" else "/home/", settings.LOGIN_URL
    )


def signed_in(view: View) -> View:
    """For anybody who is signed in; others are asked to sign in."""

    @for_whom("signed in")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        return view(request, *args, **kwargs)

    return guarded


def _organisation_role_only(role: str, audience: str) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @for_whom(audience)
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return ask_to_sign_in(request)
            roles = OrganisationRole.objects.filter(member=request.user, role=role)
            request.organisations = [  # type: ignore[attr-defined]
                held.organisation
                for held in roles.select_related("organisation").order_by("organisation__name")
            ]
            if not request.organisations:  # type: ignore[attr-defined]
                raise Http404
            return view(request, *args, **kwargs)

        guarded.needs_second_factor = role == OrganisationRole.Role.LEAD  # type: ignore[attr-defined]
        return guarded

    return decorate


leads_only = _organisation_role_only(OrganisationRole.Role.LEAD, "leads")
leads_only.__doc__ = "For leads; gives `request.organisations` that they lead. Others get 404."
facilitators_only = _organisation_role_only(OrganisationRole.Role.FACILITATOR, "facilitators")
facilitators_only.__doc__ = (
    "For facilitators; gives `request.organisations` they may open projects in. Others get 404."
)


def recently_proved(view: View) -> View:
    """For something that matters, under `signed_in`: who did not sign in within 15 minutes shows again who they are.

    A GET comes back to the same page afterwards, a POST to the page it was sent from.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if was_proved_lately(request=request):
            return view(request, *args, **kwargs)
        back = request.get_full_path() if request.method == "GET" else _page_sent_from(request)
        return redirect(f"{reverse('members:prove')}?{urlencode({'next': back})}")

    return guarded


def _page_sent_from(request: HttpRequest) -> str:
    """The path of the page whose form was sent, on this site; else one's own page."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    return (
        came_from.path if came_from.netloc == request.get_host() and came_from.path else reverse("members:me")
    )


def second_factor_first(view: View) -> View:
    """Mark a view that leads use: outside the demo they have a second factor before (decision 30)."""
    view.needs_second_factor = True  # type: ignore[attr-defined]
    return view


demo_only_words = "everyone, in the demo only"


def demo_only(view: View) -> View:
    """For everybody, in the demo; elsewhere the page does not exist."""

    @for_whom(demo_only_words)
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def once_per_form(view: View) -> View:
    """A form sent ten times makes one thing (promise C3): the others are led to where the first one led.

    The page carries `{% form_key %}`; it counts for this person and this address alone. The key is taken in the
    action's own moment: a second sending waits for the first (its row lock), then follows it. A view that answers
    with anything but a redirect gives the key back.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = _form_key(request)
        if request.method != "POST" or key is None:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            _row, first = SentForm.objects.get_or_create(key=key)
            row = SentForm.objects.select_for_update().get(key=key)
            if not first and row.led_to:
                return redirect(row.led_to)
            response = view(request, *args, **kwargs)
            if isinstance(response, HttpResponseRedirect):
                row.led_to = response.url[:500]
                row.save(update_fields=["led_to"])
            else:
                row.delete()
            return response

    return guarded


def _form_key(request: HttpRequest) -> uuid.UUID | None:
    """The key as it is kept: made of the page's key, its address and whoever is signed in.

    So nobody uses up a key of somebody else, or learns from it where their form led (promises C3, S3).
    """
    try:
        sent = uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None
    return uuid.uuid5(sent, f"{request.user.pk or 0} {request.path}")
