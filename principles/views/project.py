"""The principles in one project: all six, one of them, and the export. Members and leads read the same pages."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from principles.adherence import Word, shown_asked
from principles.charts import Chart, chart_of_item, chart_of_trend, short_finding, tag_kind
from principles.exports import project_head, project_rows
from principles.facts import Fact, Sentences, indicators_of
from principles.lib.sheet import as_csv
from principles.models import ItemRelease, Principle
from principles.queries.project import (
    Rounds,
    beside,
    done_counts_of,
    lowest_release,
    principle_with_words,
    principles_with_word,
    releases_of,
    releases_over_time,
    rounds_of,
)
from principles.queries.round import all_principles
from projects.decorators import project_readers
from projects.models import Project


@dataclass(frozen=True)
class Line:
    """One of the six on a project's page."""

    slug: str
    name: str
    tone: str
    word: str
    tag: str
    finding: str
    facts: list[str]


@project_readers
def project_principles(request: HttpRequest) -> HttpResponse:
    """How the project is doing on the six principles."""
    project, member = request.project, _member(request)  # type: ignore[attr-defined]
    rounds = rounds_of(project, reader=member)
    releases = releases_of(rounds.newest) if rounds.newest else []
    done = {slug: (count.done, count.out_of) for slug, count in done_counts_of(project).items()}
    lines = _lines(project, releases, done)
    page = {
        "lines": lines,
        "lowest": _lowest(lines),
        "rounds": rounds,
        "answered_words": answered_words(rounds),
        "small": bool(rounds.newest and (rounds.newest.answered or 0) < 20),
        "k": settings.SMALLEST_GROUP,
    }
    return render(request, "principles/project/principles.html", page)


@project_readers
def project_principle(request: HttpRequest, slug: str) -> HttpResponse:
    """One principle in the project: what people said, what was done, and the records behind it."""
    project, member = request.project, _member(request)  # type: ignore[attr-defined]
    principle = principle_with_words(slug, project)
    if principle is None:
        raise Http404
    rounds, releases = releases_over_time(project, principle)
    facts = _facts(project, principle, may_open=member is not None)
    page = {
        "principle": principle,
        "tone": f"p{principle.number}",
        "word": _label(principle),
        "tag": tag_kind(_word(principle)),
        "charts": _charts(rounds, releases, principle),
        "facts": facts,
        "only_private": all(each.private for each in indicators_of(slug)),
        "counted_at": max((fact.counted_at for fact in facts if fact.counted_at), default=None),
        "rounds": rounds,
        "answered_words": answered_words(rounds),
        "records_are_elsewhere": member is None and any(each.records for each in indicators_of(slug)),
    }
    return render(request, "principles/project/principle.html", page)


@project_readers
def project_csv(request: HttpRequest) -> HttpResponse:
    """The project's principles as a spreadsheet; what a page does not show, this does not either."""
    project = request.project  # type: ignore[attr-defined]
    rounds = rounds_of(project, reader=None)
    releases = releases_of(rounds.newest) if rounds.newest else []
    done = {slug: (count.done, count.out_of) for slug, count in done_counts_of(project).items()}
    rows = project_rows(all_principles(), releases, done, newest=rounds.newest, k=settings.SMALLEST_GROUP)
    return csv_response(as_csv(project_head(), rows), "principles.csv")


def csv_response(text: str, name: str) -> HttpResponse:
    """The text as a file to keep."""
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def answered_words(rounds: Rounds) -> str:
    """How many answered the newest closed round, as far as it may be told."""
    newest = rounds.newest
    if newest is None:
        return ""
    if newest.answered is None:
        return _("Fewer than %(k)s people answered.") % {"k": newest.k}
    if newest.answered == 0:
        return _("Nobody answered this time.")
    asked = shown_asked(newest.invited, newest.answered, newest.k)
    if asked is None:
        return _("%(answered)s people answered.") % {"answered": newest.answered}
    return _("%(answered)s of %(asked)s people answered.") % {"answered": newest.answered, "asked": asked}


def _member(request: HttpRequest) -> Any:
    return request.membership.member if request.membership else None  # type: ignore[attr-defined]


def _word(principle: Principle) -> str:
    return getattr(principle, "word", None) or Word.NOT_ASKED


def _label(principle: Principle) -> str:
    return str(capfirst(Word(_word(principle)).label))


def _lines(project: Project, releases: list[ItemRelease], done: dict[str, tuple[int, int]]) -> list[Line]:
    sentences = Sentences(k=settings.SMALLEST_GROUP)
    lines = []
    for principle in principles_with_word(project):
        deciding = lowest_release([found for found in releases if found.item.principle_id == principle.pk])
        lines.append(
            Line(
                slug=principle.slug,
                name=principle.name,
                tone=f"p{principle.number}",
                word=_label(principle),
                tag=tag_kind(_word(principle)),
                finding=short_finding(deciding) if deciding else "",
                facts=[
                    sentences.say(indicator.slug, done.get(indicator.slug))
                    for indicator in indicators_of(principle.slug)
                    if done.get(indicator.slug, (0, 0))[1]
                ],
            )
        )
    return lines


def _lowest(lines: list[Line]) -> Line | None:
    labels = [str(capfirst(Word(word).label)) for word in (Word.NEEDS_WORK, Word.MIXED, Word.GOING_WELL)]
    told = [line for line in lines if line.word in labels]
    return min(told, key=lambda line: labels.index(line.word), default=None)


def _charts(
    rounds: Rounds, releases: list[ItemRelease], principle: Principle
) -> list[tuple[Chart, Chart | None]]:
    """For each question of the newest round: its chart, and the one over time where rounds may stand together."""
    if rounds.newest is None:
        return []
    drawn, tone = {pulse_round.pk for pulse_round in rounds.drawn}, f"p{principle.number}"
    charts = []
    for release in [found for found in releases if found.round_id == rounds.newest.pk]:
        same = [found for found in releases if found.item_id == release.item_id and found.round_id in drawn]
        pairs = beside([(found.round, found) for found in same])
        over_time = _("Over time: %(question)s") % {"question": release.item.words}
        chart = chart_of_item(release, heading=release.item.words, tone=tone, k=rounds.newest.k)
        charts.append((chart, chart_of_trend(pairs, heading=over_time, tone=tone)))
    return charts


def _facts(project: Project, principle: Principle, *, may_open: bool) -> list[Fact]:
    sentences = Sentences(k=settings.SMALLEST_GROUP)
    counts = done_counts_of(project, principle)
    facts = []
    for indicator in indicators_of(principle.slug):
        count = counts.get(indicator.slug)
        records = (
            indicator.records(project) if may_open and indicator.records and count and count.out_of else []
        )
        facts.append(
            Fact(
                slug=indicator.slug,
                words=sentences.say(indicator.slug, (count.done, count.out_of) if count else None),
                counted_at=count.counted_at if count else None,
                records=tuple(record for record in records if _has_page(record.url)),
            )
        )
    return facts


def _has_page(url: tuple[str, ...]) -> bool:
    try:
        return bool(url and reverse(url[0], args=url[1:]))
    except NoReverseMatch:
        return False
