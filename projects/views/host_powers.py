"""Running a project: what that allows, in plain words, who does it, and taking turns (seeds 20, 74, 77)."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.decorators import once_per_form
from projects.actions.hosting import stop_hosting
from projects.actions.role_offer import offer_hosting
from projects.decorators import hosts_only, project_members_only
from projects.forms.role import HostingOfferForm
from projects.library.powers import POWERS
from projects.library.roles import HOST, ROLES
from projects.permissions.membership import can_stop_hosting
from projects.permissions.project import can_edit_project
from projects.queries.people import home_organisation, people_of
from projects.queries.role import offers_seen_by
from projects.requests import ProjectRequest


@project_members_only
def host_powers(request: ProjectRequest) -> HttpResponse:
    """Who runs the project, what only they can do, and what they cannot; asking somebody, and one's own answer."""
    me = request.membership
    offers = offers_seen_by(me, role=None)
    context = {
        "powers": [power.words for power in POWERS],
        "card": ROLES[HOST],
        "hosts": people_of(request.project).hosts,
        "organisation": home_organisation(request.project),
        "to_me": [offer for offer in offers if offer.to_id == me.pk],
        "from_me": [offer for offer in offers if offer.by_id == me.pk],
        "may_ask": can_edit_project(me),
        "may_stop": can_stop_hosting(me),
    }
    return render(request, "projects/role/host_powers.html", context)


@hosts_only
@once_per_form
def host_powers_ask(request: ProjectRequest) -> HttpResponse:
    """Ask somebody to run the project with me, or instead of me. They say yes or no."""
    people = [
        (row.membership_id, row.name)
        for row in people_of(request.project).members
        if row.membership_id and not row.is_host
    ]
    form = HostingOfferForm(
        request.POST if request.method == "POST" else None,
        people=people,
        initial={"to": request.GET.get("person", ""), "how": HostingOfferForm.WITH},
    )
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        instead = given.pop("how") == HostingOfferForm.INSTEAD
        try:
            offer = offer_hosting(
                by=request.membership,
                to_pk=given["to"],
                words=given["words"],
                hands_on=instead,
                now=dates.now(),
            )
        except Refused as refused:
            form.add_error("to", str(refused))
        else:
            words = _("Sent. %(name)s can say yes or no. Nothing changes until they say yes.")
            messages.success(request, words % {"name": offer.to.member.display_name})
            return redirect("projects:host-powers", request.project.address)
    context = {"form": form, "people": people, "may_ask": can_edit_project(request.membership)}
    return render(request, "projects/role/host_ask.html", context)


@hosts_only
def stop_running(request: ProjectRequest) -> HttpResponse:
    """POST: I do not run the project any more, and stay in it."""
    if request.method == "POST":
        stop_hosting(by=request.membership)
        messages.success(request, _("Saved. You do not run the project now. You stay in it."))
        return redirect("projects:detail", request.project.address)
    return redirect("projects:my-place", request.project.address)
