"""The mail of the demo: every message that was sent, as its reader gets it. Exists in the demo only."""

from csp.constants import NONE, UNSAFE_INLINE
from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.demo.mailbox import find_mail, mail_page
from members.decorators import demo_only


@demo_only
def mail(request: HttpRequest) -> HttpResponse:
    """All sent messages, newest first."""
    page = mail_page(before=request.GET.get("before", ""), after=request.GET.get("after", ""))
    return render(request, "mail/mail.html", {"page": page})


@demo_only
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """One message: its words with links to press, its other part, and its headers."""
    found = find_mail(name)
    if found is None:
        raise Http404
    return render(request, "mail/detail.html", {"mail": found})


@csp_replace({"default-src": [NONE], "script-src": [NONE], "style-src": [UNSAFE_INLINE], "sandbox": [""]})
@demo_only
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The part with colours as a mail program would show it: in a box of its own, where nothing can run."""
    found = find_mail(name)
    if found is None or not found.html:
        raise Http404
    return HttpResponse(found.html)
