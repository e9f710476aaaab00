"""Who to check on (screen S18): only what people chose to share; nothing is read into silence."""

from django.http import HttpResponse
from django.shortcuts import render

from members.models import PrivateReading, SupportRequest
from members.queries.support import requests_for
from projects.actions.reading import record_readings
from projects.decorators import hosts_only
from projects.queries.need import not_ready_for
from projects.requests import ProjectRequest

MOST = 50


@hosts_only
def check_on(request: ProjectRequest) -> HttpResponse:
    """Chats asked of me, and needs that are not ready."""
    asked = [each for each in requests_for(request.user)[:MOST] if each.status == SupportRequest.Status.ASKED]
    needs = not_ready_for(request.membership)
    record_readings(
        reader=request.user,
        about_ids={need.owner_id for need in needs},
        what=PrivateReading.What.NEEDS,
    )
    return render(request, "projects/people/check_on.html", {"asked": asked, "needs": needs})
