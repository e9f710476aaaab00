"""Tasks: the list, one task, adding one, changing one, calling it off (screens S6 and S7)."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash
from coproduce.lib.forms import Choice
from members.decorators import once_per_form
from projects.actions.task import add_task, call_off_task, edit_task
from projects.actions.task_places import section_names
from projects.decorators import project_members_only
from projects.forms.fields import day_to_type
from projects.forms.task import TaskChoices, TaskEditForm, TaskForm, initial_of_new
from projects.forms.task_words import ConfidenceForm
from projects.models import SignOff, Task, TaskPlace
from projects.permissions.task import can_add_task, can_call_off_task, can_edit_task
from projects.permissions.task_words import (
    can_answer_call,
    can_note_confidence,
    can_say_what_changed,
    can_tell_try_out,
)
from projects.queries.people import people_of
from projects.queries.task import FEW_DONE, FILTERS, done_tasks, open_tasks, suggested_tasks
from projects.queries.task_choices import GIVEN, OUTPUT, PIECE, ROLE, Thing, things_to_name
from projects.queries.task_words import FEW, call_answers, steps_of, tasks_to_read, try_outs
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts
from projects.views.task_hold import holding, task_here, to_task

COLUMNS_OF_FORM = {f"{name}_id": name for name in ("helper", "role", "piece", "output", "part_of")}


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
    plain = not (only or after)
    done, more_done = done_tasks(request.project, most=FEW_DONE) if plain else ([], "")
    suggested = suggested_tasks(request.membership) if plain else []
    context = {"page": page, "only": only, "after": after, "done": done, "more_done": more_done}
    return render(request, "projects/task/list.html", {**context, "suggested": suggested})


@project_members_only
def task_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """What one takes on, before taking it; then what one can do with it; then all that is behind it."""
    task = get_object_or_404(tasks_to_read(request.project, request.membership), pk=pk)
    return render(request, "projects/task/detail.html", {**_about(request, task), **_behind(request, task)})


def _about(request: ProjectRequest, task: Task) -> dict[str, Any]:
    """The task, who has it, and what the reader can do with it."""
    membership = request.membership
    places = list(task.places.select_related("holder__member").order_by("holder__member__display_name"))
    held = [place for place in places if place.holder_id]
    mine = any(place.holder_id == membership.pk for place in held)
    return {
        "task": task,
        "places": len(places),
        "holders": [place.holder.member.display_name for place in held if place.holder],
        "sections": _sections(task, places),
        "may_edit": can_edit_task(membership, task, holds=mine),
        **holding(request, task, places),
    }


def _sections(task: Task, places: list[TaskPlace]) -> list[TaskPlace]:
    """Each section with who takes it, where that is how the task is shared."""
    if task.mode != Task.Mode.SECTIONS:
        return []
    named = any(place.section for place in places)
    return sorted(places, key=lambda place: place.number) if named else []


def _behind(request: ProjectRequest, task: Task) -> dict[str, Any]:
    """Sign-off steps, the open call and who answered it, what was tried out, and the reader's own note."""
    membership, tests = request.membership, task.kind == Task.Kind.TESTING
    answers = call_answers(task, membership)
    told, more_told = try_outs(task, most=FEW) if tests else ([], 0)
    note = task.my_note  # type: ignore[attr-defined]
    return {
        "steps": steps_of(task),
        "answers": [answer for answer in answers if answer.asked == task.open_call],
        "my_answer": next((answer for answer in answers if answer.membership_id == membership.pk), None),
        "may_answer": can_answer_call(membership, task),
        "told": told,
        "more_told": more_told,
        "may_tell": can_tell_try_out(membership, task),
        "may_add": can_add_task(membership),
        "may_note": can_note_confidence(membership, task),
        "may_change": can_say_what_changed(membership, task),
        "note": note,
        "note_form": ConfidenceForm(initial=note or {}),
    }


# --- writing -----------------------------------------------------------------------------------------------------------


def _choices(request: ProjectRequest, part_of: Task | None) -> TaskChoices:
    """What the form can name in this project."""
    project = request.project
    things = things_to_name(project.pk)
    members = people_of(project).members
    return TaskChoices(
        zone=project.zone,
        purpose=project.purpose,
        people=[(row.membership_id, row.name) for row in members if row.membership_id],
        roles=_named(things[ROLE]),
        givens=[(pk, Choice(what, _whose(whose, why))) for pk, what, whose, why in things[GIVEN]],
        pieces=_named(things[PIECE]),
        outputs=_named(things[OUTPUT]),
        part_of=[(part_of.pk, part_of.title)] if part_of else [],
    )


