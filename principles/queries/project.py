"""Reads for the pages of one project: its newest round, what each question says, what was done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from members.models import Member
from principles.adherence import Word, comparable, may_compare
from principles.models import DoneCount, ItemRelease, Principle, PrincipleRelease, PrincipleText, PulseRound
from principles.models.principle import About
from principles.queries.round import unused_ticket
from projects.models import Project

ROUNDS_LOOKED_AT = 8


@dataclass(frozen=True)
class Rounds:
    """A project's rounds, as its pages need them."""

    planned: PulseRound | None = None
    open: PulseRound | None = None
    not_opened: PulseRound | None = None  # the newest one, when it was called off
    closed: list[PulseRound] = field(default_factory=list)  # newest first
    ticket: Any = None  # the reader's own, for the open one

    @property
    def newest(self) -> PulseRound | None:
        """The newest closed round."""
        return self.closed[0] if self.closed else None

    @property
    def drawn(self) -> list[PulseRound]:
        """The newest closed round and the earlier ones that may stand beside it."""
        if not self.closed:
            return []
        sizes = [pulse_round.answered for pulse_round in self.closed]
        places = comparable(sizes, max(pulse_round.k for pulse_round in self.closed))
        return [self.closed[place] for place in places] if 0 in places else [self.closed[0]]


def rounds_of(project: Project, *, reader: Member | None, about: str = About.PULSE) -> Rounds:
    """The newest rounds of a project about one thing, with the reader's unused ticket. One query."""
    rounds = PulseRound.objects.filter(project=project, about=about).order_by("-number")
    if reader is not None:
        rounds = rounds.annotate(ticket=unused_ticket(reader))
    found = list(rounds[:ROUNDS_LOOKED_AT])
    by_status: dict[str, list[PulseRound]] = {}
    for pulse_round in found:
        by_status.setdefault(pulse_round.status, []).append(pulse_round)
    status = PulseRound.Status
    running = next(iter(by_status.get(status.OPEN, [])), None)
    return Rounds(
        planned=next(iter(by_status.get(status.PLANNED, [])), None),
        open=running,
        not_opened=found[0] if found and found[0].status == status.CALLED_OFF else None,
        closed=by_status.get(status.CLOSED, []),
        ticket=getattr(running, "ticket", None),
    )


def principles_with_word(project: Project) -> QuerySet[Principle]:
    """The six in their order, each with `word`: what the project's newest closed round says, or None."""
    newest = PrincipleRelease.objects.filter(project=project, principle=OuterRef("pk"), latest=True)
    return Principle.objects.annotate(word=Subquery(newest.values("word")[:1])).order_by("number")


def principle_with_words(slug: str, project: Project | None = None) -> Principle | None:
    """One principle with its plain words, their credit and, for a project, its word."""
    texts = PrincipleText.objects.filter(principle=OuterRef("pk")).order_by("-version")
    principles = Principle.objects.annotate(
        text=Subquery(texts.values("words")[:1]), credit=Subquery(texts.values("credit")[:1])
    )
    if project is not None:
        newest = PrincipleRelease.objects.filter(project=project, principle=OuterRef("pk"), latest=True)
        principles = principles.annotate(word=Subquery(newest.values("word")[:1]))
    return principles.filter(slug=slug).first()


def releases_of(pulse_round: PulseRound) -> list[ItemRelease]:
    """What each question of a round says, in the order of the questions. One query."""
    releases = ItemRelease.objects.filter(round=pulse_round).select_related("item")
    return list(releases.order_by("item__principle__number", "item__number"))


def releases_over_time(project: Project, principle: Principle) -> tuple[Rounds, list[ItemRelease]]:
    """The newest closed rounds, and what the questions of one principle say in each. One query."""
    releases = list(
        ItemRelease.objects.filter(round__project=project, item__principle=principle)
        .select_related("item", "round")
        .order_by("-round__number", "item__number")[: 2 * ROUNDS_LOOKED_AT]
    )
    rounds = {release.round_id: release.round for release in releases}
    return Rounds(closed=list(rounds.values())), releases


def lowest_release(releases: Sequence[ItemRelease]) -> ItemRelease | None:
    """The question that decided the word: the weakest one that says something (decision 12)."""
    order = list(Word.values)
    told = [release for release in releases if release.word != Word.NOT_ENOUGH]
    return min(told, key=lambda release: order.index(release.word), default=None)


def beside(rounds: Sequence[tuple[PulseRound, ItemRelease]]) -> list[tuple[PulseRound, ItemRelease]]:
    """Of one question in several rounds, newest first: those that may be drawn beside the newest (decision 13).

    Their own numbers of people differ by 0, or by k and more. Nothing when the newest shows no whole.
    """
    if not rounds or not rounds[0][1].share:
        return []
    k = max(pulse_round.k for pulse_round, _release in rounds)
    kept: list[tuple[PulseRound, ItemRelease]] = []
    for pulse_round, release in rounds:
        others = [found.answered for _round, found in kept if found.answered is not None]
        fits = release.answered is None or all(may_compare(release.answered, other, k) for other in others)
        if release.share and fits:
            kept.append((pulse_round, release))
    return kept


def done_counts_of(project: Project, principle: Principle | None = None) -> dict[str, DoneCount]:
    """What was done in the project, by indicator. One query."""
    counts = DoneCount.objects.filter(project=project)
    if principle is not None:
        counts = counts.filter(principle=principle)
    return {count.indicator: count for count in counts}
