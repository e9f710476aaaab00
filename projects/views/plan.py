"""The plan: the jigsaw with its list, the poster, and the questions that groups share (screen S14)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.decorators import once_per_form
from projects.actions.piece import add_question, lay_out_questions
from projects.actions.shared_question import add_shared_question, take_shared_back
from projects.decorators import project_members_only
from projects.forms.fields import LARGEST
from projects.forms.piece import QuestionForm
from projects.models import SharedQuestion
from projects.permissions.piece import can_add_question, can_lay_out
from projects.queries.piece import plan_of, shared_questions
from projects.queries.thought import page_asked
from projects.requests import ProjectRequest


@project_members_only
def plan(request: ProjectRequest) -> HttpResponse:
    """The picture, what it says in words, and each piece with its state. POST lays out the starting questions."""
    if request.method == "POST":
        lay_out_questions(by=request.membership)
        messages.success(request, _("Saved. The questions are laid out. Start with any of them."))
        return redirect("projects:plan", request.project.address)
    found = plan_of(request.project)
    context = {
        "plan": found,
        "may_lay_out": can_lay_out(request.membership, pieces=len(found.pieces)),
        "may_add": can_add_question(request.membership, pieces=len(found.pieces)),
    }
    return render(request, "projects/piece/plan.html", context)


@project_members_only
def plan_poster(request: ProjectRequest) -> HttpResponse:
    """The picture and the list on one sheet of A4, to print."""
    context = {"plan": plan_of(request.project), "today": dates.today(request.project.zone)}
    return render(request, "projects/piece/poster.html", context)


@project_members_only
@once_per_form
def question_new(request: ProjectRequest) -> HttpResponse:
    """Any member adds a question of their own."""
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        piece = add_question(by=request.membership, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Everyone in the project sees your question."))
        return redirect("projects:piece-detail", request.project.address, piece.pk)
    found = plan_of(request.project)
    context = {"form": form, "may_add": can_add_question(request.membership, pieces=len(found.pieces))}
    return render(request, "projects/piece/new.html", context)


@project_members_only
def question_list(request: ProjectRequest) -> HttpResponse:
    """Questions that other groups shared. POST adds a copy of one, or takes back one that I shared."""
    address, by = request.project.address, request.membership
    if request.method == "POST":
        if "back" in request.POST:
            take_shared_back(by=by, pk=_chosen(request, "back").pk)
            messages.success(request, _("Done. Your question is not shared any more."))
            return redirect("projects:question-list", address)
        try:
            piece = add_shared_question(by=by, pk=_chosen(request, "add").pk, now=dates.now())
        except Refused as refused:
            messages.info(request, str(refused))
            return redirect("projects:question-list", address)
        messages.success(request, _("Saved. The question is in your plan."))
        return redirect("projects:piece-detail", address, piece.pk)
    rows, more = shared_questions(by, page_asked(request.GET.get("page", "")))
    return render(request, "projects/piece/shared.html", {"rows": rows, "more": more})


def _chosen(request: ProjectRequest, name: str) -> SharedQuestion:
    given = request.POST.get(name, "")
    fits = given.isascii() and given.isdigit() and len(given) < 11 and int(given) <= LARGEST
    return get_object_or_404(SharedQuestion, pk=int(given) if fits else 0)
