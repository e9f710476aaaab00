"""Pausing and ending a project, and taking that back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from projects.actions.ending import end_project, pause_project, reopen_project, resume_project
from projects.decorators import hosts_only, project_members_only
from projects.forms.ending import EndForm, PauseForm
from projects.models import Ending, Project
from projects.permissions.ending import (
    can_end_project,
    can_pause_project,
    can_reopen_project,
    can_resume_project,
)
from projects.requests import ProjectRequest


@project_members_only
def ending(request: ProjectRequest) -> HttpResponse:
    """Where the project stands: going on, paused, or ended with its thanks; and what hosts can do about it."""
    membership = request.membership
    context = {
        "ending": Ending.objects.filter(project=request.project).first(),
        "may_pause": can_pause_project(membership),
        "may_resume": can_resume_project(membership),
        "may_end": can_end_project(membership),
        "may_reopen": can_reopen_project(membership, dates.now()),
    }
    return render(request, "projects/ending/detail.html", context)


@hosts_only
def pause(request: ProjectRequest) -> HttpResponse:
    """Pause the project: why, and until when."""
    form = PauseForm(request.POST if request.method == "POST" else None, zone=request.project.zone)
    if request.method == "POST" and form.is_valid():
        pause_project(by=request.membership, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. The project is paused. Nobody is asked for anything."))
        return redirect("projects:ending", request.project.address)
    context = {"form": form, "may_pause": can_pause_project(request.membership)}
    return render(request, "projects/ending/pause.html", context)


@hosts_only
def resume(request: ProjectRequest) -> HttpResponse:
    """POST: the project goes on."""
    if request.method == "POST":
        resume_project(by=request.membership)
        messages.success(request, _("Saved. The project goes on."))
        return redirect("projects:detail", request.project.address)
    return redirect("projects:ending", request.project.address)


@hosts_only
def end(request: ProjectRequest) -> HttpResponse:
    """End the project: thanks, what became of it, who keeps what."""
    before = Ending.objects.filter(project=request.project).first()
    initial = (
        {name: getattr(before, name) for name in ("thanks", "what_became", "who_keeps_what")}
        if before and request.project.status != Project.Status.ENDED
        else {}
    )
    form = EndForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        end_project(by=request.membership, words=form.cleaned_data, now=dates.now())
        messages.success(request, _("Saved. The project has ended. Everyone in it can read it."))
        return redirect("projects:ending", request.project.address)
    context = {"form": form, "may_end": can_end_project(request.membership)}
    return render(request, "projects/ending/end.html", context)


@hosts_only
def reopen(request: ProjectRequest) -> HttpResponse:
    """POST: it has not ended after all."""
    if request.method == "POST":
        reopen_project(by=request.membership, now=dates.now())
        messages.success(request, _("Saved. The project goes on."))
        return redirect("projects:detail", request.project.address)
    return redirect("projects:ending", request.project.address)
