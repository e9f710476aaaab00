"""Tasks: the list, one task, adding, changing, taking, handing back, finishing (screens S6-S8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.task import (
    add_task,
    call_off_task,
    edit_task,
)
from projects.decorators import project_members_only
from projects.forms.fields import day_to_type
from projects.forms.task import TaskEditForm, TaskForm
from projects.models import Membership, Task
from projects.permissions.task import (
    can_add_task,
    can_call_off_task,
    can_edit_task,
)
from projects.queries.people import people_of
from projects.queries.task import FEW_DONE, FILTERS, done_tasks, open_tasks
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.task_hold import holding, task_here, to_task


@project_members_only
def task_list(request: ProjectRequest) -> HttpResponse:
    """What looks for somebody, what is being done, and what is done."""
    if request.GET.get("show") == "done":
        done, next_key = done_tasks(request.project, after=request.GET.get("after", ""))
        return render(request, "projects/task/done.html", {"done": done, "next_key": next_key})
    only = request.GET.get("only", "")
    only = only if only in FILTERS else ""
    after = request.GET.get("after", "")
    page = open_tasks(request.project, only=only, after=after)
    done, more_done = ([], "") if only or after else done_tasks(request.project, most=FEW_DONE)
    context = {"page": page, "only": only, "after": after, "done": done, "more_done": more_done}
    return render(request, "projects/task/list.html", context)


@project_members_only
def task_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """What one takes on, before taking it; then what one can do with it."""
    return render(request, "projects/task/detail.html", _about(request, task_here(request, pk)))


def _about(request: ProjectRequest, task: Task) -> dict[str, Any]:
    membership = request.membership
    places = list(task.places.select_related("holder__member").order_by("holder__member__display_name"))
    held = [place for place in places if place.holder_id]
    mine = next((place for place in held if place.holder_id == membership.pk), None)
    return {
        "task": task,
        "places": len(places),
        "holders": [place.holder.member.display_name for place in held if place.holder],
        "notes": list(task.hand_back_notes.all()),
        "may_edit": can_edit_task(membership, task, holds=mine is not None),
        **holding(request, task, mine),
    }


# --- writing -----------------------------------------------------------------------------------------------------------


def _choices(membership: Membership) -> dict[str, Any]:
    """Who can help and which roles there are, for the form."""
    people = [
        (row.membership_id, row.name) for row in people_of(membership.project).members if row.membership_id
    ]
    roles = list(membership.project.roles.values_list("pk", "name"))
    return {"zone": membership.project.zone, "people": people, "roles": roles}


@project_members_only
@once_per_form
def task_new(request: ProjectRequest) -> HttpResponse:
    """Any member adds a task."""
    posted = request.POST if request.method == "POST" else None
    form = TaskForm(posted, **_choices(request.membership))
    if request.method == "POST" and form.is_valid():
        task = add_task(
            by=request.membership,
            places=form.cleaned_data["places"],
            words=form.words(),
            now=dates.now(),
        )
        messages.success(request, _("Saved. The task is on the list."))
        return to_task(request, task)
    context = {"form": form, "may_add": can_add_task(request.membership)}
    return render(request, "projects/task/new.html", context)


@project_members_only
def task_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change what a task says. Somebody else's words are never lost (promise C2)."""
    task = task_here(request, pk)
    holders = list(task.places.values_list("holder_id", flat=True))
    mine = request.membership.pk in holders
    may_edit = can_edit_task(request.membership, task, holds=mine)
    if not may_edit:
        return render(request, "403.html", {"reason": may_edit.reason}, status=403)
    posted = request.POST if request.method == "POST" else None
    form = TaskEditForm(posted, initial=_initial(task, len(holders)), **_choices(request.membership))
    clash = None
    if request.method == "POST" and form.is_valid():
        try:
            edit_task(
                by=request.membership,
                pk=task.pk,
                version=form.cleaned_data["version"],
                places=form.cleaned_data["places"],
                words=form.words(),
            )
        except Clash as theirs:
            clash = with_both_texts(form, theirs, names={"helper_id": "helper", "role_id": "role"})
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return to_task(request, task)
    others = any(holder not in (None, request.membership.pk) for holder in holders)
    context = {
        "form": form,
        "task": task,
        "clash": clash,
        "may_call_off": can_call_off_task(request.membership, task, holds=mine, others_hold=others),
    }
    return render(request, "projects/task/edit.html", context, status=409 if clash is not None else 200)


def _initial(task: Task, places: int) -> dict[str, Any]:
    same = (
        "title",
        "what",
        "why",
        "kind",
        "minutes",
        "where",
        "at_home",
        "with_someone",
        "thank_you",
        "help",
    )
    return {
        **{name: getattr(task, name) for name in same},
        "due_on": day_to_type(task.due_on),
        "places": places,
        "helper": task.helper_id,
        "role": task.role_id,
        "content_notice": task.content_notice,
        "version": task.version,
    }


@project_members_only
def task_call_off(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: the task is not needed any more."""
    task = task_here(request, pk)
    if request.method == "POST":
        call_off_task(by=request.membership, pk=task.pk, now=dates.now())
        messages.success(request, _("Saved. The task is off the list."))
        return redirect("projects:task-list", request.project.address)
    return to_task(request, task)
