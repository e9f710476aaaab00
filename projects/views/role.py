"""Task roles: the list, the library, one card, adding, changing, taking, giving up; and who decides what."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Clash, Refused
from members.decorators import once_per_form
from projects.actions.role import WORDS, add_library_roles, add_role, edit_role, give_up_role, take_role
from projects.decorators import project_members_only
from projects.forms.role import RoleEditForm, RoleForm, RoleLibraryForm
from projects.library.roles import HOST, ROLES
from projects.models import TaskRole
from projects.permissions.right import can_propose_right, right_stands
from projects.permissions.role import can_add_role, can_edit_role, can_take_role
from projects.queries.people import people_of
from projects.queries.right_use import FEW, uses_of
from projects.queries.role import offers_seen_by, rights_of, role_page, roles_of
from projects.requests import ProjectRequest
from projects.views.clash import with_both_texts


@project_members_only
def role_list(request: ProjectRequest) -> HttpResponse:
    """The parts to play, and who plays them."""
    page = role_page(request.project, after=request.GET.get("after", ""))
    context = {"page": page, "may_add": can_add_role(request.membership)}
    return render(request, "projects/role/list.html", context)


@project_members_only
def power_map(request: ProjectRequest) -> HttpResponse:
    """For each role: who is told, who is heard, who decides or can stop what, and until when (seed 65)."""
    page = role_page(request.project, after=request.GET.get("after", ""), rights=True)
    today = dates.today(request.project.zone)
    for role in page.roles:
        role.standing = [right for right in role.agreed if right_stands(right, today)]  # type: ignore[attr-defined]
    context = {
        "page": page,
        "hosts": [row.name for row in people_of(request.project).hosts],
        "uses": uses_of(request.membership, now=dates.now(), most=FEW),
    }
    return render(request, "projects/role/power_map.html", context)


@project_members_only
def role_detail(request: ProjectRequest, pk: int) -> HttpResponse:
    """One card: what it involves, what say it has, time, support, pay, ending; what was agreed; what is offered."""
    role = get_object_or_404(roles_of(request.project), pk=pk)
    return render(request, "projects/role/detail.html", _about(request, role))


def _about(request: ProjectRequest, role: TaskRole) -> dict[str, Any]:
    me = request.membership
    held_by = role.held_by  # type: ignore[attr-defined]
    holds = me.pk in held_by
    rights = rights_of(role, dates.today(request.project.zone))
    offers = offers_seen_by(me, role=role)
    return {
        "role": role,
        "holds": holds,
        "may_take": can_take_role(me, role, holds=holds),
        "may_edit": can_edit_role(me, role, holds=holds, others_hold=held_by not in ([], [me.pk])),
        "may_propose": can_propose_right(me, role),
        "to_me": [offer for offer in offers if offer.to_id == me.pk],
        "from_me": [offer for offer in offers if offer.by_id == me.pk],
        "standing": [row for row in rights if row.stands],
        "open": [row for row in rights if row.is_open],
        "past": [row for row in rights if not row.stands and not row.is_open],
        "uses": uses_of(me, now=dates.now(), role=role.pk, most=FEW),
        "tasks": list(role.tasks.filter(status="open").order_by("due_on", "id")[:10]),
    }


# --- writing -------------------------------------------------------------------------------------------------------------


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
    context = {"form": form, "may_add": can_add_role(request.membership)}
    return render(request, "projects/role/new.html", context)


@project_members_only
def role_library(request: ProjectRequest) -> HttpResponse:
    """Cards to pick: parts that other groups found useful, in plain words (seeds 58, 139)."""
    there = set(request.project.roles.values_list("name", flat=True))
    cards = [card for card in ROLES.values() if card.key != HOST and str(card.name) not in there]
    form = RoleLibraryForm(request.POST if request.method == "POST" else None, cards=cards)
    if request.method == "POST" and form.is_valid():
        add_library_roles(by=request.membership, keys=form.cleaned_data["cards"], now=dates.now())
        messages.success(request, _("Saved. The roles are on the list. Everyone can take them."))
        return redirect("projects:role-list", request.project.address)
    context = {"form": form, "cards": cards, "host": ROLES[HOST], "may_add": can_add_role(request.membership)}
    return render(request, "projects/role/library.html", context)


@project_members_only
def role_edit(request: ProjectRequest, pk: int) -> HttpResponse:
    """Change the words of a card. Somebody else's words are never lost (promise C2)."""
    role = get_object_or_404(roles_of(request.project), pk=pk)
    held_by, me = role.held_by, request.membership.pk  # type: ignore[attr-defined]
    may_edit = can_edit_role(
        request.membership, role, holds=me in held_by, others_hold=held_by not in ([], [me])
    )
    if not may_edit:
        return render(request, "403.html", {"reason": may_edit.reason}, status=403)
    initial = {name: getattr(role, name) for name in (*WORDS, "version")}
    form = RoleEditForm(request.POST if request.method == "POST" else None, initial=initial)
    clash = None
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        try:
            edit_role(by=request.membership, pk=role.pk, version=given.pop("version"), changes=given)
        except Clash as theirs:
            clash = with_both_texts(form, theirs)
        except Refused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Saved. Everyone in the project sees the new words."))
            return redirect("projects:role-detail", request.project.address, role.pk)
    context = {"form": form, "role": role, "clash": clash}
    return render(request, "projects/role/edit.html", context, status=409 if clash is not None else 200)


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
