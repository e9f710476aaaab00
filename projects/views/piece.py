"""One piece: what was said, who said yes, what people think (screen S15)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.decorators import once_per_form
from projects.actions.piece import (
    change_question,
    delete_question,
    put_aside,
    talk_about,
    write_piece,
)
from projects.actions.piece_yes import WordsMoved, say_yes, take_yes_back
from projects.actions.shared_question import share_question
from projects.actions.thought import add_thought
from projects.decorators import project_members_only
from projects.forms.fields import day_to_type
from projects.forms.piece import AsideForm, QuestionEditForm, SaidForm, YesForm
from projects.forms.thought import ThoughtForm
from projects.lib.sides import sides_missing
from projects.models import Output, Piece
from projects.permissions.piece import (
    can_delete_question,
    can_put_aside,
    can_say_yes,
    can_share_question,
    can_talk_about,
    can_write_piece,
)
from projects.permissions.thought import can_add_thought
from projects.queries.piece import is_shared, is_touched, review_day, yeses_to
from projects.queries.thought import page_asked, thoughts_about
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


def piece_here(request: ProjectRequest, pk: int) -> Piece:
    """The piece of this project. Raises Http404."""
    return get_object_or_404(request.project.pieces, pk=pk)


def to_piece(request: ProjectRequest, piece: Piece) -> HttpResponse:
    """Back to the piece's own page."""
    return redirect("projects:piece-detail", request.project.address, piece.pk)


