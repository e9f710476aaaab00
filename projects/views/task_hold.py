"""Taking a task, finishing it, stepping back from it (screens S7 and S8)."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.decorators import once_per_form
from projects.actions.task_claim import PlaceGone, claim_task, join_task, take_again, undo_claim
from projects.actions.task_done import finish_task, undo_done
from projects.actions.task_handover import ask_for_company, hand_back_task, take_more_time
from projects.actions.task_offer import choose_cover, say_no_to_offer
from projects.decorators import project_members_only
from projects.forms.sign_off import ReplyForm
from projects.forms.task_hold import CoverForm, HandBackForm, PartForm
from projects.lib.days import day_in_words
from projects.models import Membership, SignOff, Task, TaskPlace
from projects.permissions.sign_off import can_answer_sign_off, can_reply_to_no, can_take_back_answer
from projects.permissions.task import (
    UNDO_FOR,
    can_claim_task,
    can_hand_back_task,
    can_move_task,
    can_share_task,
    can_undo_done,
)
from projects.permissions.task_offer import can_take_offer
from projects.queries.people import people_of
from projects.queries.sign_off import answers_of, is_as_then
from projects.queries.task_places import Part, as_parts
from projects.requests import ProjectRequest
from projects.views.changed import kind_when_changed

CLAIMED, HANDED_BACK, DONE = "claim", "hand-back", "done"
UNDO = {CLAIMED, HANDED_BACK, DONE}


def task_here(request: ProjectRequest, pk: int) -> Task:
    """The task of this project, which the page that says what changed is about. Raises Http404."""
    tasks = Task.objects.select_related("project", "role", "helper__member")
    request.about_task = get_object_or_404(tasks, pk=pk, project=request.project)  # type: ignore[attr-defined]
    return request.about_task  # type: ignore[attr-defined,no-any-return]


def to_task(request: ProjectRequest, task: Task, undo: str = "", back: str = "") -> HttpResponse:
    """To the task's page, with a button that takes back what was done. `back` says which place was handed back."""
    url = reverse("projects:task-detail", args=[request.project.address, task.pk])
    query = {name: value for name, value in (("undo", undo), ("back", back)) if value}
    return redirect(f"{url}?{urlencode(query)}" if query else url)


# --- which place somebody handed back: known to nobody but their own browser, for a day (decision 40) --------------------


def signed_place(place: TaskPlace, by: Membership) -> str:
    """The place that somebody handed back, so that they can take the same one again."""
    return _signer().sign_object([place.pk, by.pk])


def read_place(signed: str, by: Membership) -> int | None:
    """The place that this member handed back within a day; None for anything else."""
    try:
        place, who = _signer().unsign_object(signed, max_age=UNDO_FOR)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(place) if who == by.pk else None


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="coproduce.handed-back", sep=":")


# --- what can be done with a task ----------------------------------------------------------------------------------------


def holding(request: ProjectRequest, task: Task, places: Sequence[TaskPlace]) -> dict[str, Any]:
    """What the reader can do with a task now; `places` are its places with their holders."""
    membership = request.membership
    mine = next((place for place in places if place.holder_id == membership.pk), None)
    holds = mine is not None
    offered = [place for place in places if place.offered_to_id]
    my_offer = next((place for place in offered if place.offered_to_id == membership.pk), None)
    return {
        "mine": mine,
        "my_offer": my_offer if can_take_offer(membership, task, holds=holds) else None,
        "may_claim": can_claim_task(membership, task, holds=holds, asked_first=bool(offered)),
        "may_share": can_share_task(membership, task, holds=holds, places=len(places)),
        "part_form": _part_form(task, places) if task.is_open and not holds else None,
        "may_hand_back": can_hand_back_task(membership, task, holds=holds),
        "may_move": can_move_task(membership, task, holds=holds),
        "may_undo_done": can_undo_done(membership, task, holds=holds, now=dates.now()),
        "cover_form": _cover_form(membership, mine) if mine and task.is_open else None,
        **_signing_off(membership, task, places, holds=holds),
        **_to_undo(request, task),
    }


def _part_form(task: Task, places: Sequence[TaskPlace]) -> PartForm | None:
    """Where each takes a section: the parts that are free; where none is, those that one can share."""
    parts = as_parts(places) if task.mode == Task.Mode.SECTIONS else []
    return form_of_parts([part for part in parts if part.is_free or not task.free_places])


def form_of_parts(parts: Sequence[Part]) -> PartForm | None:
    """The list of these parts to choose from; None where there is nothing to choose."""
    return PartForm(parts=parts) if any(part.name for part in parts) else None


def _cover_form(membership: Membership, mine: TaskPlace) -> CoverForm:
    return CoverForm(
        initial={"cover": mine.cover, "cover_to": mine.cover_to_id}, people=_whom_to_name(membership)
    )


def _whom_to_name(membership: Membership) -> list[tuple[int, str]]:
    rows = people_of(membership.project).members
    return [(row.membership_id, row.name) for row in rows if row.membership_id not in (None, membership.pk)]  # type: ignore[misc]


def _signing_off(
    membership: Membership, task: Task, places: Sequence[TaskPlace], *, holds: bool
) -> dict[str, Any]:
    """The step that waits, and what was answered: a no in full, with the reply to it; and the reader's own answer."""
    steps = answers_of(task)
    waiting = next((step for step in steps if step.status == SignOff.Status.WAITING), None)
    waits = waiting if task.status == Task.Status.WAITING else None
    return {
        "waits_for": waits,
        "may_answer_sign_off": waits and can_answer_sign_off(membership, waits, is_next=True),
        "noes": [step for step in steps if step.heard],
        "may_reply": {step.pk for step in steps if can_reply_to_no(membership, step, holds=holds)},
        "reply_form": ReplyForm(),
        "to_take_back": _to_take_back(membership, places, steps),
    }


def _to_take_back(
    membership: Membership, places: Sequence[TaskPlace], steps: Sequence[SignOff]
) -> SignOff | None:
    """The answer that the reader gave and may take back now."""
    now = dates.now()
    for step in steps:
        if can_take_back_answer(membership, step, as_then=is_as_then(step, places, steps), now=now):
            return step
    return None


def _to_undo(request: ProjectRequest, task: Task) -> dict[str, Any]:
    undo, back = request.GET.get("undo", ""), request.GET.get("back", "")
    url = reverse("projects:task-undo", args=[request.project.address, task.pk])
    query = {"what": undo} | ({"back": back} if back else {})
    return {"just_taken": undo == CLAIMED, "undo_url": f"{url}?{urlencode(query)}" if undo in UNDO else None}


