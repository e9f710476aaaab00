"""The principles across an organisation's projects: for leads, and for members, who see the same (decision 19)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from principles.adherence import Spread
from principles.decorators import organisation_readers
from principles.exports import organisation_head, organisation_rows
from principles.facts import Sentences, indicators_of
from principles.lib.sheet import as_csv
from principles.models import Principle
from principles.queries.organisation import all_projects_of, projects_of, spreads_of
from principles.queries.project import principle_with_words
from principles.queries.round import all_principles
from principles.views.project import csv_response


@dataclass(frozen=True)
class Total:
    """One of the six across the projects."""

    principle: Principle
    tone: str
    url: str
    spread: Spread
    said: str
    silent: str


@organisation_readers
def overview(request: HttpRequest) -> HttpResponse:
    """The six principles, weakest felt word first, and the projects by name. Never a ranking of projects."""
    organisation = request.organisation  # type: ignore[attr-defined]
    spreads = spreads_of(organisation)
    totals = sorted(
        (_total(principle, spreads, request) for principle in all_principles()),
        key=lambda total: (total.spread.weakness, total.principle.number),
    )
    projects, after = projects_of(organisation, request.user, after=_after(request))  # type: ignore[arg-type]
    page = {
        "totals": totals,
        "principles": [total.principle for total in totals],
        "projects": projects,
        "lowest": next((total for total in totals if total.spread.with_a_word), None),
        **_paging(request, after),
    }
    return render(request, "principles/overview/overview.html", page)


@organisation_readers
def principle(request: HttpRequest, slug: str) -> HttpResponse:
    """One principle across the projects, by name: how it feels and what was done in each."""
    organisation = request.organisation  # type: ignore[attr-defined]
    found = principle_with_words(slug)
    if found is None:
        raise Http404
    projects, after = projects_of(
        organisation,
        request.user,  # type: ignore[arg-type]
        after=_after(request),
        principle=found.pk,
    )
    spread = spreads_of(organisation).get(found.pk, Spread())
    page = {
        "principle": found,
        "tone": f"p{found.number}",
        "said": said_words(spread),
        "silent": silent_words(spread),
        "projects": projects,
        "sentences": Sentences(indicators_of(found.slug), k=settings.SMALLEST_GROUP),
        **_paging(request, after),
    }
    return render(request, "principles/overview/principle.html", page)


@organisation_readers
def overview_csv(request: HttpRequest) -> HttpResponse:
    """All projects of the organisation as a spreadsheet; what a page does not show, this does not either."""
    organisation, principles = request.organisation, all_principles()  # type: ignore[attr-defined]
    lines = all_projects_of(organisation, request.user)  # type: ignore[arg-type]
    rows = organisation_rows(lines, principles, k=settings.SMALLEST_GROUP)
    return csv_response(as_csv(organisation_head(principles), rows), "principles.csv")


def _after(request: HttpRequest) -> str:
    return request.GET.get("after", "")[:12]


def _total(principle: Principle, spreads: dict[int, Spread], request: HttpRequest) -> Total:
    url = reverse("principles:principle", args=[principle.slug]) + _which(request)
    spread = spreads.get(principle.pk, Spread())
    return Total(principle, f"p{principle.number}", url, spread, said_words(spread), silent_words(spread))


def said_words(spread: Spread) -> str:
    """How many projects have each word."""
    if not spread.with_a_word:
        return _("No project has enough answers to say.")
    parts = (
        (_("needs work in %s"), spread.needs_work),
        (_("mixed in %s"), spread.mixed),
        (_("going well in %s"), spread.going_well),
    )
    return _sentence(parts)


def silent_words(spread: Spread) -> str:
    """How many projects say nothing, and why: silence is not a finding. Empty where all say something."""
    if not spread.not_enough and not spread.not_asked:
        return ""
    return _sentence(
        ((_("not enough answers in %s"), spread.not_enough), (_("not asked in %s"), spread.not_asked))
    )


def _sentence(parts: Iterable[tuple[str, int]]) -> str:
    """The parts that count anything: "in 0" is a machine's way to speak."""
    return capfirst(", ".join(words % number for words, number in parts if number)) + "."


def _which(request: HttpRequest) -> str:
    """The part of an address that keeps the organisation, for a reader who has several."""
    if len(request.organisations) < 2:  # type: ignore[attr-defined]
        return ""
    return "?" + urlencode({"organisation": request.organisation.slug})  # type: ignore[attr-defined]


def _paging(request: HttpRequest, after: str) -> dict[str, Any]:
    organisation, which = request.organisation, _which(request)  # type: ignore[attr-defined]
    join = "&" if which else "?"
    return {
        "organisation": organisation,
        "others": [other for other in request.organisations if other.pk != organisation.pk],  # type: ignore[attr-defined]
        "which": which,
        "first_url": (request.path + which) if _after(request) else "",
        "next_url": f"{request.path}{which}{join}after={after}" if after else "",
    }
