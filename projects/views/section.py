"""Sections of what the group makes: adding, naming, moving, taking, letting go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.section import (
    add_section,
    hold_section,
    let_go_of_section,
    move_section,
    remove_section,
    rename_section,
)
from projects.decorators import project_members_only
from projects.forms.section import SectionEditForm, SectionForm
from projects.models import Output, Section
from projects.permissions.output import can_change_output
from projects.permissions.section import can_add_section, can_remove_section
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.output import to_output


@project_members_only
@once_per_form
def output_sections(request: ProjectRequest, pk: int) -> HttpResponse:
    """The sections in their order, and a form for one more."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    sections = list(output.sections.all())
    may_change = can_change_output(request.membership, output)
    form = SectionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        add_section(by=request.membership, output_pk=output.pk, title=form.cleaned_data["title"])
        messages.success(request, _("Saved. Anyone in the project can take this section."))
        return _to_sections(request, output.pk)
    context = {
        "output": output,
        "sections": sections,
        "form": form,
        "may_change": may_change,
        "may_add": can_add_section(may_change, sections=len(sections)),
    }
    return render(request, "projects/output/sections.html", context)


@project_members_only
def section_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Another name for a section. Somebody else's words are never lost (promise C2)."""
    section = _section_here(request, pk)
    may_change = can_change_output(request.membership, section.output)
    if not may_change:
        return render(request, "403.html", {"reason": may_change.reason}, status=403)
    initial = {"title": section.title, "version": section.version}
    form = SectionEditForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            rename_section(by=request.membership, pk=section.pk, **form.cleaned_data)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new name."))
            return _to_sections(request, section.output_id)
    context = {
        "form": form,
        "section": section,
        "clash": clash,
        "may_remove": can_remove_section(request.membership, section, has_versions=section.versions.exists()),
    }
    return render(request, "projects/output/section.html", context, status=409 if clash is not None else 200)


@project_members_only
def section_move(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: one place up or down."""
    section = _section_here(request, pk)
    if request.method == "POST":
        move_section(by=request.membership, pk=section.pk, up=request.POST.get("way") != "down")
        messages.success(request, _("Saved. The sections are in a new order."))
    return _to_sections(request, section.output_id)


@project_members_only
def section_hold(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take this section, or I let go of it."""
    section = _section_here(request, pk)
    if request.method == "POST" and "let_go" in request.POST:
        let_go_of_section(by=request.membership, pk=section.pk)
        messages.success(request, _("Done. You do not have this section now. Thank you for what you did."))
    elif request.method == "POST":
        hold_section(by=request.membership, pk=section.pk)
        messages.success(request, _("Saved. You have this section. You can let go of it at any time."))
    return to_output(request, section.output_id)


@project_members_only
def section_remove(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: a section that nobody wrote for goes away."""
    section = _section_here(request, pk)
    if request.method == "POST":
        remove_section(by=request.membership, pk=section.pk)
        messages.success(request, _("Done. The section is gone."))
    return _to_sections(request, section.output_id)


def _section_here(request: ProjectRequest, pk: int) -> Section:
    return get_object_or_404(Section.objects.select_related("output"), pk=pk, output__project=request.project)


def _to_sections(request: ProjectRequest, output_pk: int) -> HttpResponse:
    return redirect("projects:output-sections", request.project.address, output_pk)
