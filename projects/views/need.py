"""What people need: saying it, sharing it, setting it up (screen S4)."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import signed_in
from members.models import Need, PrivateReading
from members.requests import MemberRequest
from projects.actions.need import put_needs_aside, say_and_share_needs, say_needs, set_adaptation
from projects.actions.reading import record_readings
from projects.decorators import hosts_only, project_members_only
from projects.forms.need import NeedsForm, ProjectNeedsForm
from projects.lib.days import in_a_row
from projects.models import Adaptation, Membership, NeedsAudience
from projects.queries.invitation import hosts_of
from projects.queries.need import how_far, needs_shared_with, projects_that_see
from projects.requests import ProjectRequest


def _said(needs: list[Need]) -> dict[str, object]:
    own = Need.Kind.OWN_WORDS
    return {
        "kinds": [need.kind for need in needs if need.kind != own],
        "own_words": next((need.words for need in needs if need.kind == own), ""),
    }


@signed_in
def my_needs(request: MemberRequest) -> HttpResponse:
    """What helps me, for all my projects. What is new is seen by nobody until I share it."""
    needs = list(request.user.needs.all())
    form = NeedsForm(request.POST if request.method == "POST" else None, initial=_said(needs))
    if request.method == "POST" and form.is_valid():
        new = say_needs(by=request.user, needs=form.needs(), now=dates.now())
        if new:
            messages.success(request, _("Saved. Only you can see what is new. You choose who else may."))
        else:
            messages.success(request, _("Saved. Nobody new can see it."))
        return redirect("projects:my-needs")
    context = {"form": form, "needs": needs, "places": projects_that_see(request.user)}
    return render(request, "projects/need/mine.html", context)


@project_members_only
def needs(request: ProjectRequest) -> HttpResponse:
    """What helps me, and who may see it in this project."""
    membership = request.membership
    said = list(request.user.needs.all())
    hosts = [name for name in hosts_of(request.project) if name != request.user.display_name]
    if request.method == "POST" and "later" in request.POST:
        put_needs_aside(by=membership)
        messages.success(request, _("Saved. You can say what you need at any time."))
        return redirect("home")
    each = dict(membership.need_audiences.values_list("need__kind", "audience"))
    form = ProjectNeedsForm(
        request.POST if request.method == "POST" else None,
        initial={
            **_said(said),
            "audience": membership.needs_audience,
            **{f"audience_{kind}": audience for kind, audience in each.items()},
        },
        hosts=hosts,
        lines=[need.kind for need in said],
    )
    if request.method == "POST" and form.is_valid():
        say_and_share_needs(
            by=membership,
            needs=form.needs(),
            audience=form.cleaned_data["audience"],
            each=form.each(),
            now=dates.now(),
        )
        messages.success(request, _saved(membership, hosts))
        return redirect("projects:needs", request.project.address)
    states = how_far(membership)
    context = {
        "form": form,
        "states": [(need, states[need.pk]) for need in said if need.pk in states],
        "shared_here": {membership.needs_audience, *each.values()} != {NeedsAudience.ONLY_ME},
    }
    return render(request, "projects/need/project.html", context)


def _saved(membership: Membership, hosts: list[str]) -> str:
    if membership.needs_audience == NeedsAudience.ONLY_ME:
        return _("Saved. Only you can see it.")
    if membership.needs_audience == NeedsAudience.PROJECT:
        return _("Saved. Everyone in this project can see it. We show you here what is set up.")
    if membership.needs_audience == NeedsAudience.NO_NAME:
        return _("Saved. The need is shared without your name. We show you here what is set up.")
    return _("Saved. %(names)s can see it. We show you here what is set up.") % {"names": in_a_row(hosts)}


@hosts_only
def shared_needs(request: ProjectRequest) -> HttpResponse:
    """What people share with those who run the project, and how far each is set up. Each reading is written down."""
    found = needs_shared_with(request.membership)
    record_readings(
        reader=request.user,
        about_ids={need.owner_id for need in found},
        what=PrivateReading.What.NEEDS,
    )
    context = {"needs": found, "statuses": Adaptation.Status.choices}
    return render(request, "projects/need/shared.html", context)


@hosts_only
def adaptation(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: how far the setting up is."""
    status = request.POST.get("status", "")
    if request.method == "POST":
        try:
            if status not in Adaptation.Status.values:
                raise Http404
            set_adaptation(by=request.membership, pk=pk, status=status, now=dates.now())
        except Adaptation.DoesNotExist as gone:
            raise Http404 from gone
        messages.success(request, _("Saved. The person who asked sees it."))
    return redirect("projects:shared-needs", request.project.address)
