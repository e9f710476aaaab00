"""What people add to a task: "I have experience of this", what confused them, what was changed, a note to oneself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.task_words import (
    answer_call,
    forget_confidence,
    note_confidence,
    say_what_changed,
    take_back_call_answer,
    take_back_try_out,
    tell_try_out,
)
from projects.decorators import project_members_only
from projects.forms.task_words import CallAnswerForm, ChangedForm, ConfidenceForm, TryOutForm
from projects.models import CallAnswer, Confidence
from projects.permissions.task_words import (
    can_answer_call,
    can_note_confidence,
    can_say_what_changed,
    can_tell_try_out,
)
from projects.queries.task_words import try_outs, try_outs_of
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.task_hold import task_here, to_task


@project_members_only
def task_call(request: ProjectRequest, pk: int) -> HttpResponse:
    """I have experience of this: said to those I choose, and taken back at any time (seeds 46, 54)."""
    task = task_here(request, pk)
    mine = CallAnswer.objects.filter(task=task, membership=request.membership).first()
    may_answer = can_answer_call(request.membership, task)
    initial = {"words": mine.words, "audience": mine.audience} if mine else {"audience": "hosts"}
    form = CallAnswerForm(
        request.POST if request.method == "POST" else None, initial={**initial, "asked": task.open_call}
    )
    if request.method == "POST" and form.is_valid():
        answer_call(by=request.membership, pk=task.pk, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Thank you. You can take it back at any time."))
        return to_task(request, task)
    context = {"task": task, "form": form, "mine": mine, "may_answer": may_answer}
    return render(request, "projects/task/call.html", context)


@project_members_only
def task_call_take_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: nobody sees any more that I have experience of this."""
    task = task_here(request, pk)
    if request.method == "POST":
        take_back_call_answer(by=request.membership, pk=task.pk)
        messages.success(request, _("Done. Your answer is gone."))
    return to_task(request, task)


@project_members_only
@once_per_form
def task_try_outs(request: ProjectRequest, pk: int) -> HttpResponse:
    """What people told who tried it out, and a form to tell more (seed 88)."""
    task = task_here(request, pk)
    form = TryOutForm(
        request.POST if request.method == "POST" else None, initial={"shown": TryOutForm.BY_NAME}
    )
    if request.method == "POST" and form.is_valid():
        by_name = form.cleaned_data["shown"] == TryOutForm.BY_NAME
        confused = form.cleaned_data["confused"]
        tell_try_out(by=request.membership, pk=task.pk, confused=confused, by_name=by_name, now=dates.now())
        messages.success(request, _("Saved. Thank you. This helps to make it clearer."))
        return redirect("projects:task-try-outs", request.project.address, task.pk)
    told, next_key = try_outs(task, after=_key(request.GET.get("after", "")))
    context = {"task": task, "form": form, "told": told, "next_key": next_key}
    context["may_tell"] = can_tell_try_out(request.membership, task)
    context["may_change"] = can_say_what_changed(request.membership, task)
    return render(request, "projects/task/try_outs.html", context)


def _key(typed: str) -> int:
    """After which row a page begins; from the first for what nobody made."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 19 else 0


@project_members_only
def try_out_changed(request: ProjectRequest, pk: int) -> HttpResponse:
    """What we changed because of it. Somebody else's words are never lost (promise C2)."""
    told = get_object_or_404(try_outs_of(request.project), pk=pk)
    initial = {"changed": told.changed, "version": told.version}
    form = ChangedForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            say_what_changed(
                by=request.membership, pk=pk, version=said["version"], words=said["changed"], now=dates.now()
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        else:
            messages.success(request, _("Saved. Everyone in the project sees it."))
            return redirect("projects:task-try-outs", request.project.address, told.task_id)
    context: dict[str, Any] = {"told": told, "task": told.task, "form": form, "clash": clash}
    context["may_say"] = can_say_what_changed(request.membership, told.task)
    return render(
        request, "projects/task/what_changed.html", context, status=409 if clash is not None else 200
    )


@project_members_only
def try_out_take_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what I told by name goes for good."""
    told = get_object_or_404(try_outs_of(request.project), pk=pk)
    if request.method == "POST":
        take_back_try_out(by=request.membership, pk=pk)
        messages.success(request, _("Done. What you told is gone."))
    return redirect("projects:task-try-outs", request.project.address, told.task_id)


@project_members_only
def task_confidence(request: ProjectRequest, pk: int) -> HttpResponse:
    """How ready I feel: my own note, read by nobody else (seed 45)."""
    task = task_here(request, pk)
    note = (
        Confidence.objects.filter(task=task, membership=request.membership).values("level", "words").first()
    )
    form = ConfidenceForm(request.POST if request.method == "POST" else None, initial=note or {})
    if request.method == "POST" and form.is_valid():
        note_confidence(by=request.membership, pk=task.pk, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. Only you can see it."))
        return to_task(request, task)
    context = {"task": task, "form": form, "note_form": form, "note": note}
    context["may_note"] = can_note_confidence(request.membership, task)
    return render(request, "projects/task/confidence.html", context)


@project_members_only
def task_confidence_forget(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: my note goes."""
    task = task_here(request, pk)
    if request.method == "POST":
        forget_confidence(by=request.membership, pk=task.pk)
        messages.success(request, _("Done. Your note is gone."))
    return to_task(request, task)
