"""What stands in the exports: the same words and numbers as on the pages, and "not shown" where a page shows none."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from principles.adherence import Share, Shown, Word, shown_asked
from principles.charts import gap_words
from principles.facts import Counts, Sentences
from principles.indicators import INDICATORS
from principles.models import Principle
from principles.queries.organisation import ProjectLine

Cells = list[object]


def not_shown(k: int) -> str:
    """What stands in a cell whose number may not be told: never blank, never 0 (screen S21)."""
    return _("not shown: fewer than %(k)s") % {"k": k}


def word_labels(k: int) -> dict[str, str]:
    """Each word as a cell; what is hidden says so."""
    return {word.value: str(capfirst(word.label)) for word in Word} | {Word.NOT_ENOUGH.value: not_shown(k)}


def organisation_head(principles: Sequence[Principle]) -> Cells:
    """The columns of an organisation's export: felt by principle, done by fact."""
    felt = [_("%(principle)s: how it feels") % {"principle": principle.name} for principle in principles]
    names = {principle.slug: principle.name for principle in principles}
    done = [
        _("%(principle)s: what was done") % {"principle": names.get(indicator.principle, "")}
        for indicator in INDICATORS
    ]
    return [_("Project"), _("Newest questions closed on"), _("People who answered"), *felt, *done]


def organisation_rows(
    lines: Iterable[ProjectLine], principles: Sequence[Principle], *, k: int
) -> Iterable[Cells]:
    """One row a project, by name."""
    labels, none = word_labels(k), str(capfirst(Word.NOT_ASKED.label))
    few, places, sentences = not_shown(k), [principle.pk for principle in principles], Sentences(k=k)
    for line in lines:
        answered = few if line.answered is None else line.answered
        felt = [labels.get(line.words.get(place, ""), none) for place in places]
        done = sentences.say_all(line.done)
        if line.closes_on is None:
            yield [line.name, none, none, *felt, *done]
        else:
            yield [line.name, line.closes_on, answered, *felt, *done]


def project_head() -> Cells:
    """The columns of a project's export."""
    return [
        _("Principle"),
        _("Question or fact"),
        _("How it feels"),
        _("Said mostly or always"),
        _("Answered"),
        _("Lived experience: said mostly or always"),
        _("Lived experience: answered"),
        _("Staff: said mostly or always"),
        _("Staff: answered"),
        _("Gap"),
    ]


def project_rows(
    principles: Sequence[Principle],
    releases: Sequence[Any],
    done: dict[str, Counts],
    *,
    newest: Any,
    k: int,
) -> Iterable[Cells]:
    """The round, then each question with its numbers, then each fact."""
    names = {principle.pk: principle.name for principle in principles}
    slugs = {principle.slug: principle.name for principle in principles}
    if newest is not None:
        few = not_shown(k)
        asked = shown_asked(newest.invited, newest.answered, newest.k)
        answered = newest.answered if newest.answered is not None else few
        yield ["", _("Newest questions closed on %(day)s") % {"day": newest.closes_on}, "", "", answered]
        yield ["", _("People who were asked"), "", "", few if asked is None else asked]
    for release in releases:
        yield [names[release.item.principle_id], release.item.words, *_item_cells(release, k)]
    for indicator, words in zip(INDICATORS, Sentences(k=k).say_all(done), strict=True):
        yield [slugs[indicator.principle], words]


def _item_cells(release: Any, k: int) -> Cells:
    few, word = not_shown(k), word_labels(k)[release.word]
    if release.shown == Shown.HIDDEN:
        return [word, *([few] * 6), ""]
    sides = [
        (release.share, release.often, release.answered),
        (release.lived_share, release.lived_often, release.lived_answered),
        (release.staff_share, release.staff_often, release.staff_answered),
    ]
    in_words = release.shown == Shown.WORDS
    cells: Cells = []
    for place, (share, often, answered) in enumerate(sides):
        if in_words and (share or place == 0):
            cells += [str(Share(share).label) if share else _said_in_words(), _said_in_words()]
        else:
            cells += [often, answered] if share else [few, few]
    return [word, *cells, gap_words(release)]


def _said_in_words() -> str:
    return _("not shown: said in words")
