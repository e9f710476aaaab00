"""Home: the one next thing for me, and what is mine (screen S5)."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from coproduce.lib import dates
from members.decorators import signed_in
from members.models import OrganisationRole
from members.queries.message import has_messages_on_site
from members.queries.organisation import roles_of
from members.requests import MemberRequest
from projects.queries.checkin import is_chosen_by_somebody
from projects.queries.home import home_of

NEWS_FOR = timedelta(days=14)


@signed_in
def home(request: MemberRequest) -> HttpResponse:
    """Next for me, my tasks, what I am asked, my projects. At most eight queries, whatever there is."""
    mine = home_of(request.user)
    roles = roles_of(request.user)
    context = {
        "home": mine,
        "today": dates.today(request.user.time_zone),
        "opens_projects": OrganisationRole.Role.FACILITATOR in roles,
        "leads": OrganisationRole.Role.LEAD in roles,
        "is_chosen": is_chosen_by_somebody(request.user),
        "news": has_messages_on_site(request.user, since=dates.now() - NEWS_FOR),
    }
    return render(request, "home.html", context)
