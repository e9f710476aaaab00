"""Tasks: the list, one task, adding, changing, taking, handing back, finishing (screens S6-S8)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from members.decorators import once_per_form
from projects.actions.task import (
    PlaceGone,
    add_task,
    call_off_task,
    choose_cover,
    claim_task,
    edit_task,
    finish_task,
    join_task,
    undo_claim,
    undo_done,
)
from projects.actions.task_handover import ask_for_company, hand_back_task, take_more_time
from projects.decorators import project_members_only
from projects.forms.fields import day_to_type
from projects.forms.task import CoverForm, HandBackForm, TaskEditForm, TaskForm
from projects.lib.days import day_in_words
from projects.models import Membership, Task, TaskPlace
from projects.permissions.task import (
    can_add_task,
    can_call_off_task,
    can_claim_task,
    can_edit_task,
    can_hand_back_task,
    can_move_task,
)
from projects.queries.people import people_of
from projects.queries.task import FEW_DONE, FILTERS, done_tasks, open_tasks
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts

CLAIMED, HANDED_BACK, DONE = "claim", "hand-back", "done"
UNDO = {CLAIMED, HANDED_BACK, DONE}


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
    return render(request, "projects/task/detail.html", _about(request, _task(request, pk)))


def _task(request: ProjectRequest, pk: int) -> Task:
    tasks = Task.objects.select_related("role", "helper__member")
    return get_object_or_404(tasks, pk=pk, project=request.project)


def _about(request: ProjectRequest, task: Task) -> dict[str, Any]:
    membership = request.membership
    places = list(task.places.select_related("holder__member").order_by("holder__member__display_name"))
    held = [place for place in places if place.holder_id]
    mine = next((place for place in held if place.holder_id == membership.pk), None)
    holds = mine is not None
    undo = request.GET.get("undo", "")
    return {
        "task": task,
        "places": len(places),
        "holders": [place.holder.member.display_name for place in held if place.holder],
        "mine": mine,
        "notes": list(task.hand_back_notes.all()),
        "may_claim": can_claim_task(membership, task, holds=holds),
        "may_hand_back": can_hand_back_task(membership, task, holds=holds),
        "may_move": can_move_task(membership, task, holds=holds),
        "may_edit": can_edit_task(membership, task, holds=holds),
        "cover_form": CoverForm(initial={"cover": mine.cover}) if mine and task.is_open else None,
        "just_taken": undo == CLAIMED,
        "undo_url": _undo_url(request, task, undo) if undo in UNDO else None,
    }


def _undo_url(request: ProjectRequest, task: Task, what: str) -> str:
    return reverse("projects:task-undo", args=[request.project.address, task.pk]) + f"?what={what}"


def _to_task(request: ProjectRequest, task: Task, undo: str = "") -> HttpResponse:
    url = reverse("projects:task-detail", args=[request.project.address, task.pk])
    return redirect(f"{url}?undo={undo}" if undo else url)


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
        return _to_task(request, task)
    context = {"form": form, "may_add": can_add_task(request.membership)}
    return render(request, "projects/task/new.html", context)


@project_members_only
def task_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change what a task says. Somebody else's words are never lost (promise C2)."""
    task = _task(request, pk)
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
            return _to_task(request, task)
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
    task = _task(request, pk)
    if request.method == "POST":
        call_off_task(by=request.membership, pk=task.pk, now=dates.now())
        messages.success(request, _("Saved. The task is off the list."))
        return redirect("projects:task-list", request.project.address)
    return _to_task(request, task)


# --- taking, finishing, undoing ---------------------------------------------------------------------------------------


@project_members_only
def task_claim(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I will do this; with `share`, together with others. Whoever is too late is told kindly who has it."""
    task = _task(request, pk)
    if request.method != "POST":
        return _to_task(request, task)
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
    return _to_task(request, task, CLAIMED)


def taken_in_words(task: Task, zone: str) -> str:
    """What somebody reads who took a task."""
    if task.due_on is None:
        return _("Saved. You have this task. You can hand it back at any time.")
    words = _("Saved. You have this task until %(day)s. You can hand it back at any time.")
    return words % {"day": day_in_words(task.due_on, dates.today(zone))}


@project_members_only
def task_cover(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what should happen if I cannot come back to it."""
    task = _task(request, pk)
    form = CoverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        choose_cover(by=request.membership, pk=task.pk, cover=form.cleaned_data["cover"])
        messages.success(request, _("Saved. We do as you wish."))
    return _to_task(request, task)


@project_members_only
def task_done(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I have done it."""
    task = _task(request, pk)
    if request.method != "POST":
        return _to_task(request, task)
    finish_task(by=request.membership, pk=task.pk, now=dates.now())
    messages.success(request, _("Done. The task is finished. Thank you for what you did."))
    return _to_task(request, task, DONE)


@project_members_only
def task_undo(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: take back the last thing, within a day."""
    task = _task(request, pk)
    what = request.GET.get("what", "")
    if request.method == "POST" and what in UNDO:
        messages.success(request, undo(request.membership, task, what))
    return _to_task(request, task)


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


# --- stepping back -----------------------------------------------------------------------------------------------------


@project_members_only
def task_hand_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """Step back without a reason: all of it, for more time, or with company."""
    task = _task(request, pk)
    may_hand_back = can_hand_back_task(
        request.membership, task, holds=task.places.filter(holder=request.membership).exists()
    )
    if not may_hand_back:
        messages.info(request, may_hand_back.reason)
        return _to_task(request, task)
    form = HandBackForm(request.POST if request.method == "POST" else None, has_day=task.due_on is not None)
    if request.method == "POST" and form.is_valid():
        words, undoable = step_back(request.membership, task, form)
        messages.success(request, words)
        return _to_task(request, task, HANDED_BACK if undoable else "")
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
    task = _task(request, pk)
    if request.method == "POST":
        moved = take_more_time(by=request.membership, pk=task.pk)
        messages.success(request, moved_in_words(moved, request.project.zone))
    return _to_task(request, task)


@project_members_only
def task_share(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I want someone to do it with me."""
    task = _task(request, pk)
    if request.method == "POST":
        ask_for_company(by=request.membership, pk=task.pk)
        messages.success(request, _("Saved. The task looks for one more person. You keep your place."))
    return _to_task(request, task)
