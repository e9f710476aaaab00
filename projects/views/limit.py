"""Limits: what a project cannot change, and whose rule that is (seeds 33, 67, 75)."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Answer, Clash, require
from members.decorators import once_per_form
from projects.actions.limit import add_limit, change_limit, lift_limit, put_limit_back, remove_limit
from projects.decorators import hosts_only, project_members_only
from projects.forms.fields import day_to_type
from projects.forms.limit import LimitEditForm, LimitForm
from projects.models import Given
from projects.permissions.limit import can_change_limit, can_put_limit_back, can_remove_limit
from projects.permissions.project import can_edit_project
from projects.queries.limit import limits_before, limits_page
from projects.queries.unknown import unknowns_shown
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@dataclass(frozen=True)
class LimitRow:
    """A limit, and whether its words may be changed, it may be put back still, or go for good."""

    limit: Given
    may_change: Answer
    may_put_back: Answer
    may_remove: Answer


@project_members_only
def limits(request: ProjectRequest) -> HttpResponse:
    """What cannot be changed, whose rule it is and who can change it; what stood before; what nobody knows yet."""
    project, after = request.project, _after(request)
    if request.GET.get("show") == "over":
        over, next_over = limits_page(project, after=after, over=True)
        return render(
            request, "projects/limit/over.html", {"limits": _rows(request, over), "next": next_over}
        )
    standing, following = limits_page(project, after=after)
    context = {
        "limits": _rows(request, standing),
        "next": following,
        "over": [] if after else _rows(request, limits_before(project)),
        "unknowns": unknowns_shown(project.pk),
        "may_edit": can_edit_project(request.membership),
    }
    return render(request, "projects/limit/list.html", context)


def _rows(request: ProjectRequest, found: list[Given]) -> list[LimitRow]:
    now, me = dates.now(), request.membership
    return [
        LimitRow(
            each,
            can_change_limit(me, each),
            can_put_limit_back(me, each, now),
            can_remove_limit(me, each),
        )
        for each in found
    ]


def _after(request: ProjectRequest) -> int:
    number = request.GET.get("after", "")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 19 else 0


@hosts_only
@once_per_form
def limit_new(request: ProjectRequest) -> HttpResponse:
    """Write down a limit."""
    require(can_edit_project(request.membership))
    form = LimitForm(request.POST if request.method == "POST" else None, zone=request.project.zone)
    if request.method == "POST" and form.is_valid():
        add_limit(by=request.membership, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Everyone in the project sees this limit."))
        return redirect("projects:limits", request.project.address)
    return render(request, "projects/limit/edit.html", {"form": form})


@hosts_only
def limit_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change a limit, or say that it does not stand any more."""
    limit = get_object_or_404(request.project.givens, pk=pk)
    require(can_change_limit(request.membership, limit))
    if request.method == "POST" and "lift" in request.POST:
        lift_limit(by=request.membership, pk=limit.pk, now=dates.now())
        messages.success(
            request, _("Saved. This limit does not stand any more. You can take that back for a day.")
        )
        return redirect("projects:limits", request.project.address)
    initial = {
        "what": limit.what,
        "whose_rule": limit.whose_rule,
        "why": limit.why,
        "movable": "yes" if limit.movable else "no",
        "who_can_change": limit.who_can_change,
        "until": day_to_type(limit.until),
        "version": limit.version,
    }
    posted = request.POST if request.method == "POST" else None
    form = LimitEditForm(posted, initial=initial, zone=request.project.zone)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            change_limit(by=request.membership, pk=limit.pk, version=given.pop("version"), changes=given)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:limits", request.project.address)
    context = {"form": form, "limit": limit, "clash": clash}
    return render(request, "projects/limit/edit.html", context, status=409 if clash is not None else 200)


@hosts_only
def limit_put_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: a limit that was taken away stands again, for a day."""
    limit = get_object_or_404(request.project.givens, pk=pk)
    if request.method == "POST":
        put_limit_back(by=request.membership, pk=limit.pk, now=dates.now())
        messages.success(request, _("Done. This limit stands again, as it was."))
    return redirect("projects:limits", request.project.address)


@hosts_only
def limit_remove(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: a limit that was taken away goes off the page for good."""
    limit = get_object_or_404(request.project.givens, pk=pk)
    if request.method == "POST":
        remove_limit(by=request.membership, pk=limit.pk)
        messages.success(request, _("Done. It is off the page for good."))
    return redirect("projects:limits", request.project.address)
