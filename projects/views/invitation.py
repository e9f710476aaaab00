"""Inviting people: by email, by a link to share, with a code to scan, on paper."""

from datetime import timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from coproduce.lib import dates
from coproduce.lib.answers import Refused
from members.decorators import once_per_form
from projects.actions.invitation import end_invitation, invite_person, make_shared_link, usual_last_day
from projects.decorators import hosts_only
from projects.forms.invitation import InviteForm, SharedLinkForm
from projects.lib.tokens import invitation_token
from projects.models import Invitation
from projects.queries.invitation import open_invitations
from projects.queries.people import home_organisation, people_of
from projects.requests import ProjectRequest

A_YEAR = timedelta(days=366)


@hosts_only
@once_per_form
def invite(request: ProjectRequest) -> HttpResponse:
    """Invite one person by email; see what is open, and end it."""
    project = request.project
    posted = request.POST if request.method == "POST" else None
    form = InviteForm(posted, zone=project.zone, latest=dates.today(project.zone) + A_YEAR)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            invite_person(
                by=request.membership,
                email=given["email"],
                name=given["name"],
                as_host=given["as_host"],
                valid_until=given["valid_until"] or usual_last_day(zone=project.zone, now=dates.now()),
                now=dates.now(),
            )
        except Refused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("Sent. They get an email with a link that works once."))
            return redirect("projects:invite", project.address)
    opened = list(open_invitations(project)[:200])
    context = {
        "form": form,
        "links": [each for each in opened if each.kind == Invitation.Kind.SHARED],
        "people": [each for each in opened if each.kind == Invitation.Kind.PERSONAL],
    }
    return render(request, "projects/invitation/invite.html", context)


@hosts_only
@once_per_form
def invite_link(request: ProjectRequest) -> HttpResponse:
    """Make a link to share."""
    project = request.project
    posted = request.POST if request.method == "POST" else None
    form = SharedLinkForm(posted, zone=project.zone, latest=dates.today(project.zone) + A_YEAR)
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["valid_until"] or usual_last_day(zone=project.zone, now=dates.now())
        link = make_shared_link(by=request.membership, valid_until=until, now=dates.now())
        messages.success(request, _("Saved. Here is the link."))
        return redirect("projects:invitation-sheet", project.address, link.pk)
    return render(request, "projects/invitation/link.html", {"form": form})


@hosts_only
def invitation_sheet(request: ProjectRequest, pk: int) -> HttpResponse:
    """One page to hand out, with the link and a code to scan."""
    invitation = get_object_or_404(
        Invitation, pk=pk, project=request.project, kind=Invitation.Kind.SHARED, status=Invitation.Status.OPEN
    )
    url = link_of(invitation)
    context = {
        "invitation": invitation,
        "url": url,
        "qr": segno.make(url, error="m").svg_data_uri(scale=6, border=4, dark="#000", light="#fff"),
        "people": people_of(request.project),
        "organisation": home_organisation(request.project),
    }
    return render(request, "projects/invitation/sheet.html", context)


def link_of(invitation: Invitation) -> str:
    """The whole address of an invitation's page, made again from its seed."""
    return settings.SITE_URL + reverse("projects:join", args=[invitation_token(invitation.token_seed)])


@hosts_only
def invitation_end(request: ProjectRequest, pk: int) -> HttpResponse:
    """POST: end an invitation."""
    invitation = get_object_or_404(Invitation, pk=pk, project=request.project)
    if request.method == "POST":
        end_invitation(by=request.membership, pk=invitation.pk, now=dates.now())
        messages.success(request, _("Done. The link does not work any more."))
    return redirect("projects:invite", request.project.address)
