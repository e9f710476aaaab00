"""Home: the one next thing for me, and what is mine (screen S5)."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from coproduce.lib import dates
from members.decorators import signed_in
from members.models import OrganisationRole
from members.queries.message import waiting_for
from members.queries.organisation import roles_of
from members.requests import MemberRequest
from projects.queries.asked import waiting_for as what_waits_for
from projects.queries.home import home_of

NEWS_FOR = timedelta(days=14)


@signed_in
def home(request: MemberRequest) -> HttpResponse:
    """Next for me, my tasks, what I am asked, my projects. At most eight queries, whatever there is."""
    mine = home_of(request.user)
    roles = roles_of(request.user)
    waiting = waiting_for(request.user, since=dates.now() - NEWS_FOR)
    mine_to_answer = what_waits_for(request.user.pk, dates.now())
    asked = mine_to_answer.asked
    is_next = bool(asked) and not (mine.next_task or mine.next_check_in)
    context = {
        "next_asked": asked[0] if is_next else None,
        "asked": asked[1:] if is_next else asked,
        "home": mine,
        "today": dates.today(request.user.time_zone),
        "opens_projects": OrganisationRole.Role.FACILITATOR in roles,
        "leads": OrganisationRole.Role.LEAD in roles,
        "is_chosen": mine_to_answer.is_chosen,
        "news": waiting.messages,
        "asked_for_a_chat": waiting.chats,
    }
    return render(request, "home.html", context)
