"""What we do not know yet: the list, adding, changing, and what we found (seed 86)."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Answer, Clash
from members.decorators import once_per_form
from projects.actions.unknown import add_unknown, change_unknown, reopen_unknown, write_down_found
from projects.decorators import project_members_only
from projects.forms.fields import day_to_type
from projects.forms.unknown import FoundForm, UnknownEditForm, UnknownForm
from projects.models import Given, Unknown
from projects.permissions.unknown import (
    can_add_unknown,
    can_answer_unknown,
    can_edit_unknown,
    can_reopen_unknown,
)
from projects.queries.people import people_of
from projects.queries.thought import page_asked
from projects.queries.unknown import FEW, found_unknowns, open_unknowns
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@dataclass(frozen=True)
class FoundRow:
    """Something we found out, and whether it may be taken back still."""

    unknown: Unknown
    may_reopen: Answer


@project_members_only
def unknown_list(request: ProjectRequest) -> HttpResponse:
    """What we do not know yet, the next day first; and what we found out."""
    page = page_asked(request.GET.get("page", ""))
    if request.GET.get("show") == "found":
        found, following = found_unknowns(request.project, page)
        context: dict[str, Any] = {"found": _rows(request, found), "next": following}
        return render(request, "projects/unknown/found_list.html", context)
    unknowns, following = open_unknowns(request.project, page)
    found = found_unknowns(request.project)[0] if page == 1 else []
    context = {
        "unknowns": unknowns,
        "next": following,
        "found": _rows(request, found[:FEW]),
        "more_found": len(found) > FEW,
        "may_add": can_add_unknown(request.membership),
    }
    return render(request, "projects/unknown/list.html", context)


def _rows(request: ProjectRequest, found: list[Unknown]) -> list[FoundRow]:
    now = dates.now()
    return [FoundRow(each, can_reopen_unknown(request.membership, each, now)) for each in found]


def _people(request: ProjectRequest) -> list[tuple[int, str]]:
    return [(row.membership_id, row.name) for row in people_of(request.project).members if row.membership_id]


@project_members_only
@once_per_form
def unknown_new(request: ProjectRequest) -> HttpResponse:
    """Any member says what we do not know yet; also how to ask whether a limit can move (`?limit=` its number)."""
    about = _about_limit(request)
    form = UnknownForm(
        request.POST if request.method == "POST" else None,
        zone=request.project.zone,
        people=_people(request),
        initial={"what": about},
    )
    if request.method == "POST" and form.is_valid():
        add_unknown(by=request.membership, now=dates.now(), **form.said())
        messages.success(request, _("Saved. It is on the list of what we do not know yet."))
        return redirect("projects:not-known", request.project.address)
    context = {"form": form, "about_limit": about, "may_add": can_add_unknown(request.membership)}
    return render(request, "projects/unknown/new.html", context)


def _about_limit(request: ProjectRequest) -> str:
    """The first words of a question about one limit of this project; empty when none was named."""
    number = request.GET.get("limit", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return ""
    limit = Given.objects.filter(project=request.project, lifted_at=None, pk=int(number)).first()
    return _("Could this limit move? %(limit)s") % {"limit": limit.what} if limit else ""


@project_members_only
def unknown_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change the words, who finds out, and the day."""
    unknown = get_object_or_404(request.project.unknowns, pk=pk)
    people = _people(request)
    here = {place for place, _name in people}
    initial = {
        "what": unknown.what,
        "finder": unknown.finder_id if unknown.finder_id in here else "",
        "by_day": day_to_type(unknown.by_day),
        "version": unknown.version,
    }
    posted = request.POST if request.method == "POST" else None
    form = UnknownEditForm(posted, initial=initial, zone=request.project.zone, people=people)
    may_edit = can_edit_unknown(request.membership, unknown)
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            change_unknown(
                by=request.membership, pk=unknown.pk, version=form.cleaned_data["version"], **form.said()
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:not-known", request.project.address)
    context = {"form": form, "unknown": unknown, "clash": clash, "may_edit": may_edit}
    return render(request, "projects/unknown/edit.html", context, status=409 if clash is not None else 200)


@project_members_only
def unknown_found(request: ProjectRequest, pk: int) -> HttpResponse:
    """Write down what we found, or change those words."""
    unknown = get_object_or_404(request.project.unknowns, pk=pk)
    initial = {"found": unknown.found, "version": unknown.version}
    form = FoundForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            write_down_found(
                by=request.membership,
                pk=unknown.pk,
                version=given["version"],
                found=given["found"],
                now=dates.now(),
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Now we know it. Everyone in the project can read it."))
            return redirect("projects:not-known", request.project.address)
    may_answer = can_answer_unknown(request.membership, unknown)
    context = {"form": form, "unknown": unknown, "clash": clash, "may_answer": may_answer}
    return render(request, "projects/unknown/found.html", context, status=409 if clash is not None else 200)


@project_members_only
def unknown_reopen(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what was found is taken back, for a day."""
    unknown = get_object_or_404(request.project.unknowns, pk=pk)
    if request.method == "POST":
        reopen_unknown(by=request.membership, pk=unknown.pk, now=dates.now())
        messages.success(request, _("Done. It is on the list of what we do not know yet again."))
    return redirect("projects:not-known", request.project.address)
