"""What happened in the project while somebody was away, or before they came (seed 80)."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.shortcuts import render

from coproduce.lib import dates
from projects.decorators import project_members_only
from projects.models import Project
from projects.queries.catch_up import what_happened
from projects.requests import ProjectRequest

TWO_WEEKS, MONTH, AWAY, BEGINNING = "two-weeks", "month", "away", "beginning"
LAST_PAGE = 200


@project_members_only
def catch_up(request: ProjectRequest) -> HttpResponse:
    """A plain list of what happened since a day, the newest first. It names nobody, and says nothing of who did not."""
    project, away_since = request.project, request.membership.away_since
    choice = _choice(request)
    since = _since(choice, dates.today(project.zone), away_since)
    page = _page(request)
    groups, following = what_happened(project, since=since, page=page)
    context = {
        "groups": groups,
        "choice": choice,
        "since": since,
        "away_since": away_since,
        "newer_url": f"?since={choice}&page={page - 1}" if page > 1 else "",
        "older_url": f"?since={choice}&page={following}" if following and following <= LAST_PAGE else "",
    }
    return render(request, "projects/catch_up/detail.html", context)


def _choice(request: ProjectRequest) -> str:
    """Since when; two weeks where nobody says, all of it once the project has ended."""
    asked = request.GET.get("since", "")
    if asked in (TWO_WEEKS, MONTH, BEGINNING) or (asked == AWAY and request.membership.away_since):
        return asked
    return BEGINNING if request.project.status == Project.Status.ENDED else TWO_WEEKS


def _since(choice: str, today: date, away_since: date | None) -> date | None:
    days = {TWO_WEEKS: today - timedelta(days=14), MONTH: today - timedelta(days=30), AWAY: away_since}
    return days.get(choice)


def _page(request: ProjectRequest) -> int:
    number = request.GET.get("page", "")
    return (
        min(max(int(number), 1), LAST_PAGE)
        if number.isascii() and number.isdigit() and len(number) < 9
        else 1
    )
