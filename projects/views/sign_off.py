"""Answering a sign-off step: yes, or a no that explains itself; and the reply to it (seeds 52, 68)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import once_per_form
from projects.actions.sign_off_answer import reply_to_no, say_no, say_yes
from projects.actions.sign_off_undo import take_back_answer
from projects.decorators import project_members_only
from projects.forms.sign_off import NoForm, ReplyForm, YesForm
from projects.models import SignOff, Task
from projects.permissions.sign_off import can_answer_sign_off, hosts_answer
from projects.queries.people import people_of
from projects.queries.sign_off import answers_of
from projects.requests import ProjectRequest
from projects.views.changed import kind_when_changed
from projects.views.task_hold import task_here, to_task


def _step_here(request: ProjectRequest, pk: int) -> SignOff:
    """The step of a task of this project. Raises Http404."""
    found = get_object_or_404(SignOff, pk=pk, task__project=request.project)
    steps = answers_of(task_here(request, found.task_id))
    return next(step for step in steps if step.pk == pk)


def _about(request: ProjectRequest, step: SignOff) -> dict[str, Any]:
    """What is to be looked at, and whether the reader answers it now."""
    steps = answers_of(step.task)
    waiting = [each.pk for each in steps if each.status == SignOff.Status.WAITING]
    held = step.task.places.filter(holder__isnull=False).order_by("holder__member__display_name")
    return {
        "step": step,
        "task": step.task,
        "by_hosts": hosts_answer(step),
        "names": list(held.values_list("holder__member__display_name", flat=True)),
        "may_answer": can_answer_sign_off(request.membership, step, is_next=waiting[:1] == [step.pk]),
    }


@project_members_only
@kind_when_changed
@once_per_form
def sign_off(request: ProjectRequest, pk: int) -> HttpResponse:
    """What is done, on what grounds it is looked at; POST is a yes."""
    step = _step_here(request, pk)
    form = YesForm(request.POST if request.method == "POST" else None, initial={"version": step.version})
    if request.method == "POST" and form.is_valid():
        task = say_yes(by=request.membership, pk=pk, version=form.cleaned_data["version"], now=dates.now())
        if task.status == Task.Status.DONE:
            messages.success(request, _("Saved. The task is done. Thank you for looking at it."))
        else:
            messages.success(request, _("Saved. Now the next person is asked. Thank you for looking at it."))
        return to_task(request, task)
    return render(request, "projects/sign_off/detail.html", {"form": form, **_about(request, step)})


@project_members_only
@kind_when_changed
@once_per_form
def sign_off_no(request: ProjectRequest, pk: int) -> HttpResponse:
    """A no that says what was heard, why, whose rule it is, what is possible, and whom to talk to."""
    step = _step_here(request, pk)
    people = [
        (row.membership_id, row.name) for row in people_of(request.project).members if row.membership_id
    ]
    initial = {"version": step.version, "talk_to": request.membership.pk}
    form = NoForm(request.POST if request.method == "POST" else None, initial=initial, people=people)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        version, talk_to = given.pop("version"), given.pop("talk_to")
        say_no(by=request.membership, pk=pk, version=version, words=given, talk_to=talk_to, now=dates.now())
        messages.success(request, _("Saved. The people who did the task hear that there is an answer."))
        return to_task(request, step.task)
    return render(request, "projects/sign_off/no.html", {"form": form, **_about(request, step)})


@project_members_only
@kind_when_changed
@once_per_form
def sign_off_undo(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take my answer back, for a day and while nothing was built on it."""
    step = _step_here(request, pk)
    form = YesForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        take_back_answer(by=request.membership, pk=pk, version=version, now=dates.now())
        messages.success(request, _("Done. Your answer is taken back. The task waits for a new one."))
    return to_task(request, step.task)


@project_members_only
@kind_when_changed
@once_per_form
def sign_off_reply(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: those who did the task reply to a no, once."""
    step = _step_here(request, pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reply_to_no(by=request.membership, pk=pk, words=form.cleaned_data["words"], now=dates.now())
        messages.success(request, _("Saved. Your reply stands beside the answer."))
    elif request.method == "POST":
        return render(
            request, "projects/sign_off/reply.html", {"form": form, "step": step, "task": step.task}
        )
    return to_task(request, step.task)
