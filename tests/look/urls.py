"""The site's own public pages, and an empty page for every other name that the base page links to.

So the look can be tested alone; the journeys test the real addresses.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, include, path

from coproduce.views import public

handler404 = public.page_not_found
PROJECT = "projects/<str:address>/"


def empty(request: HttpRequest, **_address: str) -> HttpResponse:
    """Any page that extends the base."""
    return render(request, "403.html")


def named(app: str, **addresses: str) -> tuple[list[URLPattern], str]:
    return [path(route, empty, name=name.replace("_", "-")) for name, route in addresses.items()], app


PROJECTS = named(
    "projects",
    list="projects/",
    detail=PROJECT,
    task_list=f"{PROJECT}tasks/",
    people=f"{PROJECT}people/",
    plan=f"{PROJECT}plan/",
    invite=f"{PROJECT}invite/",
    check_on=f"{PROJECT}check-on/",
)
urlpatterns = [
    path("", public.front, name="front"),
    path("help/", public.help_page, name="help"),
    path("privacy/", public.privacy, name="privacy"),
    path("accessibility/", public.accessibility, name="accessibility"),
    path("words/", public.words, name="words"),
    path("staying-safe-online/", public.staying_safe, name="staying-safe"),
    path("leave/", public.leave, name="leave"),
    path("components/", public.components, name="components"),
    path("home/", empty, name="home"),
    path("in/", empty, name="sign-in"),
    path("out/", empty, name="sign-out"),
    path("account/", include("allauth.urls")),
    path("", include(named("members", support="support/", reading="me/reading/", data="me/data/"))),
    path("", include(PROJECTS)),
    path("", include(named("principles", overview="principles/", project=f"{PROJECT}principles/"))),
]
