"""What decision rights were used for: writing it down, the log that everybody reads, and taking it back for a day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import once_per_form
from projects.actions.right_use import take_back_use, use_right
from projects.decorators import project_members_only
from projects.forms.right import UseForm
from projects.models import DecisionRight, DecisionRightUse
from projects.permissions.right import can_use_right
from projects.queries.output import read_key
from projects.queries.right_use import uses_of
from projects.requests import ProjectRequest


@project_members_only
@once_per_form
def right_used(request: ProjectRequest, pk: int) -> HttpResponse:
    """Whoever has the role writes down what they decided or stopped, and why."""
    rights = DecisionRight.objects.select_related("role")
    right = get_object_or_404(rights, pk=pk, role__project=request.project)
    form = UseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        use_right(by=request.membership, pk=right.pk, now=dates.now(), **form.cleaned_data)
        messages.success(
            request, _("Saved. Everyone in the project can read it. You can take it back for a day.")
        )
        return redirect("projects:right-detail", request.project.address, right.pk)
    holds = right.role.holders.filter(membership=request.membership).exists()
    may_use = can_use_right(request.membership, right, dates.today(request.project.zone), holds=holds)
    return render(request, "projects/right/used.html", {"form": form, "right": right, "may_use": may_use})


@project_members_only
def used_right_list(request: ProjectRequest) -> HttpResponse:
    """All that was decided or stopped in the project by what was agreed, or by one right (`?right=` its number)."""
    number = read_key(request.GET.get("right", ""))
    rights = DecisionRight.objects.select_related("role").filter(role__project=request.project)
    right = get_object_or_404(rights, pk=number) if number else None
    before = read_key(request.GET.get("before", ""))
    uses = uses_of(request.membership, now=dates.now(), right=right.pk if right else None, before=before)
    return render(request, "projects/right/used_list.html", {"uses": uses, "right": right})


@project_members_only
def used_right_take_back(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: I take back what I wrote down, for a day."""
    use = get_object_or_404(DecisionRightUse, pk=pk, right__role__project=request.project)
    if request.method == "POST":
        take_back_use(by=request.membership, pk=use.pk, now=dates.now())
        messages.success(request, _("Done. It is off the page."))
    return redirect("projects:right-detail", request.project.address, use.right_id)