def _named(things: list[Thing]) -> list[tuple[int, Any]]:
    return [(pk, label) for pk, label, _whose_rule, _why in things]


def _whose(whose: str, why: str) -> str:
    """Whose rule a limit is, and why it is there."""
    rule = _("Whose rule: %(whose)s.") % {"whose": whose.rstrip(".")}
    return f"{rule} {why}".strip()


def _bigger_task(request: ProjectRequest) -> Task | None:
    """The task that the new one is to be a part of, where the address or the form names one of this project."""
    typed = (request.POST if request.method == "POST" else request.GET).get("part_of", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 19):
        return None
    return request.project.tasks.filter(pk=int(typed)).only("pk", "title").first()


@project_members_only
@once_per_form
def task_new(request: ProjectRequest) -> HttpResponse:
    """Any member adds a task; it may be a small part of a bigger one, or of a piece of the plan (seed 130)."""
    bigger = _bigger_task(request)
    choices = _choices(request, bigger)
    posted = request.POST if request.method == "POST" else None
    asked = initial_of_new(request.GET, choices)
    form = TaskForm(posted, choices=choices, initial=asked if not posted else {})
    if request.method == "POST" and form.is_valid():
        task = add_task(by=request.membership, words=form.words(), **form.parts(), now=dates.now())
        messages.success(request, _("Saved. The task is on the list."))
        return to_task(request, task)
    piece = asked.get("piece")
    context = {
        "form": form,
        "bigger": bigger,
        "piece": piece,
        "question": dict(choices.pieces).get(piece) if piece else None,
        "may_add": can_add_task(request.membership),
    }
    return render(request, "projects/task/new.html", context)


@project_members_only
def task_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change what a task says. Somebody else's words are never lost (promise C2)."""
    tasks = tasks_to_read(request.project, request.membership)
    task = get_object_or_404(tasks, pk=pk)
    places = list(task.places.all())
    holders = {place.holder_id for place in places} - {None}
    mine = request.membership.pk in holders
    may_edit = can_edit_task(request.membership, task, holds=mine)
    if not may_edit:
        return render(request, "403.html", {"reason": may_edit.reason}, status=403)
    steps = steps_of(task)
    answered = [step for step in steps if step.status != SignOff.Status.WAITING]
    form = TaskEditForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(task, places, steps),
        choices=_choices(request, task.part_of),
        answered={step.number for step in answered},
    )
    clash = None
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        try:
            edit_task(by=request.membership, pk=pk, version=version, words=form.words(), **form.parts())
        except Clash as theirs:
            clash = with_both_texts(form, theirs, names=COLUMNS_OF_FORM)
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return to_task(request, task)
    context = {
        "form": form,
        "task": task,
        "answered": answered,
        "others_hold": bool(holders - {request.membership.pk}),
        "clash": clash,
        "may_call_off": can_call_off_task(
            request.membership, task, holds=mine, others_hold=bool(holders - {request.membership.pk})
        ),
    }
    return render(request, "projects/task/edit.html", context, status=409 if clash is not None else 200)


def _initial(task: Task, places: list[TaskPlace], steps: list[SignOff]) -> dict[str, Any]:
    """What stands in the boxes when the form opens."""
    columns = ("title", "what", "minutes", "where", "at_home", "with_someone", "thank_you", "mode", "help")
    more = ("why", "kind", "good_enough", "open_call", "skills", "content_notice", "version")
    said = {name: getattr(task, name) for name in (*columns, *more)}
    for column, name in COLUMNS_OF_FORM.items():
        said[name] = getattr(task, column)
    for step in steps:
        said |= {
            f"step_{step.number}_who": step.who_id,
            f"step_{step.number}_who_words": step.who_words,
            f"step_{step.number}_by_day": day_to_type(step.by_day),
            f"step_{step.number}_grounds": step.grounds,
            f"step_{step.number}_if_no": step.if_no,
        }
    return {
        **said,
        "due_on": day_to_type(task.due_on),
        "places": len(places),
        "sections": section_names(task=task, places=places),
        "givens": [limit["pk"] for limit in task.limits],  # type: ignore[attr-defined]
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
