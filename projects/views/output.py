"""What the group makes: the list, one thing, its words, who answers for it, who holds its thread, on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.output import (
    add_output,
    change_output,
    give_up_thread,
    hold_thread,
    name_who_answers,
)
from projects.decorators import project_members_only
from projects.forms.output import AnswersForm, OutputEditForm, OutputForm
from projects.models import Output
from projects.permissions.credit import can_say_credit
from projects.permissions.output import (
    can_add_output,
    can_ask_for_reading,
    can_change_output,
    can_finish_output,
    can_hold_thread,
    can_read_through,
)
from projects.queries.output import (
    checks_of,
    credits_of,
    named,
    newest_moment,
    outputs_in,
    outputs_of,
    parts_of,
    sections_of,
)
from projects.queries.people import people_of
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@project_members_only
def output_list(request: ProjectRequest) -> HttpResponse:
    """What we make, the newest first."""
    outputs, next_key = outputs_of(request.project, before=request.GET.get("before", ""))
    context = {"outputs": outputs, "next_key": next_key, "may_add": can_add_output(request.membership)}
    return render(request, "projects/output/list.html", context)


@project_members_only
@once_per_form
def output_new(request: ProjectRequest) -> HttpResponse:
    """Any member adds something to make."""
    form = OutputForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        output = add_output(by=request.membership, words=form.cleaned_data, now=dates.now())
        messages.success(request, _("Saved. Everyone in the project sees it."))
        return to_output(request, output.pk)
    return render(request, "projects/output/new.html", {"form": form})


@project_members_only
def output_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """What it is, how far it is, its parts with their newest versions, who made it."""
    output = get_object_or_404(outputs_in(request.project), pk=pk)
    return render(request, "projects/output/detail.html", _about(request, output))


def _about(request: ProjectRequest, output: Output) -> dict[str, Any]:
    membership = request.membership
    sections = sections_of(output)
    parts = parts_of(output, sections)
    last = output.read_throughs.select_related("by__member").first()
    credits = credits_of(output)
    newest = newest_moment(parts)
    return {
        "output": output,
        "parts": parts,
        "has_sections": bool(sections),
        "mine": {section.pk for section in sections if membership in section.holders.all()},
        "checks": _checks(parts),
        "last": last,
        "credits": named(credits),
        "credit_rows": credits,
        "my_credit": next((credit for credit in credits if credit.membership_id == membership.pk), None),
        "may_credit": can_say_credit(membership, output),
        "may_change": can_change_output(membership, output),
        "may_hold": can_hold_thread(membership, output),
        "may_ask": can_ask_for_reading(membership, output, has_versions=newest is not None),
        "may_read": can_read_through(membership, output),
        "may_finish": can_finish_output(membership, output, last, newest),
    }


def _checks(parts: list[Any]) -> dict[int, Any]:
    easy = [part.easy.pk for part in parts if part.easy]
    return {pk: named(checks) for pk, checks in checks_of(easy).items()} if easy else {}


@project_members_only
def output_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change its words. Somebody else's words are never lost (promise C2)."""
    output = get_object_or_404(outputs_in(request.project), pk=pk)
    may_change = can_change_output(request.membership, output)
    if not may_change:
        return render(request, "403.html", {"reason": may_change.reason}, status=403)
    initial = {name: getattr(output, name) for name in OutputEditForm.base_fields}
    form = OutputEditForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            change_output(by=request.membership, pk=output.pk, version=given.pop("version"), words=given)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return to_output(request, output.pk)
    context = {"form": form, "output": output, "clash": clash}
    return render(request, "projects/output/edit.html", context, status=409 if clash is not None else 200)


@project_members_only
def output_answers(request: ProjectRequest, pk: int) -> HttpResponse:
    """Name one person who answers for it, or nobody (seed 73)."""
    output = get_object_or_404(outputs_in(request.project), pk=pk)
    may_change = can_change_output(request.membership, output)
    if not may_change:
        return render(request, "403.html", {"reason": may_change.reason}, status=403)
    people = [
        (row.membership_id, row.name) for row in people_of(request.project).members if row.membership_id
    ]
    initial = {"person": output.answers_for_it_id, "version": output.version}
    form = AnswersForm(request.POST if request.method == "POST" else None, initial=initial, people=people)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            name_who_answers(
                by=request.membership, pk=output.pk, version=given["version"], person_id=given["person"]
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees who answers for it."))
            return to_output(request, output.pk)
    context = {"form": form, "output": output, "clash": clash}
    return render(request, "projects/output/answers.html", context, status=409 if clash is not None else 200)


@project_members_only
def output_thread(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I will hold the thread, or I give it up."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST" and "give_up" in request.POST:
        give_up_thread(by=request.membership, pk=output.pk)
        messages.success(request, _("Done. You do not hold the thread now. Thank you for what you did."))
    elif request.method == "POST":
        hold_thread(by=request.membership, pk=output.pk)
        messages.success(request, _("Saved. You hold the thread. You can give it up at any time."))
    return to_output(request, output.pk)


@project_members_only
def output_print(request: ProjectRequest, pk: int) -> HttpResponse:
    """All of it on paper: the newest words in order, who made it, which readers checked it."""
    output = get_object_or_404(outputs_in(request.project), pk=pk)
    parts = parts_of(output, sections_of(output))
    easy = bool(request.GET.get("easy")) and any(part.easy for part in parts)
    shown = [
        (part.section, (part.easy or part.plain) if easy else (part.plain or part.easy)) for part in parts
    ]
    found = checks_of([version.pk for _section, version in shown if version]) if easy else {}
    context = {
        "output": output,
        "shown": shown,
        "easy": easy,
        "has_easy": any(part.easy and part.plain for part in parts),
        "credits": named(credits_of(output)),
        "checks": named([check for checks in found.values() for check in checks]),
    }
    return render(request, "projects/output/print.html", context)


def to_output(request: ProjectRequest, pk: int) -> HttpResponse:
    """Back to the page of what is made."""
    return redirect("projects:output-detail", request.project.address, pk)
