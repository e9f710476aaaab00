"""Decision rights: proposing one, the page that shows who agreed, a yes, and taking it back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import once_per_form
from projects.actions.right import (
    end_right,
    propose_right,
    say_yes_to_right,
    take_back_proposal,
    take_back_yes,
)
from projects.decorators import project_members_only
from projects.forms.right import RightForm, YesForm
from projects.lib.sides import both_said_yes
from projects.models import DecisionRight, TaskRole
from projects.permissions.right import (
    can_end_right,
    can_propose_right,
    can_say_yes,
    can_take_back_proposal,
    can_take_back_yes,
    can_use_right,
)
from projects.queries.output import read_key
from projects.queries.right_use import FEW, uses_of
from projects.queries.role import right_row
from projects.requests import ProjectRequest


@project_members_only
@once_per_form
def role_propose(request: ProjectRequest, pk: int) -> HttpResponse:
    """Propose what a role may decide or stop; `?again=` the number of a right of the role that is asked for once more."""
    role = get_object_or_404(TaskRole, pk=pk, project=request.project)
    posted = request.POST if request.method == "POST" else None
    form = RightForm(posted, initial=_again(request, role), zone=request.project.zone)
    if request.method == "POST" and form.is_valid():
        right = propose_right(by=request.membership, pk=role.pk, now=dates.now(), **form.cleaned_data)
        messages.success(request, _("Saved. It stands when people from both sides have said yes."))
        return redirect("projects:right-detail", request.project.address, right.pk)
    context = {"form": form, "role": role, "may_propose": can_propose_right(request.membership, role)}
    return render(request, "projects/right/new.html", context)


def _again(request: ProjectRequest, role: TaskRole) -> dict[str, str]:
    """The words of a right that was there before; nothing when none of this role was named."""
    number = read_key(request.GET.get("again", ""))
    right = role.rights.filter(pk=number).first() if number else None
    return {"power": right.power, "scope": right.scope, "reason": right.reason} if right else {}


def _right_here(request: ProjectRequest, pk: int) -> DecisionRight:
    rights = DecisionRight.objects.select_related("role", "proposed_by__member")
    return get_object_or_404(rights, pk=pk, role__project=request.project)


@project_members_only
def right_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """What a role may decide or stop, why, until when, and who agreed; a yes, or taking it back."""
    return _page(request, _right_here(request, pk))


def _page(request: ProjectRequest, right: DecisionRight, form: YesForm | None = None) -> HttpResponse:
    today, me = dates.today(request.project.zone), request.membership
    kept = list(right.yeses.select_related("membership__member"))
    yeses = [yes for yes in kept if yes.membership.is_active]
    mine = next((yes for yes in yeses if yes.membership_id == me.pk), None)
    context = {
        "row": right_row(right, yeses, today),
        "mine": mine,
        "form": form or YesForm(None, initial={"count_as": mine.count_as if mine else ""}),
        "may_say_yes": can_say_yes(me, right, today),
        "may_take_back_yes": can_take_back_yes(me, right, today, said_yes=mine is not None),
        "may_take_back": can_take_back_proposal(me, right),
        "may_use": can_use_right(me, right, today, holds=right.role.holders.filter(membership=me).exists()),
        "may_end": can_end_right(me, right, today, sides_left=both_said_yes(yes.count_as for yes in kept)),
        "may_propose": can_propose_right(me, right.role),
        "uses": uses_of(me, now=dates.now(), right=right.pk, most=FEW),
    }
    return render(request, "projects/right/detail.html", context)


@project_members_only
def right_yes(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I say yes to this, counted as I choose."""
    right = _right_here(request, pk)
    if request.method == "POST":
        form = YesForm(request.POST)
        if not form.is_valid():
            return _page(request, right, form)
        right = say_yes_to_right(by=request.membership, pk=pk, now=dates.now(), **form.cleaned_data)
        messages.success(request, _in_words(right))
    return redirect("projects:right-detail", request.project.address, pk)


def _in_words(right: DecisionRight) -> str:
    """What the yes led to."""
    if right.status == DecisionRight.Status.AGREED:
        return _("Saved. You said yes. It is agreed.")
    if right.status == DecisionRight.Status.ENDED:
        return _("Saved. One side has no yes now, so this has ended.")
    return _("Saved. You said yes. You can take it back.")


@project_members_only
def right_take_back_yes(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take my yes back."""
    _right_here(request, pk)
    if request.method == "POST":
        right = take_back_yes(by=request.membership, pk=pk, now=dates.now())
        if right.status == DecisionRight.Status.ENDED:
            messages.success(request, _("Done. One side has no yes now, so this has ended."))
        else:
            messages.success(request, _("Done. Your yes is taken back."))
    return redirect("projects:right-detail", request.project.address, pk)


@project_members_only
def right_take_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take back what I proposed."""
    _right_here(request, pk)
    if request.method == "POST":
        role = take_back_proposal(by=request.membership, pk=pk)
        messages.success(request, _("Done. You have taken it back."))
        return redirect("projects:role-detail", request.project.address, role.pk)
    return redirect("projects:right-detail", request.project.address, pk)


@project_members_only
def right_end(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: what stands ends, because one side has no yes left; then the group can be asked again."""
    _right_here(request, pk)
    if request.method == "POST":
        end_right(by=request.membership, pk=pk, now=dates.now())
        messages.success(request, _("Done. This has ended. You can ask the group again."))
    return redirect("projects:right-detail", request.project.address, pk)
