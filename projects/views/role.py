"""Task roles: the list, one card, adding, taking, giving up."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.decorators import once_per_form
from projects.actions.role import add_role, give_up_role, take_role
from projects.decorators import project_members_only
from projects.forms.role import RoleForm
from projects.models import TaskRole
from projects.permissions.role import can_take_role
from projects.queries.project import roles_with_holders
from projects.requests import ProjectRequest


@project_members_only
def role_list(request: ProjectRequest) -> HttpResponse:
    """The parts to play, and who plays them."""
    return render(request, "projects/role/list.html", {"roles": list(roles_with_holders(request.project))})


@project_members_only
def role_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """One card: what it involves, what it may decide, time, support, pay, ending."""
    role = get_object_or_404(roles_with_holders(request.project), pk=pk)
    holds = request.membership.pk in role.held_by  # type: ignore[attr-defined]
    context = {
        "role": role,
        "holds": holds,
        "may_take": can_take_role(request.membership, role, holds=holds),
        "tasks": list(role.tasks.filter(status="open").order_by("due_on", "id")[:10]),
    }
    return render(request, "projects/role/detail.html", context)


@project_members_only
@once_per_form
def role_new(request: ProjectRequest) -> HttpResponse:
    """Any member describes a part to play."""
    form = RoleForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            role = add_role(by=request.membership, now=dates.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Saved. Everyone in the project can take this role."))
            return redirect("projects:role-detail", request.project.address, role.pk)
    return render(request, "projects/role/new.html", {"form": form})


@project_members_only
def role_take(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take this role."""
    role = get_object_or_404(TaskRole, pk=pk, project=request.project)
    if request.method == "POST":
        take_role(by=request.membership, pk=role.pk, now=dates.now())
        messages.success(request, _("Saved. You have this role. You can give it up at any time."))
    return redirect("projects:role-detail", request.project.address, role.pk)


@project_members_only
def role_give_up(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I give this role up."""
    role = get_object_or_404(TaskRole, pk=pk, project=request.project)
    if request.method == "POST":
        give_up_role(by=request.membership, pk=role.pk)
        messages.success(request, _("Done. You do not have this role now. Thank you for what you did."))
    return redirect("projects:role-detail", request.project.address, role.pk)
