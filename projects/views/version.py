"""Versions: the earlier ones, a new one, one to read with what people think beside it, readers' checks."""

import logging
from typing import Any

from django.contrib import messages
from django.db.models import Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import once_per_form
from projects.actions.thought import add_thought
from projects.actions.version import (
    Added,
    add_version,
    check_version,
    remove_version,
    take_back_check,
)
from projects.decorators import project_members_only
from projects.forms.credit import ReaderCheckForm
from projects.forms.thought import ThoughtForm
from projects.forms.version import VersionForm
from projects.models import Output, OutputVersion, ReaderCheck
from projects.permissions.output import can_change_output
from projects.permissions.thought import can_add_thought
from projects.permissions.version import can_check_version, can_remove_version
from projects.queries.output import checks_of, named, read_key, version_in, versions_of
from projects.queries.thought import page_asked, thoughts_about
from projects.requests import ProjectRequest
from projects.views.credit import names_of_others
from projects.views.output import to_output

log = logging.getLogger(__name__)


@project_members_only
def output_versions(request: ProjectRequest, pk: int) -> HttpResponse:
    """All versions of the whole, or of one section."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    asked = read_key(request.GET.get("section", ""))
    section = get_object_or_404(output.sections, pk=asked) if asked else None
    rows, next_key = versions_of(output, section_id=asked, before=request.GET.get("before", ""))
    context = {"output": output, "section": section, "versions": rows, "next_key": next_key}
    return render(request, "projects/version/list.html", context)


@project_members_only
@once_per_form
def output_version_new(request: ProjectRequest, pk: int) -> HttpResponse:
    """Words or a file. Of two people who add one at the same time nobody loses anything."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    may_change = can_change_output(request.membership, output)
    if not may_change:
        return render(request, "403.html", {"reason": may_change.reason}, status=403)
    sections = list(output.sections.values_list("pk", "title"))
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = VersionForm(*posted, initial=_initial(request, output), sections=sections)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        section = given.pop("section", None)
        try:
            added = add_version(
                by=request.membership, output_pk=output.pk, section_pk=section, now=dates.now(), **given
            )
        except OSError as error:  # the disk is full, or the store is away
            log.error("a file could not be kept: %s", type(error).__name__)
            form.add_error("file", _("We cannot keep files just now. Your words are still here"))
        else:
            messages.success(request, _after_adding(added))
            return _to_version(request, added.version.pk)
    return render(request, "projects/version/new.html", {"form": form, "output": output})


def _initial(request: ProjectRequest, output: Output) -> dict[str, Any]:
    """The part that was asked for, and the newest version; `?from=` starts with the words of a version that is there."""
    section = read_key(request.GET.get("section", ""))
    base = read_key(request.GET.get("from", ""))
    seen = output.versions.aggregate(newest=Max("pk"))["newest"] or 0
    version = output.versions.filter(pk=base).first() if base else None
    if version is None:
        return {"seen": seen, "section": section}
    easy = version.is_easy_read
    return {"seen": seen, "section": version.section_id, "words": version.words, "is_easy_read": easy}


def _after_adding(added: Added) -> str:
    number, other = added.version.number, added.meanwhile
    if other is None:
        return _("Saved. Everyone in the project sees version %(number)d.") % {"number": number}
    name = other.made_by.member.display_name if other.made_by else _("Someone who left")
    return _(
        "Saved. %(name)s added version %(theirs)d while you wrote. Yours is version %(number)d. Both are kept."
    ) % {"name": name, "theirs": other.number, "number": number}


@project_members_only
def version_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """One version to read, or to download; what people think of it; which readers found it clear."""
    version = get_object_or_404(version_in(request.project), pk=pk)
    return render(request, "projects/version/detail.html", _about(request, version, ThoughtForm()))


def _about(request: ProjectRequest, version: OutputVersion, form: ThoughtForm) -> dict[str, Any]:
    membership = request.membership
    checks = checks_of([version.pk]).get(version.pk, []) if version.is_easy_read else []
    page = page_asked(request.GET.get("thoughts", ""))
    thoughts = thoughts_about(version, membership, page)
    has_answers = bool(checks or thoughts.rows or page > 1)
    return {
        "version": version,
        "output": version.output,
        "checks": named(checks),
        "my_check": next((check for check in checks if check.membership_id == membership.pk), None),
        "may_check": can_check_version(membership, version),
        "may_change": can_change_output(membership, version.output),
        "may_remove": can_remove_version(membership, version, has_answers=has_answers, now=dates.now()),
        "thoughts": thoughts,
        "form": form,
        "may_think": can_add_thought(membership, version.output.project_id),
    }


@project_members_only
@once_per_form
def version_thought(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what somebody thinks about a version."""
    version = get_object_or_404(version_in(request.project), pk=pk)
    if request.method != "POST":
        return _to_version(request, version.pk)
    form = ThoughtForm(request.POST)
    if not form.is_valid():
        return render(request, "projects/version/detail.html", _about(request, version, form))
    add_thought(by=request.membership, about=version, now=dates.now(), **form.cleaned_data)
    messages.success(request, _("Saved. Everyone in the project can read it."))
    return _to_version(request, version.pk)


@project_members_only
def version_remove(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: who made it takes it away."""
    version = get_object_or_404(version_in(request.project), pk=pk)
    if request.method != "POST":
        return _to_version(request, version.pk)
    remove_version(by=request.membership, pk=version.pk, now=dates.now())
    messages.success(request, _("Done. This version is gone, its file too."))
    return to_output(request, version.output_id)


@project_members_only
def version_check(request: ProjectRequest, pk: int) -> HttpResponse:
    """I read it and it is clear to me: how am I named?"""
    version = get_object_or_404(version_in(request.project), pk=pk)
    may_check = can_check_version(request.membership, version)
    if not may_check:
        return render(request, "403.html", {"reason": may_check.reason}, status=403)
    mine = ReaderCheck.objects.filter(version=version, membership=request.membership).first()
    initial = {"shown_as": mine.shown_as, "other_name": mine.other_name} if mine else {}
    posted = request.POST if request.method == "POST" else None
    form = ReaderCheckForm(
        posted, initial=initial, my_name=request.user.display_name, taken=names_of_others(request)
    )
    if request.method == "POST" and form.is_valid():
        check_version(by=request.membership, pk=version.pk, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Thank you for reading."))
        return _to_version(request, version.pk)
    context = {"form": form, "version": version, "output": version.output, "mine": mine}
    return render(request, "projects/version/check.html", context)


@project_members_only
def version_check_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take back that it is clear to me."""
    version = get_object_or_404(version_in(request.project), pk=pk)
    if request.method == "POST":
        take_back_check(by=request.membership, pk=version.pk)
        messages.success(request, _("Done. Your check is gone."))
    return _to_version(request, version.pk)


def _to_version(request: ProjectRequest, pk: int) -> HttpResponse:
    return redirect("projects:version-detail", request.project.address, pk)
