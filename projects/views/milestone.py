"""Milestones: the list, adding, changing, and saying that one was reached."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.milestone import add_milestone, change_milestone, reach_milestone, undo_milestone
from projects.decorators import project_members_only
from projects.forms.fields import day_to_type
from projects.forms.milestone import MilestoneEditForm, MilestoneForm
from projects.permissions.milestone import can_add_milestone, can_edit_milestone, can_undo_milestone
from projects.queries.milestone import ahead, reached
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.purpose import number_in


@project_members_only
def milestone_list(request: ProjectRequest) -> HttpResponse:
    """What the group wants to reach, and what it has reached."""
    behind, more = reached(request.project, number_in(request, "before"))
    now = dates.now()
    for milestone in behind:
        milestone.may_undo = can_undo_milestone(request.membership, milestone, now)  # type: ignore[attr-defined]
    context = {
        "ahead": ahead(request.project),
        "reached": behind,
        "more": more,
        "may_add": can_add_milestone(request.membership),
    }
    return render(request, "projects/milestone/list.html", context)


@project_members_only
@once_per_form
def milestone_new(request: ProjectRequest) -> HttpResponse:
    """Any member adds a milestone."""
    form = MilestoneForm(request.POST if request.method == "POST" else None, zone=request.project.zone)
    if request.method == "POST" and form.is_valid():
        add_milestone(by=request.membership, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Everyone in the project sees it."))
        return redirect("projects:milestone-list", request.project.address)
    context = {"form": form, "may_write": can_add_milestone(request.membership)}
    return render(request, "projects/milestone/edit.html", context)


@project_members_only
def milestone_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change a milestone. Somebody else's words are never lost (promise C2)."""
    milestone = get_object_or_404(request.project.milestones, pk=pk)
    initial = {"what": milestone.what, "on": day_to_type(milestone.on), "version": milestone.version}
    posted = request.POST if request.method == "POST" else None
    form = MilestoneEditForm(posted, initial=initial, zone=request.project.zone)
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            change_milestone(by=request.membership, pk=milestone.pk, **form.cleaned_data)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:milestone-list", request.project.address)
    context = {
        "form": form,
        "milestone": milestone,
        "clash": clash,
        "may_write": can_edit_milestone(request.membership, milestone),
    }
    return render(request, "projects/milestone/edit.html", context, status=409 if clash is not None else 200)


@project_members_only
def milestone_reached(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: we reached this. Then the purpose is looked at again."""
    milestone = get_object_or_404(request.project.milestones, pk=pk)
    if request.method == "POST":
        reach_milestone(by=request.membership, pk=milestone.pk, now=dates.now())
        messages.success(request, _("Saved. Now look at the purpose again: does it still fit?"))
        return redirect(reverse("projects:purpose", args=[request.project.address]))
    return redirect("projects:milestone-list", request.project.address)


@project_members_only
def milestone_undo(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: it was not reached after all."""
    milestone = get_object_or_404(request.project.milestones, pk=pk)
    if request.method == "POST":
        undo_milestone(by=request.membership, pk=milestone.pk, now=dates.now())
        messages.success(request, _("Saved. It is ahead of you again."))
    return redirect("projects:milestone-list", request.project.address)