def _page(request: ProjectRequest, piece: Piece, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of a piece; `more` has forms that need another look."""
    by = request.membership
    yeses = yeses_to(piece, by)
    yes_form = YesForm(
        initial={"said_version": piece.said_version, "count_as": yeses.mine.count_as if yeses.mine else None}
    )
    context = {
        "piece": piece,
        "yeses": yeses,
        "yes_form": yes_form,
        "may_say_yes": can_say_yes(by, piece),
        "may_write": can_write_piece(by, piece),
        "may_talk": can_talk_about(by, piece),
        "may_put_aside": can_put_aside(by, piece),
        "review_day": review_day(piece, dates.today(request.project.zone)),
        "thoughts": thoughts_about(piece, by, page_asked(request.GET.get("thoughts", ""))),
        "thought_form": ThoughtForm(),
        "may_think": can_add_thought(by, piece.project_id),
        **_about_own(request, piece),
        **more,
    }
    context["forms"] = [context["yes_form"], context["thought_form"]]
    return render(request, "projects/piece/detail.html", context, status=status)


def _about_own(request: ProjectRequest, piece: Piece) -> dict[str, Any]:
    """What can be done with a question that the group added itself."""
    if piece.group != Piece.Group.OURS:
        return {}
    touched = piece.added_by_id != request.membership.pk or is_touched(piece)
    shared = is_shared(piece)
    return {
        "may_delete": can_delete_question(request.membership, piece, is_touched=touched),
        "may_share": not shared and can_share_question(request.membership, piece),
        "is_shared": shared,
        "good_enough_of": Output.objects.filter(good_enough_piece=piece).first(),
    }


@project_members_only
def piece_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """The question, why it matters, what we said so far, who said yes, and what people think."""
    return _page(request, piece_here(request, pk))


@project_members_only
def piece_write(request: ProjectRequest, pk: int) -> HttpResponse:
    """Write what we said. Somebody else's words are never lost (promise C2)."""
    piece = piece_here(request, pk)
    initial = {
        "said": piece.said,
        "review_on": day_to_type(piece.review_on),
        "version": piece.version,
    }
    posted = request.POST if request.method == "POST" else None
    form, clash = SaidForm(posted, initial=initial, zone=request.project.zone), None
    if request.method == "POST" and form.is_valid():
        try:
            write_piece(by=request.membership, pk=piece.pk, **form.cleaned_data)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return to_piece(request, piece)
    context = {
        "form": form, "piece": piece, "clash": clash,
        "may_write": can_write_piece(request.membership, piece),
    }  # fmt: skip
    return render(request, "projects/piece/write.html", context, status=409 if clash is not None else 200)


@project_members_only
def piece_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change the words of a question. Somebody else's words are never lost (promise C2)."""
    piece = piece_here(request, pk)
    names = ("question", "why", "example", "version")
    posted = request.POST if request.method == "POST" else None
    form = QuestionEditForm(posted, initial={name: getattr(piece, name) for name in names})
    clash = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            change_question(by=request.membership, pk=piece.pk, version=given.pop("version"), changes=given)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return to_piece(request, piece)
    context = {
        "form": form, "piece": piece, "clash": clash,
        "may_write": can_write_piece(request.membership, piece),
    }  # fmt: skip
    return render(request, "projects/piece/edit.html", context, status=409 if clash is not None else 200)


# --- yes ---------------------------------------------------------------------------------------------------------------


@project_members_only
def piece_yes(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I say yes to the words that I read."""
    piece = piece_here(request, pk)
    if request.method != "POST":
        return to_piece(request, piece)
    form = YesForm(request.POST)
    if not form.is_valid():
        if "said_version" in form.errors:
            return to_piece(request, piece)
        return _page(request, piece, yes_form=form)
    try:
        piece = say_yes(by=request.membership, pk=piece.pk, now=dates.now(), **form.cleaned_data)
    except WordsMoved as moved:
        return _page(request, moved.piece, words_moved=True, status=409)
    messages.success(request, _after_yes(request, piece))
    return to_piece(request, piece)


def _after_yes(request: ProjectRequest, piece: Piece) -> str:
    if piece.status == Piece.Status.AGREED:
        return _("Saved. This piece is agreed. You can talk about it again at any time.")
    missing = sides_missing(row.count_as for row in yeses_to(piece, request.membership).rows)
    if missing == ["lived"]:
        return _("Saved. It needs a yes from someone with lived experience.")
    if missing == ["staff"]:
        return _("Saved. It needs a yes from someone who counts as staff.")
    return _("Saved. It needs a yes from both kinds of experience.")


@project_members_only
def piece_yes_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take my yes back."""
    piece = piece_here(request, pk)
    if request.method == "POST":
        take_yes_back(by=request.membership, pk=piece.pk, now=dates.now())
        messages.success(request, _("Done. Your yes is gone. You do not have to say why."))
    return to_piece(request, piece)


# --- open, aside -------------------------------------------------------------------------------------------------------


@project_members_only
def piece_talk(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: we talk about it, or talk about it again."""
    piece = piece_here(request, pk)
    if request.method == "POST":
        talk_about(by=request.membership, pk=piece.pk)
        messages.success(request, _("Saved. You are talking about this piece."))
    return to_piece(request, piece)


@project_members_only
def piece_aside(request: ProjectRequest, pk: int) -> HttpResponse:
    """It is not needed here, and why. If somebody was quicker, the words stay in the box."""
    piece = piece_here(request, pk)
    form = AsideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            put_aside(by=request.membership, pk=piece.pk, why=form.cleaned_data["why"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. This piece is not needed here. It counts as settled."))
            return to_piece(request, piece)
    context = {"form": form, "piece": piece, "may_put_aside": can_put_aside(request.membership, piece)}
    return render(request, "projects/piece/aside.html", context)


# --- thoughts ----------------------------------------------------------------------------------------------------------


@project_members_only
@once_per_form
def piece_thought(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I say what I think, by name or without."""
    piece = piece_here(request, pk)
    if request.method != "POST":
        return to_piece(request, piece)
    form = ThoughtForm(request.POST)
    if not form.is_valid():
        return _page(request, piece, thought_form=form)
    add_thought(by=request.membership, about=piece, now=dates.now(), **form.cleaned_data)
    messages.success(request, _("Saved. Everyone in the project can read it."))
    return to_piece(request, piece)


# --- questions of the group's own ----------------------------------------------------------------------------------------


@project_members_only
def piece_delete(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: who added a question takes it away."""
    piece = piece_here(request, pk)
    if request.method == "POST":
        delete_question(by=request.membership, pk=piece.pk)
        messages.success(request, _("Done. The question is gone."))
        return redirect("projects:plan", request.project.address)
    return to_piece(request, piece)


@project_members_only
def piece_share(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: share a question of ours with every project."""
    piece = piece_here(request, pk)
    if request.method == "POST":
        share_question(by=request.membership, pk=piece.pk, now=dates.now())
        messages.success(request, _("Saved. Every project can read this question now."))
        return redirect("projects:question-list", request.project.address)
    return to_piece(request, piece)
