"""What a page with "Leave this page fast" needs from its answer (decision 29)."""

from collections.abc import Callable
from urllib.parse import urlsplit

from csp.constants import SELF
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

View = Callable[[HttpRequest], HttpResponse]


def mark_as_sensitive(request: HttpRequest) -> None:
    """Remember that this page shows the leave bar. The bar itself calls it, so that no page can forget."""
    request.shows_leave_bar = True  # type: ignore[attr-defined]


def open_the_way_out(get_response: View) -> View:
    """Pages with the leave bar: their forms may end at the neutral site, and nothing stores the page.

    Chromium drops the redirect after a form unless `form-action` names its target.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if getattr(request, "shows_leave_bar", False):
            neutral = urlsplit(settings.NEUTRAL_SITE)
            response._csp_update = {"form-action": [SELF, f"{neutral.scheme}://{neutral.netloc}"]}  # type: ignore[attr-defined]
            add_never_cache_headers(response)
        return response

    return middleware
