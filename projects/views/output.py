"""What the group makes: the list, one thing, its words, who answers for it, who holds its thread, on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Answer, Clash, no
from members.decorators import once_per_form
from projects.actions.output import (
    add_output,
    change_output,
    give_up_thread,
    hold_thread,
    name_who_answers,
    remove_output,
    talk_about_good_enough,
)
from projects.decorators import project_members_only
from projects.forms.output import AnswersForm, OutputEditForm, OutputForm
from projects.models import Output, Piece
from projects.permissions.credit import can_say_credit
from projects.permissions.output import (
    can_add_output,
    can_ask_for_reading,
    can_change_output,
    can_finish_output,
    can_hold_thread,
    can_read_through,
    can_remove_output,
    can_talk_about_good_enough,
)
from projects.permissions.piece import can_add_question
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
        "may_talk": _may_talk(request, output),
        "is_open_what_is_good_enough": _is_open(output),
        "may_remove": can_remove_output(
            membership, output, is_empty=newest is None and last is None and not credits
        ),
    }


def _may_talk(request: ProjectRequest, output: Output) -> Answer:
    """Whether what is good enough may become a piece of the plan: once, and where the plan has room."""
    if output.good_enough_piece_id:
        return no("")
    if not (answer := can_talk_about_good_enough(request.membership, output)):
        return answer
    return can_add_question(request.membership, pieces=request.project.pieces.filter(is_loose=False).count())


def _is_open(output: Output) -> bool:
    """Whether the group has not said yes yet to what is good enough; a piece that is not needed is settled."""
    piece = output.good_enough_piece
    return piece is None or piece.status in (Piece.Status.NOT_STARTED, Piece.Status.TALKING)


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
    posted, talked = request.POST if request.method == "POST" else None, output.good_enough_piece is not None
    form = OutputEditForm(posted, initial=initial, talked_about=talked)
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
    if talked and clash is not None:
        context["moved_words"] = _moved_words(request, output)
    return render(request, "projects/output/edit.html", context, status=409 if clash is not None else 200)


def _moved_words(request: ProjectRequest, output: Output) -> str:
    """What somebody wrote about good enough while the group took it into its plan: shown, so that nothing is lost."""
    form = OutputEditForm(request.POST)
    form.is_valid()
    words: str = form.cleaned_data.get("good_enough", "")
    return words if words != output.good_enough else ""


@project_members_only
def output_good_enough(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what is good enough becomes a piece of the plan, to talk about and to say yes to (seed 63)."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST":
        piece = talk_about_good_enough(by=request.membership, pk=output.pk, now=dates.now())
        messages.success(
            request, _("Saved. It is in your plan now. Everyone in the project can say yes here.")
        )
        return redirect("projects:piece-detail", request.project.address, piece.pk)
    return to_output(request, output.pk)


@project_members_only
def output_remove(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: it was added by mistake, and nothing is in it."""
    output = get_object_or_404(Output, pk=pk, project=request.project)
    if request.method == "POST":
        remove_output(by=request.membership, pk=output.pk)
        messages.success(request, _("Done. It is not on the list any more."))
        return redirect("projects:output-list", request.project.address)
    return to_output(request, output.pk)


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
