"""Taking a task, finishing it, stepping back from it (screens S7 and S8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib import dates
from projects.actions.task_claim import PlaceGone, choose_cover, claim_task, join_task, undo_claim
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_handover import ask_for_company, hand_back_task, take_more_time
from projects.decorators import project_members_only
from projects.forms.task_hold import CoverForm, HandBackForm
from projects.lib.days import day_in_words
from projects.models import Membership, Task, TaskPlace
from projects.permissions.task import can_claim_task, can_hand_back_task, can_move_task
from projects.requests import ProjectRequest

CLAIMED, HANDED_BACK, DONE = "claim", "hand-back", "done"
UNDO = {CLAIMED, HANDED_BACK, DONE}


def task_here(request: ProjectRequest, pk: int) -> Task:
    """The task of this project. Raises Http404."""
    tasks = Task.objects.select_related("role", "helper__member")
    return get_object_or_404(tasks, pk=pk, project=request.project)


def undo_url(request: ProjectRequest, task: Task, what: str) -> str:
    """Where the button Undo leads."""
    return reverse("projects:task-undo", args=[request.project.address, task.pk]) + f"?what={what}"


def to_task(request: ProjectRequest, task: Task, undo: str = "") -> HttpResponse:
    """To the task's page, with a button that takes back what was done."""
    url = reverse("projects:task-detail", args=[request.project.address, task.pk])
    return redirect(f"{url}?undo={undo}" if undo else url)


def holding(request: ProjectRequest, task: Task, mine: TaskPlace | None) -> dict[str, Any]:
    """What the reader can do with a task now: `mine` is the place they hold."""
    membership, holds = request.membership, mine is not None
    undo = request.GET.get("undo", "")
    return {
        "mine": mine,
        "may_claim": can_claim_task(membership, task, holds=holds),
        "may_hand_back": can_hand_back_task(membership, task, holds=holds),
        "may_move": can_move_task(membership, task, holds=holds),
        "cover_form": CoverForm(initial={"cover": mine.cover}) if mine and task.is_open else None,
        "just_taken": undo == CLAIMED,
        "undo_url": undo_url(request, task, undo) if undo in UNDO else None,
    }


@project_members_only
def task_claim(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I will do this; with `share`, together with others. Whoever is too late is told kindly who has it."""
    task = task_here(request, pk)
    if request.method != "POST":
        return to_task(request, task)
    try:
        if "share" in request.POST:
            join_task(by=request.membership, pk=task.pk, now=dates.now())
        else:
            claim_task(by=request.membership, pk=task.pk, now=dates.now())
    except PlaceGone as gone:
        return render(request, "projects/task/gone.html", {"task": task, "names": gone.names}, status=409)
    if "company" in request.POST:
        ask_for_company(by=request.membership, pk=task.pk)
    messages.success(request, taken_in_words(task, request.project.zone))
    return to_task(request, task, CLAIMED)


def taken_in_words(task: Task, zone: str) -> str:
    """What somebody reads who took a task."""
    if task.due_on is None:
        return _("Saved. You have this task. You can hand it back at any time.")
    words = _("Saved. You have this task until %(day)s. You can hand it back at any time.")
    return words % {"day": day_in_words(task.due_on, dates.today(zone))}


@project_members_only
def task_cover(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what should happen if I cannot come back to it."""
    task = task_here(request, pk)
    form = CoverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        choose_cover(by=request.membership, pk=task.pk, cover=form.cleaned_data["cover"])
        messages.success(request, _("Saved. We do as you wish."))
    return to_task(request, task)


@project_members_only
def task_done(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I have done it."""
    task = task_here(request, pk)
    if request.method != "POST":
        return to_task(request, task)
    finish_task(by=request.membership, pk=task.pk, now=dates.now())
    messages.success(request, _("Done. The task is finished. Thank you for what you did."))
    return to_task(request, task, DONE)


@project_members_only
def task_undo(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: take back the last thing, within a day."""
    task = task_here(request, pk)
    what = request.GET.get("what", "")
    if request.method == "POST" and what in UNDO:
        messages.success(request, undo(request.membership, task, what))
    return to_task(request, task)


def undo(membership: Membership, task: Task, what: str) -> str:
    """Undo it, and the words that say so. Raises Refused."""
    if what == CLAIMED:
        undo_claim(by=membership, pk=task.pk, now=dates.now())
        return _("Done. You do not have this task.")
    if what == DONE:
        undo_done(by=membership, pk=task.pk, now=dates.now())
        return _("Done. The task is open again, and you have it.")
    claim_task(by=membership, pk=task.pk, cover=TaskPlace.Cover.OPEN, now=dates.now())
    return _("Done. You have the task again.")


@project_members_only
def task_hand_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """Step back without a reason: all of it, for more time, or with company."""
    task = task_here(request, pk)
    may_hand_back = can_hand_back_task(
        request.membership, task, holds=task.places.filter(holder=request.membership).exists()
    )
    if not may_hand_back:
        messages.info(request, may_hand_back.reason)
        return to_task(request, task)
    form = HandBackForm(request.POST if request.method == "POST" else None, has_day=task.due_on is not None)
    if request.method == "POST" and form.is_valid():
        words, undoable = step_back(request.membership, task, form)
        messages.success(request, words)
        return to_task(request, task, HANDED_BACK if undoable else "")
    return render(request, "projects/task/hand_back.html", {"form": form, "task": task})


def step_back(membership: Membership, task: Task, form: HandBackForm) -> tuple[str, bool]:
    """Do what would help; the words that say so, and whether it can be undone by taking the task again."""
    what, note = form.cleaned_data["what"], form.cleaned_data["note"]
    if what == form.TIME:
        moved = take_more_time(by=membership, pk=task.pk, note=note)
        return moved_in_words(moved, membership.project.zone), False
    if what == form.COMPANY:
        ask_for_company(by=membership, pk=task.pk, note=note)
        return _("Saved. The task looks for one more person. You keep your place."), False
    hand_back_task(by=membership, pk=task.pk, note=note, now=dates.now())
    words = _("Done. The task is back on the list. Thank you for what you did. You stay in the project.")
    return words, True


def moved_in_words(task: Task, zone: str) -> str:
    """What somebody reads who took more time."""
    day = day_in_words(task.due_on, dates.today(zone)) if task.due_on else ""
    return _("Saved. You have this task until %(day)s.") % {"day": day}


@project_members_only
def task_more_time(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: a week more."""
    task = task_here(request, pk)
    if request.method == "POST":
        moved = take_more_time(by=request.membership, pk=task.pk)
        messages.success(request, moved_in_words(moved, request.project.zone))
    return to_task(request, task)


@project_members_only
def task_share(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I want someone to do it with me."""
    task = task_here(request, pk)
    if request.method == "POST":
        ask_for_company(by=request.membership, pk=task.pk)
        messages.success(request, _("Saved. The task looks for one more person. You keep your place."))
    return to_task(request, task)
