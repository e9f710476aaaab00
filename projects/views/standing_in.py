"""A project that nobody runs: who stands in, offering to run it, and saying yes to somebody (decision 7)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from members.decorators import ask_to_sign_in, for_whom
from members.requests import MemberRequest
from projects.actions.standing_in import confirm_host, offer_to_run, take_offer_to_run_back
from projects.decorators import project_members_only
from projects.models import Membership, Project, RoleOffer
from projects.permissions.standing_in import can_offer_to_run
from projects.queries.people import home_organisation, people_of
from projects.queries.standing_in import is_run, offers_to_run, stands_in
from projects.requests import ProjectRequest

View = Callable[..., HttpResponse]


class StandInRequest(MemberRequest):
    """A request of somebody who stands in for the hosts of a project. They see its name, and who offers to run it."""

    stood_in: Project


def stand_ins_only(view: View) -> View:
    """For contacts and facilitators of the project's home organisation; gives `request.stood_in`. Others get 404."""

    @for_whom("contacts and facilitators of the project's organisation")
    @wraps(view)
    def guarded(request: HttpRequest, address: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        project = stands_in(request.user).filter(address=address).first()
        if project is None:
            raise Http404
        request.stood_in = project  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return guarded


@project_members_only
def who_runs(request: ProjectRequest) -> HttpResponse:
    """When nobody runs the project: who stands in, and how somebody can offer. POST: I offer, or not any more."""
    membership = request.membership
    if request.method == "POST":
        if "back" in request.POST:
            take_offer_to_run_back(by=membership)
            messages.success(request, _("Saved. You do not offer it now."))
        else:
            offer_to_run(by=membership, now=dates.now())
            messages.success(request, _("Saved. Somebody outside the project looks at it and tells you."))
        return redirect("projects:who-runs", request.project.address)
    runs = is_run(request.project.pk)
    context = {
        "hosts": people_of(request.project).hosts,
        "is_run": runs,
        "organisation": home_organisation(request.project),
        "may_offer": can_offer_to_run(membership, is_run=runs),
        "offers": RoleOffer.objects.filter(to=membership, by=membership, role__isnull=True).exists(),
    }
    return render(request, "projects/standing_in/who_runs.html", context)


@stand_ins_only
def stand_in(request: StandInRequest) -> HttpResponse:
    """For the organisation: who offers to run a project that nobody runs. POST: yes to one of them."""
    project = request.stood_in
    if request.method == "POST":
        given = request.POST.get("person", "")
        if not (given.isascii() and given.isdigit() and len(given) < 19):
            raise Http404
        try:
            host = confirm_host(by=request.user, project=project, pk=int(given))
        except (Project.DoesNotExist, Membership.DoesNotExist):
            raise Http404 from None
        words = _("Saved. %(name)s runs the project now. Tell them yourself, too.")
        messages.success(request, words % {"name": host.member.display_name})
        return redirect("projects:stand-in", project.address)
    runs = is_run(project.pk)
    context = {
        "stood_in": project,
        "is_run": runs,
        "people": [] if runs else list(offers_to_run(project.pk)[:50]),
    }
    return render(request, "projects/standing_in/stand_in.html", context)
