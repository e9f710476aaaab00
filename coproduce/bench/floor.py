"""The floor page: who is signed in, one row by its key, a small template. Everything else about it is the site's own."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from members.decorators import everyone
from projects.models import Project


@everyone
def floor(request: HttpRequest) -> HttpResponse:
    """The least that a signed-in page can do."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    project = Project.objects.filter(pk=request.GET["project"]).first()
    return render(request, "bench/floor.html", {"floor_project": project})
