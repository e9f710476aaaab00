"""Small rules for every request."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers

from coproduce.lib.answers import Refused

log = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponse]
METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
NUL = "\x00"
ROOM_BESIDE_FILES = 1_000_000  # for the words of the same form


def refuse_far_too_much(get_response: View) -> View:
    """Answer a body that is far larger than any file may be before a byte of it is read, so that nobody fills the disk.

    A file that is only somewhat too large gets through, and its form says so, with what else was written in it.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdigit() and int(length) > 2 * settings.FILE_MOST_BYTES + ROOM_BESIDE_FILES:
            return HttpResponse(loader.get_template("413.html").render(), status=413)
        return get_response(request)

    return middleware


def plain_requests_only(get_response: View) -> View:
    """Refuse other methods, and take NUL out of what is sent (PostgreSQL raises on it, however it came)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        if NUL in request.path_info:
            request.path_info = request.path_info.replace(NUL, "")
            request.path = request.path.replace(NUL, "")
        while "%00" in request.META.get("QUERY_STRING", ""):  # taking one out may put the next one together
            request.META["QUERY_STRING"] = request.META["QUERY_STRING"].replace("%00", "")
        if any(NUL in value for value in request.COOKIES.values()):
            request.COOKIES = {name: value.replace(NUL, "") for name, value in request.COOKIES.items()}
        if request.method == "POST":
            _take_nul_out_of_post(request)
        return get_response(request)

    return middleware


def _take_nul_out_of_post(request: HttpRequest) -> None:
    if any(NUL in value for values in request.POST.lists() for value in values[1]):
        clean = request.POST.copy()
        for key, values in request.POST.lists():
            clean.setlist(key, [value.replace(NUL, "") for value in values])
        clean._mutable = False
        request.POST = clean  # type: ignore[assignment]  # nobody may change it any more


def keep_signed_in_pages_private(get_response: View) -> View:
    """No answer for a signed-in person is stored by a browser or anything on the way, redirects and errors included."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware


def speak_the_members_language(get_response: View) -> View:
    """Use the member's own language and time zone for the page."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            timezone.activate(request.user.time_zone)
        try:
            return get_response(request)
        finally:
            translation.deactivate()
            timezone.deactivate()

    return middleware


def ask_leads_for_a_second_factor(get_response: View) -> View:
    """Leads and operators add a second factor before they go on; the demo people pass without it (decision 30)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if settings.DEMO or not getattr(view, "needs_second_factor", False):
            return None
        user = request.user
        if not user.is_authenticated or Authenticator.objects.filter(user=user).exists():
            return None
        return redirect(reverse("mfa_index"))

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def explain_refusals(get_response: View) -> View:
    """Turn a refused action into a page that says why, and a database that cannot answer into one that asks for a minute.

    What somebody else took away between the look and the deed is not here any more, like what never was.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "403.html", {"reason": str(exception)}, status=403)
        if request.method == "POST" and isinstance(exception, ObjectDoesNotExist):
            log.warning("gone a moment before: %s", type(exception).__qualname__)
            return render(request, "404.html", status=404)
        if isinstance(
            exception, OperationalError
        ):  # too long behind somebody else's lock, or the database is away
            log.warning("the database could not answer in time: %s", type(exception).__name__)
            page = HttpResponse(loader.get_template("500.html").render(), status=503)
            page["Retry-After"] = "60"
            return page
        return None

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware
