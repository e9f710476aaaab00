"""Home: the one next thing for me, and what is mine (screen S5)."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coproduce.lib import dates
from members.decorators import signed_in
from members.models import OrganisationRole
from members.queries.message import messages_on_site
from projects.queries.home import home_of

NEWS_FOR = timedelta(days=14)


@signed_in
def home(request: HttpRequest) -> HttpResponse:
    """Next for me, my tasks, what I am asked, my projects. At most eight queries, whatever there is."""
    mine = home_of(request.user)
    roles = set(OrganisationRole.objects.filter(member=request.user).values_list("role", flat=True))
    context = {
        "home": mine,
        "today": dates.today(request.user.time_zone),
        "opens_projects": OrganisationRole.Role.FACILITATOR in roles,
        "leads": OrganisationRole.Role.LEAD in roles,
        "news": messages_on_site(request.user, since=dates.now() - NEWS_FOR).exists(),
    }
    return render(request, "home.html", context)
