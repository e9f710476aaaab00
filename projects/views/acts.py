"""Pages that a link in a message opens: one act, for one person, without signing in.

A GET changes nothing; the press of the button does, and can be undone. A link is dead when the person left, the task
closed or its day moved: then the page says what is so now.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.acts import act_link
from members.models import Member
from projects.actions.checkin import open_request, say_how_to_chat
from projects.actions.task_claim import PlaceGone, claim_task
from projects.actions.task_done import finish_task
from projects.actions.task_handover import take_more_time
from projects.actions.task_offer import say_no_to_offer
from projects.forms.checkin import ChatForm
from projects.forms.task_hold import HandBackForm
from projects.models import CheckIn, Membership, Task
from projects.permissions.project import can_take_part
from projects.permissions.task import can_claim_task
from projects.permissions.task_offer import can_take_offer
from projects.queries.people import support_options
from projects.queries.task_places import parts_of
from projects.requests import ActRequest
from projects.views.changed import what_is_free
from projects.views.checkin import form_for, send
from projects.views.task_hold import (
    CLAIMED,
    DONE,
    HANDED_BACK,
    done_in_words,
    form_of_parts,
    moved_in_words,
    no_in_words,
    step_back,
    taken_in_words,
    undo,
)

LINKS_LAST = timedelta(days=7)


def _dead(request: ActRequest, member: Member, words: str) -> HttpResponse:
    return render(request, "act/dead.html", {"words": words, "who": member.display_name}, status=410)


def _there(member: Member, project_id: int) -> Membership | None:
    return (
        Membership.objects.select_related("project", "member")
        .filter(member=member, project=project_id, status=Membership.Status.ACTIVE)
        .first()
    )


def _find(member: Member, pk: int, version: str) -> tuple[Membership, Task] | str:
    """The person's place in the project and the task, or the words for why the link is dead."""
    task = Task.objects.select_related("project").filter(pk=pk).first()
    membership = _there(member, task.project_id) if task else None
    if task is None or membership is None:
        return _("This link does not work any more.")
    if str(task.date_version) != version:
        return _("The day of this task has moved. Use the link in the newest message.")
    if task.status == Task.Status.CALLED_OFF:
        return _("This task is not needed any more.")
    goes_on = can_take_part(membership, task.project_id)
    return (membership, task) if goes_on else goes_on.reason


def _holds(membership: Membership, task: Task) -> bool:
    return task.places.filter(holder=membership).exists()


def _page(request: ActRequest, name: str, **context: object) -> HttpResponse:
    return render(request, f"projects/act/{name}.html", {**context, "who": request.act_member.display_name})


