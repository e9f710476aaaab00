"""Whom an organisation's pages of principles are for."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from members.decorators import View, ask_to_sign_in, for_whom
from principles.queries.organisation import readable_organisations


def organisation_readers(view: View) -> View:
    """For leads, and for members of any project of the organisation, who see the same page (decision 19).

    Gives `request.organisations` that the reader may look at, and `request.organisation`: the one named in the address
    (`?organisation=`), else the first; 404 for one that is not theirs. Who is in no project yet reads so. A lead adds a second factor first, outside the demo.
    """

    @for_whom("leads, and members of the organisation's projects")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        organisations = readable_organisations(request.user)
        if not organisations:
            return render(request, "principles/overview/none.html")
        wanted = request.GET.get("organisation", "")
        chosen = [found for found in organisations if not wanted or found.slug == wanted]
        if not chosen:
            raise Http404
        if chosen[0].is_led and not settings.DEMO and not request.user.authenticator_set.exists():  # type: ignore[attr-defined]
            return redirect("mfa_index")
        request.organisations = organisations  # type: ignore[attr-defined]
        request.organisation = chosen[0]  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded
