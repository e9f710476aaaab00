"""What a chart says: dataclasses in, dataclasses and sentences out. templates/components/chart.svg draws them.

A chart counts people, not percent: one dot is one person. The words come first and carry all of it (design, 8.2).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from principles.adherence import Gap, Lower, Row, Share, Shown, Word, share_of

FEW = 20  # under this many people the page says that the group is small
FULL_MEANS, RING_MEANS = gettext_lazy("mostly or always"), gettext_lazy("sometimes or no")


@dataclass(frozen=True)
class ChartRow:
    """One line of dots: `filled` of `total` people, or nothing but words."""

    label: str
    filled: int | None
    total: int | None
    words: str


@dataclass(frozen=True)
class Chart:
    """A question, what was found, and the dots; drawn by components/chart.svg with its table."""

    id: str
    heading: str
    finding: str
    rows: tuple[ChartRow, ...]
    tone: str = ""
    level: int = 3
    full_means: Any = FULL_MEANS
    ring_means: Any = RING_MEANS


def chart_of_item(release: Any, *, heading: str, tone: str, k: int) -> Chart:
    """The chart of one question in one round, from its frozen release."""
    chart_id = f"item-{release.item_id}"
    if release.shown == Shown.HIDDEN:
        return Chart(chart_id, heading, hidden_words(k), (), tone)
    return Chart(chart_id, heading, finding_of(release), rows_of(release), tone)


def hidden_words(k: int) -> str:
    """Why a question has no result. The same words whatever the reason, so that the reason tells nothing."""
    return _("Not enough answers to show this. We need %(k)s or more, and nobody may stand out.") % {"k": k}


def finding_of(release: Any) -> str:
    """What the question shows and how sure we are, in whole sentences."""
    if release.split:
        return " ".join([*_side_sentences(release), _gap_sentence(release), *_why_words(release)])
    if release.shown == Shown.WORDS:
        share = capfirst(Share(release.share).label)
        return " ".join([_("%(share)s said mostly or always.") % {"share": share}, *_why_words(release)])
    sentence = _("%(often)s of %(people)s people said mostly or always.") % {
        "often": release.often,
        "people": release.answered,
    }
    return f"{sentence} {_small_group()}" if release.answered < FEW else sentence


def short_finding(release: Any) -> str:
    """The same in a few words, for a list."""
    if release.shown == Shown.HIDDEN:
        return ""
    if release.shown == Shown.NUMBERS:
        found = _("%(often)s of %(people)s said mostly or always.") % {
            "often": release.often,
            "people": release.answered,
        }
    else:
        share = release.share or release.lived_share
        found = _("%(share)s said mostly or always.") % {"share": capfirst(Share(share).label)}
        if release.split:
            found = " ".join(_side_sentences(release))
    return f"{found} {_gap_sentence(release)}" if release.split else found


def chart_of_trend(rounds: Sequence[tuple[Any, Any]], *, heading: str, tone: str) -> Chart | None:
    """One row a round, newest first, of (round, release) that may stand beside each other; None for fewer than two.

    If one row stands in words, all do (decision 11).
    """
    drawn = [(pulse_round, release) for pulse_round, release in rounds if release.share]
    if len(drawn) < 2:
        return None
    in_words = any(release.shown == Shown.WORDS for _pulse_round, release in drawn)
    rows = tuple(
        _row(
            date_format(pulse_round.closes_on, "j F Y"),
            release.often,
            release.answered,
            release.share,
            in_words,
        )
        for pulse_round, release in drawn
    )
    finding = _("Each row is one round. Other people may have answered, so look at the words too.")
    return Chart(f"trend-{drawn[0][1].item_id}", heading, finding, rows, tone)


def gap_words(release: Any) -> str:
    """The gap in a few words, for a cell of a table; empty where the sides are not shown."""
    return str(capfirst(Gap(release.gap).label)) if release.split else ""


def tag_kind(word: str) -> str:
    """Which tag a word wears. None of them is red."""
    return {Word.GOING_WELL: "on", Word.MIXED: "talk"}.get(Word(word), "")


def rows_of(release: Any) -> tuple[ChartRow, ...]:
    """The rows of dots of one question: everyone together, or the two sides."""
    in_words = release.shown == Shown.WORDS
    if not release.split:
        return (_row(_("Everyone"), release.often, release.answered, release.share, in_words),)
    return (
        _row(
            _("Lived experience"), release.lived_often, release.lived_answered, release.lived_share, in_words
        ),
        _row(_("Staff"), release.staff_often, release.staff_answered, release.staff_share, in_words),
    )


def _row(label: str, often: int | None, people: int | None, share: str, in_words: bool) -> ChartRow:
    if in_words or often is None or people is None:
        share = share if often is None or people is None else share_of(Row(often, people - often))
        return ChartRow(label, None, None, str(Share(share).label))
    return ChartRow(label, often, people, _("%(often)s of %(people)s") % {"often": often, "people": people})


def _side_sentences(release: Any) -> list[str]:
    if release.shown == Shown.WORDS:
        return [
            _("Lived experience: %(share)s said mostly or always.")
            % {"share": Share(release.lived_share).label},
            _("Staff: %(share)s did.") % {"share": Share(release.staff_share).label},
        ]
    return [
        _("%(often)s of %(people)s people with lived experience said mostly or always.")
        % {"often": release.lived_often, "people": release.lived_answered},
        _("%(often)s of %(people)s staff did.")
        % {"often": release.staff_often, "people": release.staff_answered},
    ]


def _gap_sentence(release: Any) -> str:
    if release.gap == Gap.NOT_CLEAR:
        return _("There is no clear gap.")
    better = {
        Lower.LIVED: _("Staff see it as better."),
        Lower.STAFF: _("People with lived experience see it as better."),
    }[Lower(release.lower)]
    if release.gap == Gap.LIKELY:
        return f"{better} {_('The gap is likely to be real, but the groups are small.')}"
    return f"{better} {_('It may be a gap. There are too few answers to be sure.')}"


def _why_words(release: Any) -> list[str]:
    return [_("We use words here, so that no one stands out.")] if release.shown == Shown.WORDS else []


def _small_group() -> str:
    return _("The group is small: one or two people can change this.")