def _kindly(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """What cannot be done any more becomes a page that says what is so now."""

    @wraps(view)
    def guarded(request: ActRequest, member: Member, object_id: int, version: str) -> HttpResponse:
        try:
            return view(request, member, object_id, version)
        except PlaceGone as gone:
            page = _page(request, "task_gone", **what_is_free(gone))
            page.status_code = 409
            return page
        except Refused as refused:
            return _dead(request, member, str(refused))

    return guarded


@_kindly
def task_claim(request: ActRequest, member: Member, object_id: int, version: str) -> HttpResponse:
    """I will do this; no thank you, where the task asks me first; and for a day, I do not after all."""
    found = _find(member, object_id, version)
    if isinstance(found, str):
        return _dead(request, member, found)
    membership, task = found
    if request.method == "POST":
        messages.success(request, _answer_to_claim(request, membership, task))
        return redirect(request.path)
    offered = list(task.places.filter(offered_to__isnull=False).values_list("offered_to_id", "offered_until"))
    holds = _holds(membership, task)
    may_take = can_take_offer(membership, task, holds=holds)
    until = next((day for who, day in offered if may_take and who == membership.pk), None)
    may_claim = can_claim_task(membership, task, holds=holds, asked_first=bool(offered))
    if not task.is_open:
        return _dead(request, member, may_claim.reason)
    free = [part for part in parts_of(task) if part.is_free] if may_claim else []
    form = form_of_parts(free)
    context = {"holds": holds, "until": until, "may_claim": may_claim, "part_form": form}
    return _page(request, "task_claim", task=task, **context)


def _answer_to_claim(request: ActRequest, membership: Membership, task: Task) -> str:
    """Do what was pressed; the words that say so. Pressed twice, it is done once."""
    if "undo" in request.POST:
        return undo(membership, task, CLAIMED)
    if "no" in request.POST:
        say_no_to_offer(by=membership, pk=task.pk, now=dates.now())
        return no_in_words()
    if not (task.is_open and _holds(membership, task)):
        claim_task(by=membership, pk=task.pk, section=request.POST.get("section"), now=dates.now())
    return taken_in_words(task, membership)


@_kindly
def task_done(request: ActRequest, member: Member, object_id: int, version: str) -> HttpResponse:
    """I have done it; and for a day, it is not done after all."""
    found = _find(member, object_id, version)
    if isinstance(found, str):
        return _dead(request, member, found)
    membership, task = found
    if request.method == "POST" and "undo" in request.POST:
        messages.success(request, undo(membership, task, DONE))
        return redirect(request.path)
    if request.method == "POST" and task.is_open:
        done = finish_task(by=membership, pk=task.pk, now=dates.now())
        messages.success(request, done_in_words(done))
        return redirect(request.path)
    if not _holds(membership, task):
        return _dead(request, member, _("You do not have this task now. There is nothing to do."))
    return _page(request, "task_done", task=task)


@_kindly
def task_hand_back(request: ActRequest, member: Member, object_id: int, version: str) -> HttpResponse:
    """Step back without a reason; and for a day, take it again."""
    found = _find(member, object_id, version)
    if isinstance(found, str):
        return _dead(request, member, found)
    membership, task = found
    if not task.is_open:
        return _dead(request, member, _("This task is done. There is nothing to do."))
    back = request.GET.get("back", "")
    if request.method == "POST" and "undo" in request.POST:
        messages.success(request, undo(membership, task, HANDED_BACK, back=back))
        return redirect(request.path)
    if not _holds(membership, task):
        return _page(request, "task_free", task=task, back=back)
    form = HandBackForm(request.POST if request.method == "POST" else None, has_day=task.due_on is not None)
    if request.method == "POST" and form.is_valid():
        words, back = step_back(membership, task, form)
        messages.success(request, words)
        newest = _newest("task-hand-back", member, task)
        return redirect(f"{newest}?{urlencode({'back': back})}" if back else newest)
    return _page(request, "task_hand_back", task=task, form=form)


@_kindly
def task_more_time(request: ActRequest, member: Member, object_id: int, version: str) -> HttpResponse:
    """A week more."""
    found = _find(member, object_id, version)
    if isinstance(found, str):
        return _dead(request, member, found)
    membership, task = found
    if not task.is_open or not _holds(membership, task) or task.due_on is None:
        return _dead(request, member, _("You do not have this task now. There is nothing to do."))
    if request.method == "POST":
        moved = take_more_time(by=membership, pk=task.pk)
        messages.success(request, moved_in_words(moved, membership.project.zone))
        return redirect(_newest("task-more-time", member, moved))
    return _page(request, "task_more_time", task=task)


def _newest(act: str, member: Member, task: Task) -> str:
    """The link for the task as it is now; the one in the message is dead when the day moved."""
    version = Task.objects.values_list("date_version", flat=True).get(pk=task.pk)
    return act_link(act=act, member_id=member.pk, object_id=task.pk, version=str(version))


# --- check-in ------------------------------------------------------------------------------------------------------------


def check_in(request: ActRequest, member: Member, object_id: int, version: str) -> HttpResponse:
    """How is it going? The choice made in the message is marked; one press sends it to the person chosen."""
    membership = (
        Membership.objects.select_related("project", "member", "support_person")
        .filter(pk=object_id, member=member, status=Membership.Status.ACTIVE)
        .first()
    )
    day = _day(version)
    if membership is None or day is None:
        return _dead(request, member, _("This link does not work any more."))
    today = dates.today(member.time_zone)
    answered = membership.check_ins.select_related("to").filter(prompted_for=day).first()
    if today - day > LINKS_LAST:
        return _dead(request, member, _("This one has run out. We ask again at your own rhythm."))
    if request.GET.get("after") == "chat" and membership.support_person and answered:
        return _chat(request, membership)
    if request.GET.get("after") == "sent" and answered and request.method == "GET":
        return _page(request, "check_in_sent", person=answered.to.display_name, place=membership)
    options = support_options(membership)
    feeling = request.GET.get("feeling", "")
    initial = {"feeling": feeling} if feeling in CheckIn.Feeling.values else {}
    form = form_for(request, membership, options, **initial)
    if request.method == "POST" and form.is_valid():
        sent = send(request, membership, options, form, prompted_for=day, from_message=True)
        asks = sent.wants_chat or sent.feeling == CheckIn.Feeling.NOT_OK
        return redirect(f"{request.path}?after={'chat' if asks else 'sent'}")
    return _page(request, "check_in", form=form, person=membership.support_person, options=options)


def _day(version: str) -> date | None:
    try:
        return date.fromisoformat(version)
    except ValueError:
        return None


def _chat(request: ActRequest, membership: Membership) -> HttpResponse:
    """How and when to talk; who reads it has been told already."""
    person = membership.support_person
    asked = open_request(asker=membership.member, to=person) if person else None
    if person is None or asked is None:
        return redirect(f"{request.path}?after=sent")
    form = ChatForm(
        request.POST if request.method == "POST" else None, initial={"how": asked.how, "when": asked.when}
    )
    if request.method == "POST" and form.is_valid():
        say_how_to_chat(by=membership.member, to=person, **form.cleaned_data)
        messages.success(request, _("Sent. %(name)s sees it now.") % {"name": person.display_name})
        return redirect(f"{request.path}?after=sent")
    return _page(request, "check_in_chat", form=form, person=person, asked=asked)
