"""What coproduction is, and what it is not: the statements, the round about them, and what people said (seeds 7, 70-80)."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render

from members.decorators import once_per_form
from principles.charts import Chart
from principles.charts_of_statements import chart_of_statement, is_worth_a_talk
from principles.models import ItemRelease
from principles.models.principle import About
from principles.queries.project import releases_of, rounds_of
from principles.queries.round import items_in_use
from principles.views.project import answered_words
from principles.views.round import open_or_ask
from projects.decorators import hosts_only, project_members_only
from projects.requests import ProjectRequest


@dataclass(frozen=True)
class Statement:
    """One statement on the page: its words, what people said once a round has closed, and whether to talk about it."""

    words: str
    chart: Chart | None = None
    worth_a_talk: bool = False


@project_members_only
def what_it_is_not(request: ProjectRequest) -> HttpResponse:
    """The eleven statements; after a round, how many agree with each, and where a talk would help."""
    rounds = rounds_of(request.project, reader=request.user, about=About.NOT)
    releases = releases_of(rounds.newest) if rounds.newest else []
    page = {
        "rounds": rounds,
        "statements": _statements(releases),
        "answered_words": answered_words(rounds),
        "k": settings.SMALLEST_GROUP,
    }
    return render(request, "principles/what_it_is_not/detail.html", page)


def _statements(releases: list[ItemRelease]) -> list[Statement]:
    if not releases:
        return [Statement(item.words) for item in items_in_use(About.NOT)]
    k = settings.SMALLEST_GROUP
    return [
        Statement(release.item.words, chart_of_statement(release, k=k), is_worth_a_talk(release))
        for release in releases
    ]


@hosts_only
@once_per_form
def what_it_is_not_ask(request: ProjectRequest) -> HttpResponse:
    """A host asks everyone about the statements, today or on a later day."""
    return open_or_ask(request, About.NOT, "principles:what-it-is-not", "principles/what_it_is_not/ask.html")
