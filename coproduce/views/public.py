"""Pages that belong to everybody: the front page, help, and the pages that say what went wrong."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import redirect, render
from django.template import loader
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from coproduce.glossary import GLOSSARY
from coproduce.showcase import showcase
from members.decorators import everyone

PROMISES = (
    _("You choose who sees what you share."),
    _("There is always a person to talk to."),
    _("You can stop at any time. It changes nothing else."),
    _("What you get for your time is said before you start."),
    _("No points. No rankings. Nobody counts who was there."),
    _("It works on a small phone, and without an app."),
)
# The shape that stands beside each principle, and its name as agreed in Bristol.
PRINCIPLES = (
    ("p1", _("Creativity")),
    ("p2", _("Relationships")),
    ("p3", _("Resources")),
    ("p4", _("Equality, diversity and inclusion")),
    ("p5", _("Trauma informed")),
    ("p6", _("Sustainability")),
)


@everyone
def front(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and how to come in."""
    context = {"promises": PROMISES, "principles": PRINCIPLES, "is_demo": settings.DEMO}
    return render(request, "front/front.html", context)


@everyone
def help_page(request: HttpRequest) -> HttpResponse:
    """Answers to what people ask first, and how to reach a person."""
    return render(request, "front/help.html")


@everyone
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, who sees it, how long, and what they may ask for."""
    return render(request, "front/privacy.html")


@everyone
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and how to tell us."""
    return render(request, "front/accessibility.html")


@everyone
def words(request: HttpRequest) -> HttpResponse:
    """The words of this site, explained."""
    return render(request, "front/words.html", {"glossary": GLOSSARY})


@everyone
def staying_safe(request: HttpRequest) -> HttpResponse:
    """Leaving a page fast, shared phones, and what other people can see."""
    return render(request, "front/staying_safe.html")


def shows_components(request: HttpRequest) -> bool:
    """Whether the pages about our own parts may be seen: by staff, and by everyone where the site is being built."""
    return (
        settings.DEBUG or settings.DEMO or settings.TESTING or bool(getattr(request.user, "is_staff", False))
    )


@everyone
def components(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    if not shows_components(request):
        return page_not_found(request)
    return render(request, "front/components.html", showcase())


def _accept(request: HttpRequest) -> None:
    """Stands for the view while the token is looked at."""


@csrf_exempt
@everyone
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and go to a site that says nothing (decision 29).

    The way out always opens: with a wrong or old token the person still leaves, and the session stays, so that
    another site cannot sign people out. A GET changes nothing: it shows how leaving works.
    """
    if request.method != "POST":
        return redirect("staying-safe")
    check = CsrfViewMiddleware(_accept)  # type: ignore[arg-type]
    check.process_request(request)
    if check.process_view(request, _accept, (), {}) is None:  # type: ignore[arg-type]
        logout(request)
    response = redirect(settings.NEUTRAL_SITE)
    response["Cache-Control"] = "no-store"
    return response


# --- when something is not as hoped ---------------------------------------------------------------------------------


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What was sent could not be read."""
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """A member who may not: the kind page, with the reason when there is one."""
    return render(request, "403.html", {"reason": str(exception) if exception else ""}, status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same words whatever the reason, so that nobody learns what exists."""
    return render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """A page that needs nothing: no database, no session, no menu."""
    return HttpResponse(loader.get_template("500.html").render(), status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The page was open so long that its form has run out, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