@project_members_only
@kind_when_changed
def task_claim(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I will do this; with `share`, together with others. Whoever is too late is told kindly who has it.

    Pressed twice, it is taken once and both presses lead to the same page (promise C3).
    """
    task = task_here(request, pk)
    if request.method != "POST":
        return to_task(request, task)
    membership, section, now = request.membership, request.POST.get("section"), dates.now()
    try:
        if "share" in request.POST:
            join_task(by=membership, pk=task.pk, section=section, now=now)
        else:
            claim_task(by=membership, pk=task.pk, section=section, now=now)
        if "company" in request.POST:
            ask_for_company(by=membership, pk=task.pk)
    except PlaceGone:
        raise
    except Refused:
        if not (task.is_open and task.places.filter(holder=membership).exists()):
            raise
    messages.success(request, taken_in_words(task, membership))
    return to_task(request, task, CLAIMED)


def taken_in_words(task: Task, membership: Membership) -> str:
    """What somebody reads who took a task, or a part of it."""
    part = _part_in_words(task, membership)
    if task.due_on is None:
        return part or _("Saved. You have this task. You can hand it back at any time.")
    day = day_in_words(task.due_on, dates.today(membership.project.zone))
    if part:
        return part + " " + _("It is to be done by %(day)s.") % {"day": day}
    return _("Saved. You have this task until %(day)s. You can hand it back at any time.") % {"day": day}


def _part_in_words(task: Task, membership: Membership) -> str:
    """Which part somebody took, where each takes a section; else empty."""
    if task.mode != Task.Mode.SECTIONS:
        return ""
    named = task.places.filter(holder=membership).exclude(section="").values_list("section", flat=True)
    words = _("Saved. You have this part: %(part)s. You can hand it back at any time.")
    return words % {"part": named[0]} if named else ""


@project_members_only
@kind_when_changed
@once_per_form
def task_no_thanks(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: the task asked me first, and I say no."""
    task = task_here(request, pk)
    if request.method == "POST":
        say_no_to_offer(by=request.membership, pk=task.pk, now=dates.now())
        messages.success(request, no_in_words())
    return to_task(request, task)


def no_in_words() -> str:
    """What somebody reads who did not want to take a task over."""
    return _("Saved. The task is open to all. Nobody sees that you were asked.")


@project_members_only
@kind_when_changed
def task_cover(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what should happen if I cannot come back to it."""
    task = task_here(request, pk)
    if request.method != "POST":
        return to_task(request, task)
    form = CoverForm(request.POST, people=_whom_to_name(request.membership))
    if not form.is_valid():
        return render(request, "projects/task/cover.html", {"form": form, "task": task})
    given = form.cleaned_data
    choose_cover(by=request.membership, pk=task.pk, cover=given["cover"], to=given["cover_to"])
    messages.success(request, _("Saved. We do as you wish."))
    return to_task(request, task)


@project_members_only
@kind_when_changed
@once_per_form
def task_done(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I have done it."""
    task = task_here(request, pk)
    if request.method != "POST":
        return to_task(request, task)
    done = finish_task(by=request.membership, pk=task.pk, now=dates.now())
    messages.success(request, done_in_words(done))
    return to_task(request, task, DONE)


def done_in_words(task: Task) -> str:
    """What somebody reads who finished a task."""
    if task.status == Task.Status.WAITING:
        return _(
            "Saved. Thank you for what you did. Now we ask for a yes. You can see on this page who is asked."
        )
    return _("Done. The task is finished. Thank you for what you did.")


@project_members_only
@kind_when_changed
def task_undo(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: take back the last thing, within a day."""
    task = task_here(request, pk)
    what = request.GET.get("what", "")
    if request.method == "POST" and what in UNDO:
        messages.success(request, undo(request.membership, task, what, back=request.GET.get("back", "")))
    return to_task(request, task)


def undo(membership: Membership, task: Task, what: str, *, back: str = "") -> str:
    """Undo it, and the words that say so. Raises PlaceGone and Refused."""
    if what == CLAIMED:
        undo_claim(by=membership, pk=task.pk, now=dates.now())
        return _("Done. You do not have this task.")
    if what == DONE:
        undo_done(by=membership, pk=task.pk, now=dates.now())
        return _("Done. The task is open again, and you have it.")
    take_again(by=membership, pk=task.pk, place_pk=read_place(back, membership), now=dates.now())
    return _("Done. You have the task again.")


@project_members_only
@kind_when_changed
@once_per_form
def task_hand_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """Step back without a reason: all of it, for more time, or with company."""
    task = task_here(request, pk)
    place = task.places.select_related("cover_to__member").filter(holder=request.membership).first()
    may_hand_back = can_hand_back_task(request.membership, task, holds=place is not None)
    if not may_hand_back:
        messages.info(request, may_hand_back.reason)
        return to_task(request, task)
    form = HandBackForm(request.POST if request.method == "POST" else None, has_day=task.due_on is not None)
    if request.method == "POST" and form.is_valid():
        words, back = step_back(request.membership, task, form)
        messages.success(request, words)
        return to_task(request, task, HANDED_BACK if back else "", back)
    return render(request, "projects/task/hand_back.html", {"form": form, "task": task, "place": place})


def step_back(membership: Membership, task: Task, form: HandBackForm) -> tuple[str, str]:
    """Do what would help; the words that say so, and what is needed to take the same place again (empty: nothing)."""
    what, note = form.cleaned_data["what"], form.cleaned_data["note"]
    if what == form.TIME:
        moved = take_more_time(by=membership, pk=task.pk, note=note)
        return moved_in_words(moved, membership.project.zone), ""
    if what == form.COMPANY:
        ask_for_company(by=membership, pk=task.pk, note=note)
        return _("Saved. The task looks for one more person. You keep your place."), ""
    place = hand_back_task(by=membership, pk=task.pk, note=note, now=dates.now())
    words = _("Done. The task is back on the list. Thank you for what you did. You stay in the project.")
    if place.offered_to is not None:
        words = _("Done. We ask %(name)s first. Thank you for what you did. You stay in the project.")
        words = words % {"name": place.offered_to.member.display_name}
    return words, signed_place(place, membership)


def moved_in_words(task: Task, zone: str) -> str:
    """What somebody reads who took more time."""
    day = day_in_words(task.due_on, dates.today(zone)) if task.due_on else ""
    return _("Saved. You have this task until %(day)s.") % {"day": day}


@project_members_only
@kind_when_changed
@once_per_form
def task_more_time(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: a week more."""
    task = task_here(request, pk)
    if request.method == "POST":
        moved = take_more_time(by=request.membership, pk=task.pk)
        messages.success(request, moved_in_words(moved, request.project.zone))
    return to_task(request, task)


@project_members_only
@kind_when_changed
@once_per_form
def task_share(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I want someone to do it with me."""
    task = task_here(request, pk)
    if request.method == "POST":
        ask_for_company(by=request.membership, pk=task.pk)
        messages.success(request, _("Saved. The task looks for one more person. You keep your place."))
    return to_task(request, task)
