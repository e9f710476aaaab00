"""When people joined, and when the brief was set (seed 37)."""

from django.http import HttpResponse
from django.shortcuts import render

from projects.decorators import project_members_only
from projects.permissions.project import can_edit_project
from projects.queries.timeline import timeline_of
from projects.requests import ProjectRequest


@project_members_only
def timeline(request: ProjectRequest) -> HttpResponse:
    """The days of the project as a plain list, and what came first. It names nobody."""
    context = {"timeline": timeline_of(request.project), "may_edit": can_edit_project(request.membership)}
    return render(request, "projects/project/timeline.html", context)
